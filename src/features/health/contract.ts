import { z } from 'zod';
import { CUSTOMER_WORK } from '../../contract/access.ts';
import { domainEvent } from '../../contract/domain-event.ts';
import { operation } from '../../contract/operation.ts';
import { daySchema, externalIdSchema, instantSchema, maybeNumberSchema } from '../../contract/shapes.ts';

const api = '/api/v1';

export const textSchema = z.object({ 'zh-CN': z.string(), 'en-US': z.string() });
export const BANDS = ['healthy', 'watch', 'danger', 'insufficient-data'] as const;
export const bandSchema = z.enum(BANDS);
const overrideBandSchema = z.enum(['healthy', 'watch', 'danger']);

/** A measure of the customer's model, and what it says of the day. */
export const partSchema = z.object({
  id: z.string(),
  name: textSchema,
  group: z.string(),
  metric: z.string(),
  value: maybeNumberSchema,
  /** The value that earns all points; null where no one value does. */
  full: z.number().nullable(),
  /** Share of the weight of all that is expected of the customer. */
  weight: z.number(),
  /** 0 to 100 points. */
  score: maybeNumberSchema,
  /** Points of the score that come from it; null where it does not count. */
  gives: z.number().nullable(),
});

/** The recommended action is a sentence in both languages. */
const driverSchema = z.object({
  part: z.string(),
  name: textSchema,
  metric: z.string(),
  value: maybeNumberSchema,
  lost: z.number(),
  act: textSchema,
});

const modelRefSchema = z.object({ id: z.string(), version: z.number().int(), name: textSchema });

const scoreSchema = z.object({
  model: modelRefSchema,
  score: maybeNumberSchema,
  coverage: z.number(),
  requiredCoverage: z.number(),
  bands: z.object({ healthy: z.number(), watch: z.number() }),
  parts: z.array(partSchema),
  missing: z.array(z.string()),
  /** What holds the score down; null where nothing does. */
  cap: z.object({ metric: z.string(), below: z.number(), points: z.number(), uncapped: z.number() }).nullable(),
});

export const overrideSchema = z.object({
  overrideId: z.string(),
  band: overrideBandSchema,
  reason: z.string(),
  from: daySchema,
  /** The last day on which it holds; it expires by itself. */
  until: daySchema,
  saidBy: z.string(),
  saidAt: instantSchema,
  state: z.enum(['holds', 'comes', 'expired', 'ended']),
});

export const explanationSchema = z.object({
  externalId: z.string(),
  name: z.string(),
  asOf: daySchema,
  /** Id and version of the model of the health. */
  modelVersion: z.string(),
  /** 活跃分: min(100, 100 × activity ÷ expected). A part of the health, not the health. */
  activityScore: z.object({
    score: maybeNumberSchema,
    activity: maybeNumberSchema,
    expected: z.number(),
    thirtyDaysAgo: maybeNumberSchema,
    /** Activity by the plain weekday rule, while the holidays of a year in its window are not published (settled 12). */
    provisionalActivity: z.number().optional(),
  }),
  /** The health: bands, warnings and every gate use it (settled 5). Unknown(`insufficient-data`) while too much of its weight is missing. */
  health: scoreSchema.extend({
    /** What is shown: that of the override, where one holds. */
    band: bandSchema,
    computedBand: bandSchema,
    thirtyDaysAgo: maybeNumberSchema,
    override: overrideSchema.nullable(),
    drivers: z.array(driverSchema),
  }),
  /** HLT-07, shown beside it, and a gate of nothing. */
  full: scoreSchema.nullable(),
  /** HLT-04, HLT-05, HLT-06. */
  level: z.object({
    level: maybeNumberSchema,
    atLeast: z.number().int(),
    rungs: z.array(
      z.object({
        level: z.number().int(),
        /** Null where it is not known. */
        met: z.boolean().nullable(),
        signs: z.array(z.object({ metric: z.string(), value: maybeNumberSchema, from: z.number() })),
      }),
    ),
    processMissing: z.boolean(),
    next: z.object({ level: z.number().int(), act: textSchema }).nullable(),
    quadrant: z.enum(['sticky', 'fake-active', 'to-activate', 'silent']).nullable(),
  }),
  /** MON-09: never without its reasons. */
  risk: z.object({
    points: maybeNumberSchema,
    band: z.enum(['low', 'middle', 'high']).nullable(),
    reasons: z.array(z.object({ sign: z.string(), metric: z.string(), points: z.number(), value: z.number() })),
    blind: z.array(z.object({ sign: z.string(), metric: z.string() })),
  }),
  /** What was said on the day itself, where that was kept: it is never rewritten. */
  said: z.object({ score: z.number().nullable(), band: bandSchema, modelVersion: z.string(), recordedOn: daySchema }).nullable(),
  /** What the activity rests on. */
  window: z.object({
    from: daySchema,
    to: daySchema,
    workingDays: z.number().int(),
    knownWorkingDays: z.number().int(),
    registeredUsers: maybeNumberSchema,
    registeredInferred: z.boolean(),
    meanDailyUsers: maybeNumberSchema,
  }),
});

// What it rests on begins weeks earlier, and there is no day before the year 1.
const explainedDay = daySchema.refine((day) => day >= '1900-01-01', { message: 'Write a day of 1900 or later.' });

export const explain = operation({
  id: 'health.explain',
  method: 'GET',
  path: `${api}/accounts/:externalId/explain`,
  summary: 'What the judgement on a customer rests on, to the last point.',
  access: { who: 'member', functions: 'any', key: 'read' },
  input: z.object({ externalId: externalIdSchema, asOf: explainedDay.optional() }),
  output: explanationSchema,
  errors: ['account-unknown'],
});

const endSchema = z.object({ day: daySchema, score: maybeNumberSchema, band: bandSchema, coverage: z.number(), model: modelRefSchema });

const versionName = z
  .string()
  .max(80)
  .regex(/^[a-z0-9_-]+-(\d+|draft)$/, 'The id of a model, a hyphen, and the version or `draft`.')
  .optional();

const points = z.number();

export const explainChange = operation({
  id: 'health.explainChange',
  method: 'GET',
  path: `${api}/accounts/:externalId/explain-change`,
  summary: 'Why the health of a customer is another one than on an earlier day: changes that add up to the last digit.',
  access: { who: 'member', functions: 'any', key: 'read' },
  input: z.object({
    externalId: externalIdSchema,
    from: explainedDay,
    to: explainedDay,
    of: z.enum(['usage', 'full']).default('usage'),
    /** Another version than the one in force on the day, as in `usage-health-2`; `usage-health-draft` is the draft. */
    fromBy: versionName,
    toBy: versionName,
  }),
  output: z.object({
    externalId: z.string(),
    name: z.string(),
    from: endSchema,
    to: endSchema,
    /** Score then minus score before; null where one of them is not known. */
    change: z.number().nullable(),
    /** What the other model alone does to the old day; 0 where both days are judged by the same version. */
    model: z.number(),
    /** What moved the score, in points that add up to `change`. */
    causes: z.object({
      /** Of the change of the model: measures are scored otherwise, weigh otherwise, caps are others. */
      model: z.object({ values: points, shares: points, cap: points }),
      /** Measured values moved. */
      values: points,
      /** Data came or went, so that the other measures weigh more or less. */
      missing: points,
      cap: points,
    }),
    /** Versions that either day may be judged by, the latest first. */
    versions: z.array(z.object({ by: z.string(), name: textSchema, version: z.number().int().nullable() })),
    /** The largest loss first. Empty where there is nothing to compare. `cap` is what caps took away. */
    parts: z.array(
      z.object({
        part: z.string(),
        name: textSchema.nullable(),
        metric: z.string().nullable(),
        from: z.number(),
        to: z.number(),
        points: z.number(),
        kind: z.enum(['moved', 'appeared', 'vanished', 'cap']),
        valueBefore: maybeNumberSchema,
        valueAfter: maybeNumberSchema,
      }),
    ),
    /** The score of every day between, each by the model in force on it. */
    line: z.array(z.object({ day: daySchema, score: z.number().nullable(), version: z.string() })),
  }),
  errors: ['account-unknown', 'invalid-input'],
});

export const listOverrides = operation({
  id: 'health.overrides',
  method: 'GET',
  path: `${api}/accounts/:externalId/health-overrides`,
  summary: 'The bands that people said for a customer, the latest first.',
  access: { who: 'member', functions: 'any', key: 'read' },
  input: z.object({ externalId: externalIdSchema }),
  output: z.object({ today: daySchema, overrides: z.array(overrideSchema) }),
  errors: ['account-unknown'],
});

export const overrideHealth = operation({
  id: 'health.override',
  method: 'POST',
  path: `${api}/accounts/:externalId/health-overrides`,
  summary: 'Says what the band of a customer is, why, and until when. The score stays as computed and is shown beside it.',
  access: { who: 'member', functions: CUSTOMER_WORK, key: null },
  input: z.object({
    externalId: externalIdSchema,
    band: overrideBandSchema,
    reason: z.string().trim().min(1).max(1000),
    until: daySchema,
  }),
  output: overrideSchema,
  errors: ['account-unknown', 'invalid-input'],
});

export const endOverride = operation({
  id: 'health.endOverride',
  method: 'POST',
  path: `${api}/accounts/:externalId/health-overrides/:overrideId/end`,
  summary: 'Ends an override before it expires.',
  access: { who: 'member', functions: CUSTOMER_WORK, key: null },
  input: z.object({ externalId: externalIdSchema, overrideId: z.string().max(60) }),
  output: overrideSchema,
  errors: ['account-unknown', 'not-found'],
});

/** Snapshots of these accounts were written for a day. */
export const healthScored = domainEvent({
  name: 'health.scored',
  payload: z.object({ accountIds: z.array(z.string()).min(1), asOf: daySchema, live: z.boolean() }),
});
