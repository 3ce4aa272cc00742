import { z } from 'zod';
import { CUSTOMER_WORK } from '../../contract/access.ts';
import { domainEvent } from '../../contract/domain-event.ts';
import { job } from '../../contract/job.ts';
import { operation } from '../../contract/operation.ts';
import { daySchema, externalIdSchema, instantSchema, unknownReasonSchema } from '../../contract/shapes.ts';
import { METRIC_UNITS } from './core/definition.ts';
import { AGGREGATIONS, METRIC_GROUPS, METRIC_SOURCES } from './core/dictionary.ts';

const api = '/api/v1';

/** `metrics=dau,wau,mau`: commas in a query. */
const metricListSchema = z
  .string()
  .min(1)
  .max(2000)
  .transform((text) =>
    text
      .split(',')
      .map((id) => id.trim())
      .filter(Boolean),
  )
  .pipe(z.array(z.string()).min(1).max(50));

export const series = operation({
  id: 'metrics.series',
  method: 'GET',
  path: `${api}/accounts/:externalId/series`,
  summary: 'The account-day series of some metrics, both days inclusive.',
  access: { who: 'member', functions: 'any', key: 'read' },
  input: z.object({ externalId: externalIdSchema, metrics: metricListSchema, from: daySchema, to: daySchema }),
  // A plain list, ordered by day and then in the order asked for.
  output: z.array(
    z.object({
      day: daySchema,
      metric: z.string(),
      value: z.number().nullable(),
      reason: unknownReasonSchema.optional(),
      partial: z.literal(true).optional(),
    }),
  ),
  errors: ['account-unknown', 'invalid-input'],
});

export const listMetrics = operation({
  id: 'metrics.list',
  method: 'GET',
  path: `${api}/metrics`,
  summary: 'The metrics of the workspace, ours and its own, with what each is made of.',
  access: { who: 'member', functions: 'any', key: 'read' },
  input: z.object({}),
  output: z.object({
    metrics: z.array(
      z.object({
        id: z.string(),
        label: z.object({ 'zh-CN': z.string(), 'en-US': z.string() }),
        definition: z.object({ 'zh-CN': z.string(), 'en-US': z.string() }),
        unit: z.enum(METRIC_UNITS),
        windowDays: z.number().int(),
        requirement: z.string(),
        group: z.enum(METRIC_GROUPS),
        source: z.enum(METRIC_SOURCES),
        aggregation: z.enum(AGGREGATIONS),
        /** Which days of the window count. */
        basis: z.enum(['civil-days', 'working-days']),
        /** Whether more of it is better. */
        direction: z.enum(['up', 'down', 'none']),
        /** How many days a source may be silent before the value is Unknown; null: it rests on no source that sends daily. */
        freshnessDays: z.number().int().nullable(),
      }),
    ),
  }),
  errors: [],
});

export const saidSchema = z.object({
  saidId: z.string(),
  metric: z.string(),
  from: daySchema,
  /** The last day on which it stands; null: until another is said. */
  until: daySchema.nullable(),
  value: z.number(),
  note: z.string(),
  saidBy: z.string(),
  saidAt: instantSchema,
  /** It is the one that counts today. */
  stands: z.boolean(),
  withdrawn: z.boolean(),
});

export const listSaid = operation({
  id: 'metrics.said',
  method: 'GET',
  path: `${api}/accounts/:externalId/said`,
  summary: 'The values that people said about a customer, the latest first.',
  access: { who: 'member', functions: 'any', key: 'read' },
  input: z.object({ externalId: externalIdSchema }),
  output: z.object({ today: daySchema, said: z.array(saidSchema) }),
  errors: ['account-unknown'],
});

export const say = operation({
  id: 'metrics.say',
  method: 'POST',
  path: `${api}/accounts/:externalId/said`,
  summary: 'Says a value that no system measures, from when until when it stands, and why.',
  access: { who: 'member', functions: CUSTOMER_WORK, key: 'write' },
  input: z.object({
    externalId: externalIdSchema,
    metric: z.string().max(80),
    value: z.number(),
    /** Today where absent. */
    from: daySchema.optional(),
    until: daySchema.nullable().optional(),
    note: z.string().trim().min(1).max(1000),
  }),
  output: saidSchema,
  errors: ['account-unknown', 'invalid-input'],
});

export const withdraw = operation({
  id: 'metrics.withdraw',
  method: 'POST',
  path: `${api}/accounts/:externalId/said/:saidId/withdraw`,
  summary: 'Takes a value back that was said: as if it had never been.',
  access: { who: 'member', functions: CUSTOMER_WORK, key: 'write' },
  input: z.object({ externalId: externalIdSchema, saidId: z.string().max(60) }),
  output: z.object({ saidId: z.string() }),
  errors: ['account-unknown', 'not-found'],
});

/** The series of these accounts were computed again. `live` is false for history: it opens no warning (settled 15). */
export const seriesChanged = domainEvent({
  name: 'metrics.series-changed',
  payload: z.object({ accountIds: z.array(z.string()).min(1), asOf: daySchema, live: z.boolean() }),
});

export const judgeJob = job({
  name: 'judge',
  summary: "Brings every customer's series up to today and judges it: scores, warnings, tasks.",
  schedule: '10 0 * * *',
});
