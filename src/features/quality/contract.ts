import { z } from 'zod';
import { LEADING } from '../../contract/access.ts';
import { job } from '../../contract/job.ts';
import { operation } from '../../contract/operation.ts';
import { daySchema, instantSchema } from '../../contract/shapes.ts';
import { WEIGHTS } from './core/rule.ts';

const api = '/api/v1/quality';

const textSchema = z.object({ 'zh-CN': z.string(), 'en-US': z.string() });

export const findingSchema = z.object({
  rule: z.string(),
  /** Kind of the things: of records, or `account`, `event`, `source`. */
  entity: z.string(),
  count: z.number().int(),
  /** In the run before; null: there was none. */
  before: z.number().int().nullable(),
  weight: z.enum(WEIGHTS),
  effect: textSchema,
  accepted: z.object({ reason: z.string(), by: z.string(), at: instantSchema, count: z.number().int() }).nullable(),
  /** The first twenty; of customers that the caller may see. */
  samples: z.array(
    z.object({
      id: z.string(),
      account: z.string().nullable(),
      /** What the customer is called; null where there is none of this id. */
      name: z.string().nullable(),
      count: z.number().int(),
      values: z.record(z.string(), z.union([z.string(), z.number()])),
    }),
  ),
});

const runSchema = z.object({ asOf: daySchema, finishedAt: instantSchema, seconds: z.number() });

export const listQuality = operation({
  id: 'quality.list',
  method: 'GET',
  path: api,
  summary: 'What the rules about the quality of data found last, what it does to the figures, and whether somebody knows of it.',
  access: { who: 'member', functions: [...LEADING, 'product'], key: 'read' },
  input: z.object({}),
  output: z.object({
    /** Null: the rules were never asked. */
    run: runSchema.nullable(),
    /** The run that `before` is about. */
    previous: runSchema.nullable(),
    findings: z.array(findingSchema),
    /** Months with flagged events, by both readings: with them, and without. */
    readings: z.array(
      z.object({
        month: daySchema,
        all: z.object({ events: z.number().int(), userDays: z.number().int(), accounts: z.number().int() }),
        counted: z.object({ events: z.number().int(), userDays: z.number().int(), accounts: z.number().int() }),
      }),
    ),
  }),
  errors: [],
});

export const runQuality = operation({
  id: 'quality.run',
  method: 'POST',
  path: `${api}/runs`,
  summary: 'Asks all rules about the quality of data now.',
  access: { who: 'member', functions: LEADING, key: 'write' },
  input: z.object({}),
  output: z.object({ findings: z.number().int() }),
  errors: [],
});

const which = { rule: z.string().min(1).max(80), entity: z.string().min(1).max(60) };

export const acceptFinding = operation({
  id: 'quality.accept',
  method: 'POST',
  path: `${api}/accepted`,
  summary: 'Says that a finding is known and accepted, and why; when more of it turn up it is shown again.',
  access: { who: 'member', functions: LEADING, key: 'write' },
  input: z.object({ ...which, reason: z.string().trim().min(1).max(500) }),
  output: z.object({ accepted: z.boolean() }),
  errors: ['not-found'],
});

export const reopenFinding = operation({
  id: 'quality.reopen',
  method: 'POST',
  path: `${api}/reopened`,
  summary: 'Takes back that a finding is accepted.',
  access: { who: 'member', functions: LEADING, key: 'write' },
  input: z.object(which),
  output: z.object({ accepted: z.boolean() }),
  errors: ['not-found'],
});

export const qualityJob = job({
  name: 'quality',
  summary: 'Asks the rules about the quality of data, and keeps what they find.',
  schedule: '40 1 * * *',
});
