import { z } from 'zod';
import { LEADING } from '../../contract/access.ts';
import { operation } from '../../contract/operation.ts';
import { daySchema, instantSchema } from '../../contract/shapes.ts';
import { bandSchema, textSchema } from './contract.ts';
import { FIXES } from './core/readiness.ts';

const api = '/api/v1';
const MOST_MEASURES = 40;

const nameSchema = z.object({ 'zh-CN': z.string().trim().min(1).max(80), 'en-US': z.string().trim().min(1).max(80) });
const idSchema = z
  .string()
  .min(1)
  .max(60)
  .regex(/^[a-z0-9_-]+$/, 'Lower-case letters, digits, hyphens.');
const metricSchema = z.string().min(1).max(80);

const scoringSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ratio'), full: z.number() }),
  z.object({ kind: z.literal('linear'), zero: z.number(), full: z.number() }),
  z.object({
    kind: z.literal('steps'),
    below: z.number(),
    steps: z.array(z.object({ from: z.number(), points: z.number() })).max(20),
  }),
  z.object({ kind: z.literal('log-normal'), median: z.number(), good: z.number() }),
  z.object({ kind: z.literal('file'), measure: idSchema }),
]);

const segmentSchema = z.object({
  tier: z.array(z.string().max(80)).max(20).optional(),
  stage: z.array(z.string().max(80)).max(20).optional(),
  industry: z.array(z.string().max(120)).max(50).optional(),
});

/** What a person writes: everything but the id and the version. */
const modelContentSchema = z.object({
  name: nameSchema,
  measures: z
    .array(
      z.object({
        id: idSchema,
        group: z.string().max(60),
        name: nameSchema,
        weight: z.number(),
        metric: metricSchema,
        scoring: scoringSchema,
        fullBy: metricSchema.optional(),
        expectedBy: metricSchema.optional(),
      }),
    )
    .max(MOST_MEASURES),
  caps: z.array(z.object({ metric: metricSchema, below: z.number(), points: z.number() })).max(20),
  requires: z.array(idSchema).max(MOST_MEASURES),
  requiredCoverage: z.number(),
  bands: z.object({ healthy: z.number(), watch: z.number() }),
  /** What evidence must reach to be a level (HLT-04); what is absent is our default. */
  levels: z
    .object({
      activity: z.number().optional(),
      runs: z.number().optional(),
      processUsers: z.number().optional(),
      integrationDays: z.number().optional(),
      extensionUsers: z.number().optional(),
    })
    .optional(),
  purpose: z.literal('full').optional(),
  segment: segmentSchema.optional(),
});

/** `code` and `value` are for pages, which have their own words. */
const problemSchema = z.object({ path: z.string(), code: z.string(), value: z.string(), message: z.string() });

const draftSchema = z.object({
  basedOn: z.number().int(),
  revision: z.number().int(),
  changedAt: instantSchema,
  changedBy: z.string(),
  model: modelContentSchema,
  /** Empty when it may be published. */
  problems: z.array(problemSchema),
});

const modelSchema = z.object({
  modelId: z.string(),
  /** It is there in every workspace and cannot be retired. */
  builtIn: z.boolean(),
  /** Null for a model that is a draft only. */
  inForce: z.object({ version: z.number().int(), from: daySchema.nullable(), retired: z.boolean(), model: modelContentSchema }).nullable(),
  /** What is wrong with the version in force now: a metric of it may have gone. */
  problems: z.array(problemSchema),
  draft: draftSchema.nullable(),
  versions: z.array(
    z.object({
      version: z.number().int(),
      /** Null: from the beginning. */
      from: daySchema.nullable(),
      retired: z.boolean(),
      note: z.string(),
      publishedAt: instantSchema.nullable(),
      publishedBy: z.string().nullable(),
      model: modelContentSchema,
    }),
  ),
});

export const listModels = operation({
  id: 'health.models',
  method: 'GET',
  path: `${api}/health-models`,
  summary: 'The health models with their versions and drafts, and the examples to begin from.',
  access: { who: 'member', functions: 'any', key: 'read' },
  input: z.object({}),
  output: z.object({
    models: z.array(modelSchema),
    examples: z.array(z.object({ id: z.string(), source: z.string(), model: modelContentSchema })),
    /** Metrics that a model may look at. */
    metrics: z.array(z.object({ id: z.string(), label: textSchema, unit: z.string() })),
    /** Values that occur in the profiles of customers, for choosing a segment. */
    industries: z.array(z.string()),
  }),
  errors: [],
});

const one = z.object({ modelId: idSchema });

export const saveDraft = operation({
  id: 'health.saveDraft',
  method: 'PUT',
  path: `${api}/health-models/:modelId/draft`,
  summary: 'Keeps a draft of a model, also one that cannot be used yet; says what is wrong with it.',
  access: { who: 'member', functions: LEADING, key: 'write' },
  input: one.extend({
    model: modelContentSchema,
    /** The revision that was on the screen; 0 for a new draft. Another one answers `conflict`. */
    revision: z.number().int().min(0),
  }),
  output: draftSchema,
  errors: ['conflict'],
});

export const discardDraft = operation({
  id: 'health.discardDraft',
  method: 'DELETE',
  path: `${api}/health-models/:modelId/draft`,
  summary: 'Throws a draft away; what is published stays.',
  access: { who: 'member', functions: LEADING, key: null },
  input: one,
  output: one,
  errors: ['not-found'],
});

const sideSchema = z.object({ score: z.number().nullable(), band: bandSchema });

export const previewModel = operation({
  id: 'health.preview',
  method: 'GET',
  path: `${api}/health-models/:modelId/preview`,
  summary: 'What a draft would say today of real customers: who changes colour, from what to what.',
  access: { who: 'member', functions: LEADING, key: 'read' },
  input: one,
  output: z.object({
    asOf: daySchema,
    /** Customers to whom it would apply, and those it would leave to another model. */
    customers: z.number().int(),
    before: z.object({ healthy: z.number(), watch: z.number(), danger: z.number(), 'insufficient-data': z.number() }),
    after: z.object({ healthy: z.number(), watch: z.number(), danger: z.number(), 'insufficient-data': z.number() }),
    recoloured: z.number().int(),
    moved: z.number().int(),
    /** Those who change colour first, then the largest changes of score; at most 200. */
    changes: z.array(z.object({ externalId: z.string(), name: z.string(), before: sideSchema, after: sideSchema })),
  }),
  errors: ['not-found', 'invalid-input'],
});

export const publishModel = operation({
  id: 'health.publish',
  method: 'POST',
  path: `${api}/health-models/:modelId/publish`,
  summary: 'Makes the draft the next version, from today on. What was said with an older version stays as it was said.',
  access: { who: 'member', functions: LEADING, key: 'write' },
  input: one.extend({
    revision: z.number().int(),
    note: z.string().trim().max(1000).default(''),
    /** Whoever publishes has looked at the back-test of exactly this draft, or knows that there is none. Without it: `conflict`. */
    acknowledgedBacktest: z.boolean().default(false),
  }),
  output: modelSchema,
  errors: ['not-found', 'conflict', 'invalid-input'],
});

const verdictSchema = z.enum(['shown', 'not-shown', 'too-few']);
const intervalSchema = z.object({ estimate: z.number(), low: z.number(), high: z.number() });
const backtestSchema = z
  .object({
    outcome: z.string(),
    fromMonth: z.string(),
    toMonth: z.string(),
    skill: verdictSchema,
    addedValue: verdictSchema,
    area: intervalSchema.nullable(),
    single: z.string().nullable(),
    customersWithOutcome: z.number().int(),
    leastOutcomes: z.number().int(),
    madeAt: instantSchema,
    /** Of a draft: how it did beside the version that is in force now; null where it was not compared with exactly that. */
    versus: z.object({ verdict: z.enum(['better', 'worse', 'not-told', 'too-few']), difference: intervalSchema.nullable() }).nullable(),
  })
  .nullable();

export const modelBacktests = operation({
  id: 'health.backtests',
  method: 'GET',
  path: `${api}/health-models/:modelId/backtests`,
  summary: 'What the last back-tests said of a model: of the version in force, and of the draft as it is now. Null where none was made.',
  access: { who: 'member', functions: 'any', key: 'read' },
  input: one,
  output: z.object({ inForce: backtestSchema, draft: backtestSchema }),
  errors: [],
});

export const retireModel = operation({
  id: 'health.retire',
  method: 'POST',
  path: `${api}/health-models/:modelId/retire`,
  summary: 'Ends a model for a segment: its customers are judged by the model for all, from today on.',
  access: { who: 'member', functions: LEADING, key: null },
  input: one,
  output: modelSchema,
  errors: ['not-found', 'conflict'],
});

export const readiness = operation({
  id: 'health.readiness',
  method: 'GET',
  path: `${api}/health-readiness`,
  summary: 'Whose health cannot be scored, what is missing, and what to do about it: the fix that unlocks most customers first.',
  access: { who: 'member', functions: 'any', key: 'read' },
  input: z.object({}),
  output: z.object({
    asOf: daySchema,
    customers: z.number().int(),
    scored: z.number().int(),
    fixes: z.array(
      z.object({
        fix: z.enum(FIXES),
        affects: z.number().int(),
        /** Scored when only this is done. */
        unlocks: z.number().int(),
        /** Scored when this is done after all before it. */
        unlockedSoFar: z.number().int(),
        measures: z.array(z.object({ id: z.string(), name: textSchema, metric: z.string() })),
        customers: z.array(z.object({ externalId: z.string(), name: z.string() })),
        /** Where it is done, below the workspace's address; null where only time helps. */
        link: z.string().nullable(),
      }),
    ),
    /** At most 200. */
    unscored: z.array(
      z.object({
        externalId: z.string(),
        name: z.string(),
        coverage: z.number(),
        missing: z.array(z.object({ measure: z.string(), name: textSchema, reason: z.string(), fix: z.enum(FIXES) })),
      }),
    ),
  }),
  errors: [],
});
