import { z } from 'zod';
import { ADMINISTERING } from '../../contract/access.ts';
import { domainEvent } from '../../contract/domain-event.ts';
import { operation } from '../../contract/operation.ts';
import { daySchema, externalIdSchema, maybeNumberSchema } from '../../contract/shapes.ts';

const api = '/api/v1';

/** Part of the usage health score HLT-02. */
export const partSchema = z.object({
  id: z.enum(['activity', 'core-modules', 'module-breadth', 'integration']),
  weight: z.number(),
  /** 0 to 100 points. */
  score: maybeNumberSchema,
});

export const explanationSchema = z.object({
  externalId: z.string(),
  name: z.string(),
  asOf: daySchema,
  modelVersion: z.string(),
  /** 活跃分: min(100, 100 × activity ÷ expected). Part A of HLT-02, not the health score. */
  activityScore: z.object({
    score: maybeNumberSchema,
    activity: maybeNumberSchema,
    expected: z.number(),
    thirtyDaysAgo: maybeNumberSchema,
    /** Activity by the plain weekday rule, while the holidays of a year in its window are not published (settled 12). */
    provisionalActivity: z.number().optional(),
  }),
  /** HLT-02. Unknown(`insufficient-data`) while too much of its weight is missing. */
  health: z.object({
    score: maybeNumberSchema,
    band: z.enum(['healthy', 'watch', 'danger', 'insufficient-data']),
    coverage: z.number(),
    requiredCoverage: z.number(),
    parts: z.array(partSchema),
    missing: z.array(z.string()),
  }),
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

export const explain = operation({
  id: 'health.explain',
  method: 'GET',
  path: `${api}/accounts/:externalId/explain`,
  summary: 'What the judgement on a customer rests on, to the last point.',
  access: { who: 'member', functions: 'any', key: 'read' },
  input: z.object({
    externalId: externalIdSchema,
    // What it rests on begins weeks earlier, and there is no day before the year 1.
    asOf: daySchema.refine((day) => day >= '1900-01-01', { message: 'Write a day of 1900 or later.' }).optional(),
  }),
  output: explanationSchema,
  errors: ['account-unknown'],
});

export const healthSettings = operation({
  id: 'health.settings',
  method: 'GET',
  path: `${api}/health-settings`,
  summary: 'The expected activity and the coverage a score needs.',
  access: { who: 'member', functions: 'any', key: 'read' },
  input: z.object({}),
  output: z.object({ expectedActivity: z.number(), requiredCoverage: z.number() }),
  errors: [],
});

export const updateHealthSettings = operation({
  id: 'health.updateSettings',
  method: 'PATCH',
  path: `${api}/health-settings`,
  summary: 'Sets the expected activity or the required coverage; past snapshots stay as they were.',
  access: { who: 'member', functions: ADMINISTERING, key: null },
  input: z.object({ expectedActivity: z.number().min(0.01).max(1).optional(), requiredCoverage: z.number().min(0.1).max(1).optional() }),
  output: z.object({ expectedActivity: z.number(), requiredCoverage: z.number() }),
  errors: [],
});

/** Snapshots of these accounts were written for a day. */
export const healthScored = domainEvent({
  name: 'health.scored',
  payload: z.object({ accountIds: z.array(z.string()).min(1), asOf: daySchema, live: z.boolean() }),
});
