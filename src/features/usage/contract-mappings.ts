import { z } from 'zod';
import { LEADING } from '../../contract/access.ts';
import { job } from '../../contract/job.ts';
import { operation } from '../../contract/operation.ts';
import { daySchema, instantSchema } from '../../contract/shapes.ts';
import { EVENT_MEANINGS } from './core/kinds.ts';
import { CLIENTS, LONGEST_MODULE, MAPPED_CALLS } from './core/mapping.ts';

const api = '/api/v1/mappings';
const access = { who: 'member', functions: LEADING, key: 'read' } as const;
const changing = { who: 'member', functions: LEADING, key: 'write' } as const;

const MOST_RULES = 500;
const name = z.string().trim().min(1).max(200);
const property = z.string().min(1).max(200);
const kind = z.enum(EVENT_MEANINGS);

/** One rule of the mapping: what it asks of an event, and what it then says. */
export const ruleSchema = z
  .object({
    type: z.enum(MAPPED_CALLS).nullable().default(null),
    name,
    where: z
      .object({ property, equals: z.string().max(200) })
      .nullable()
      .default(null),
    kind: kind.exclude(['other']).nullable().default(null),
    module: z.string().trim().min(1).max(LONGEST_MODULE).nullable().default(null),
    client: z.enum(CLIENTS).nullable().default(null),
    seconds: property.nullable().default(null),
    value: property.nullable().default(null),
  })
  .refine((rule) => [rule.kind, rule.module, rule.client, rule.seconds, rule.value].some((part) => part !== null), {
    message: 'A rule must say something: kind, module, client, seconds or value.',
  });
const rulesSchema = z.array(ruleSchema).max(MOST_RULES);
const labelsSchema = z.object({ kind, module: z.string().nullable(), client: z.enum(CLIENTS).nullable() });

const backfillSchema = z.object({
  version: z.number().int(),
  state: z.enum(['waiting', 'running', 'done', 'cancelled']),
  /** Events to change when it began, and changed so far. */
  total: z.number().int(),
  done: z.number().int(),
  startedAt: instantSchema,
  endedAt: instantSchema.nullable(),
});
export type Backfill = z.output<typeof backfillSchema>;

export const getMapping = operation({
  id: 'usage.mapping',
  method: 'GET',
  path: api,
  summary: 'The rules that say what events mean, and how far kept events follow them.',
  access,
  input: z.object({}),
  output: z.object({
    version: z.number().int(),
    rules: z.array(ruleSchema),
    changedAt: instantSchema.nullable(),
    changedBy: z.string().nullable(),
    backfill: backfillSchema.nullable(),
  }),
  errors: [],
});

export const listEventNames = operation({
  id: 'usage.event-names',
  method: 'GET',
  path: `${api}/names`,
  summary: 'The names of events that were seen, what they mean, and rules that the names suggest.',
  access,
  input: z.object({}),
  output: z.object({
    /** Of all names; the list holds the most frequent ones. */
    total: z.number().int(),
    /** The names that are not in the list, together. */
    others: z.object({ names: z.number().int(), events: z.number().int() }),
    names: z.array(
      z.object({
        name: z.string(),
        events: z.number().int(),
        lastDay: daySchema,
        lastRecordedAt: instantSchema,
        meanings: z.array(labelsSchema.extend({ events: z.number().int() })),
        /** Places of the rules that can speak of it. */
        rules: z.array(z.number().int()),
      }),
    ),
    proposals: z.array(z.object({ rule: ruleSchema, names: z.array(z.string()), events: z.number().int() })),
  }),
  errors: [],
});

export const listEventSamples = operation({
  id: 'usage.event-samples',
  method: 'GET',
  path: `${api}/samples`,
  summary: 'The latest events of a name that the caller may see, with their properties and what they mean.',
  access,
  input: z.object({ name: z.string().min(1).max(200) }),
  output: z.object({
    samples: z.array(
      labelsSchema.extend({
        type: z.enum(MAPPED_CALLS),
        occurredAt: instantSchema,
        customer: z.string(),
        properties: z.record(z.string(), z.unknown()),
        seconds: z.number().nullable(),
        value: z.number().nullable(),
      }),
    ),
  }),
  errors: [],
});

export const previewMapping = operation({
  id: 'usage.mapping-preview',
  method: 'POST',
  path: `${api}/preview`,
  summary: 'How many kept events, of how many customers and since when, would mean something else by these rules.',
  access,
  input: z.object({ rules: rulesSchema }),
  output: z.object({ events: z.number().int(), customers: z.number().int(), since: daySchema.nullable() }),
  errors: [],
});

export const saveMapping = operation({
  id: 'usage.save-mapping',
  method: 'PUT',
  path: api,
  summary: 'Replaces the rules; events that come from now on follow them at once, kept ones as soon as they have been gone through.',
  access: changing,
  input: z.object({ rules: rulesSchema, version: z.number().int().describe('The version that the rules were made from.') }),
  output: z.object({ version: z.number().int() }),
  errors: ['conflict'],
});

export const restoreMapping = operation({
  id: 'usage.restore-mapping',
  method: 'POST',
  path: `${api}/versions/:number/restore`,
  summary: 'Makes a new version with the rules of an earlier one; 0 is the mapping without rules.',
  access: changing,
  input: z.object({ number: z.coerce.number().int().min(0), version: z.number().int().describe('The version that is replaced.') }),
  output: z.object({ version: z.number().int() }),
  errors: ['conflict', 'not-found'],
});

export const listMappingVersions = operation({
  id: 'usage.mapping-versions',
  method: 'GET',
  path: `${api}/versions`,
  summary: 'Who changed the rules, when, and what came and went; the latest 50.',
  access,
  input: z.object({}),
  output: z.object({
    versions: z.array(
      z.object({
        version: z.number().int(),
        at: instantSchema,
        by: z.string(),
        restores: z.number().int().nullable(),
        added: z.array(ruleSchema),
        removed: z.array(ruleSchema),
        reordered: z.boolean(),
      }),
    ),
  }),
  errors: [],
});

export const steerBackfill = operation({
  id: 'usage.steer-backfill',
  method: 'POST',
  path: `${api}/backfill`,
  summary: 'Stops going through kept events, or goes on with it; what was changed stays changed.',
  access: changing,
  input: z.object({ act: z.enum(['cancel', 'continue']) }),
  output: backfillSchema,
  errors: ['not-found'],
});

export const remapJob = job({
  name: 'usage.remap',
  summary: 'Has kept events follow the mapping after it was changed; it goes on where it was interrupted.',
  schedule: '52 * * * *',
});
