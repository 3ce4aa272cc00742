import { z } from 'zod';
import { LEADING } from '../../contract/access.ts';
import { job } from '../../contract/job.ts';
import { operation } from '../../contract/operation.ts';
import { daySchema, instantSchema } from '../../contract/shapes.ts';
import { bandSchema, textSchema } from '../health/contract.ts';
import { ruleDefinitionSchema } from '../warnings/contract-rules.ts';

const drafts = '/api/v1/lab/drafts';

const SHADOW_KINDS = ['rule', 'model'] as const;
export type ShadowKind = (typeof SHADOW_KINDS)[number];

const subjectSchema = z
  .string()
  .min(1)
  .max(60)
  .regex(/^[a-z0-9_-]+$/, 'Lower-case letters, digits, hyphens.');
const which = z.object({ kind: z.enum(SHADOW_KINDS), subject: subjectSchema });
const revision = z.number().int().min(0);

const verdict = z.object({ score: z.number().nullable(), band: bandSchema });

/** What the live version and the shadow say otherwise of a customer. */
const differenceSchema = z.discriminatedUnion('kind', [
  /** Whether each has a warning open, and the number that the shadow looked at. */
  z.object({
    kind: z.literal('rule'),
    live: z.boolean(),
    shadow: z.boolean(),
    metric: z.string(),
    value: z.number().nullable(),
    threshold: z.number(),
  }),
  z.object({
    kind: z.literal('model'),
    live: verdict,
    shadow: verdict,
    /** The parts that make most of the difference, in points. */
    why: z.array(z.object({ part: z.string(), name: textSchema.nullable(), points: z.number() })),
  }),
]);
export type Difference = z.infer<typeof differenceSchema>;

const countsSchema = z.record(z.string(), z.number().int());

const shadowSchema = z.object({
  since: daySchema,
  startedBy: z.string(),
  /** Another revision than that of the draft: the draft was changed since. */
  revision,
  /** The days judged, the latest first; at most 90. Numbers are of all customers. */
  days: z.array(
    z.object({ day: daySchema, customers: z.number().int(), live: countsSchema, shadow: countsSchema, differ: z.number().int() }),
  ),
  /** Of the latest day, on customers that the caller sees; at most 200. */
  differences: z.array(z.object({ externalId: z.string(), name: z.string(), said: differenceSchema })),
});

const draftSchema = which.extend({
  /** Of a model. */
  name: textSchema.nullable(),
  /** Of a rule. */
  definition: ruleDefinitionSchema.nullable(),
  basedOn: z.number().int(),
  /** Another one than it is based on: somebody published meanwhile. */
  liveVersion: z.number().int(),
  revision,
  changedAt: instantSchema,
  changedBy: z.string(),
  /** Why it cannot judge; null when it can. */
  problem: z.string().nullable(),
  shadow: shadowSchema.nullable(),
});

export const listDrafts = operation({
  id: 'lab.drafts',
  method: 'GET',
  path: drafts,
  summary: 'Drafts of rules and health models, and what those say that are judged by each day beside what is live.',
  access: { who: 'member', functions: 'any', key: 'read' },
  input: z.object({}),
  output: z.object({ today: daySchema, drafts: z.array(draftSchema) }),
  errors: [],
});

export const saveRuleDraft = operation({
  id: 'lab.saveRuleDraft',
  method: 'PUT',
  path: `${drafts}/rule/:subject`,
  summary: 'Keeps a draft of a rule. It judges nobody.',
  access: { who: 'member', functions: LEADING, key: 'write' },
  input: z.object({
    subject: subjectSchema,
    definition: ruleDefinitionSchema,
    /** The revision that was on the screen; 0 for a new draft. Another one answers `conflict`. */
    revision,
  }),
  output: which.extend({ revision }),
  errors: ['conflict', 'invalid-input', 'not-found'],
});

export const discardAnyDraft = operation({
  id: 'lab.discardDraft',
  method: 'DELETE',
  path: `${drafts}/:kind/:subject`,
  summary: 'Throws a draft away, with its shadow; what is live stays.',
  access: { who: 'member', functions: LEADING, key: null },
  input: which,
  output: which,
  errors: ['not-found'],
});

export const publishAnyDraft = operation({
  id: 'lab.publishDraft',
  method: 'POST',
  path: `${drafts}/:kind/:subject/publish`,
  summary: 'Makes the draft judge from today on. What was said before stays as it was said.',
  access: { who: 'member', functions: LEADING, key: 'write' },
  input: which.extend({
    revision,
    note: z.string().trim().max(1000).default(''),
    /** Of a health model: its back-test has been looked at. Without it: `conflict`. */
    acknowledgedBacktest: z.boolean().default(false),
  }),
  output: which.extend({ version: z.number().int() }),
  errors: ['not-found', 'conflict', 'invalid-input'],
});

export const startShadow = operation({
  id: 'lab.startShadow',
  method: 'POST',
  path: `${drafts}/:kind/:subject/shadow`,
  summary:
    'Judges by the draft each day beside what is live, without warnings or tasks of its own. One that runs begins anew with the draft as it is.',
  access: { who: 'member', functions: LEADING, key: 'write' },
  input: which,
  output: which,
  errors: ['not-found', 'invalid-input'],
});

export const stopShadow = operation({
  id: 'lab.stopShadow',
  method: 'DELETE',
  path: `${drafts}/:kind/:subject/shadow`,
  summary: 'Ends a shadow and forgets what it said; the draft stays.',
  access: { who: 'member', functions: LEADING, key: null },
  input: which,
  output: which,
  errors: ['not-found'],
});

export const rollBack = operation({
  id: 'lab.rollBack',
  method: 'POST',
  path: '/api/v1/lab/roll-back/:kind/:subject',
  summary: 'Makes an earlier version judge again, as a new version from today on.',
  access: { who: 'member', functions: LEADING, key: 'write' },
  input: which.extend({ version: z.number().int().min(0) }),
  output: which.extend({ version: z.number().int() }),
  errors: ['not-found', 'conflict', 'invalid-input'],
});

export const shadowJob = job({
  name: 'shadow',
  summary: 'Judges every customer by the drafts that run beside what is live, and keeps where they differ.',
  schedule: '30 0 * * *',
});
