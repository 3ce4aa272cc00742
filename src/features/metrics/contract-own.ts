import { z } from 'zod';
import { LEADING } from '../../contract/access.ts';
import { operation } from '../../contract/operation.ts';
import { daySchema, instantSchema, unknownReasonSchema } from '../../contract/shapes.ts';
import { METRIC_UNITS } from './core/definition.ts';
import { AGGREGATES, LONGEST_WINDOW_DAYS, PICK_KINDS } from './core/own-metric.ts';

const api = '/api/v1';

const metricIdSchema = z.string().min(1).max(60);
const shortText = z.string().trim().min(1).max(200);
const windowSchema = z.number().int().min(1).max(LONGEST_WINDOW_DAYS);

const formulaSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('events'),
    name: z.string().trim().max(200).optional(),
    eventKind: z.enum(PICK_KINDS).optional(),
    module: shortText.optional(),
    client: z.enum(['pc', 'app', 'other']).optional(),
    property: z.object({ name: shortText, value: shortText }).optional(),
    aggregate: z.enum(AGGREGATES),
    number: z.string().trim().max(200).optional(),
    windowDays: windowSchema,
  }),
  z.object({
    kind: z.literal('records'),
    record: z.string().max(60),
    on: z.string().max(60),
    where: z.object({ field: shortText, value: shortText }).optional(),
    aggregate: z.enum(AGGREGATES),
    number: z.string().max(60).optional(),
    windowDays: windowSchema,
  }),
  z.object({ kind: z.enum(['ratio', 'difference']), left: metricIdSchema, right: metricIdSchema }),
]);

/** What a person writes of a metric. */
export const ownDefinitionSchema = z.object({
  label: z.object({ 'zh-CN': z.string().trim().max(40), 'en-US': z.string().trim().max(60) }),
  unit: z.enum(METRIC_UNITS),
  direction: z.enum(['up', 'down', 'none']),
  /** Who answers for it; null: nobody said. */
  owner: z.string().max(60).nullable(),
  formula: formulaSchema,
});
export type OwnContent = z.infer<typeof ownDefinitionSchema>;

/** `code` and `value` are for pages, which have their own words. */
const problemSchema = z.object({ path: z.string(), code: z.string(), value: z.string(), message: z.string() });

const versionSchema = z.object({
  metric: z.string(),
  version: z.number().int(),
  /** False: it has been retired. */
  active: z.boolean(),
  definition: ownDefinitionSchema,
  /** Why it cannot be computed any more, as when a metric that it rests on has gone. */
  problems: z.array(problemSchema),
  changedAt: instantSchema,
  changedBy: z.string(),
});
export type OwnVersion = z.infer<typeof versionSchema>;

export const listOwn = operation({
  id: 'metrics.listOwn',
  method: 'GET',
  path: `${api}/metrics/own`,
  summary: 'The metrics that the workspace made itself, those that were retired with them.',
  access: { who: 'member', functions: 'any', key: 'read' },
  input: z.object({}),
  output: z.object({ metrics: z.array(versionSchema.extend({ ownerName: z.string().nullable() })) }),
  errors: [],
});

export const defineMetric = operation({
  id: 'metrics.define',
  method: 'PUT',
  path: `${api}/metrics/:metric`,
  summary: 'Makes a metric without code, changes or retires it. It counts for the past at once, and everybody is judged again.',
  access: { who: 'member', functions: LEADING, key: 'write' },
  input: z.object({
    metric: metricIdSchema,
    /** The version that was on the screen; 0 for a new one. */
    version: z.number().int().min(0),
    active: z.boolean(),
    definition: ownDefinitionSchema,
  }),
  output: versionSchema,
  errors: ['conflict', 'invalid-input'],
});

export const metricVersionList = operation({
  id: 'metrics.versions',
  method: 'GET',
  path: `${api}/metrics/:metric/versions`,
  summary: 'Every version of a metric that the workspace made, the latest first.',
  access: { who: 'member', functions: 'any', key: 'read' },
  input: z.object({ metric: metricIdSchema }),
  output: z.object({ versions: z.array(versionSchema) }),
  errors: ['not-found'],
});

const valuesSchema = z.object({
  asOf: daySchema,
  /** Live customers that the caller sees, and how many of them were looked at: at most 1,000, spread evenly. */
  customers: z.number().int(),
  looked: z.number().int(),
  known: z.number().int(),
  /** Why it is not known of the others. */
  reasons: z.array(z.object({ reason: unknownReasonSchema, count: z.number().int() })),
  /** Null where it is known of nobody. */
  spread: z
    .object({
      least: z.number(),
      quarter: z.number(),
      middle: z.number(),
      threeQuarters: z.number(),
      most: z.number(),
      /** Equal stretches from the least to the most; the last one holds its end. */
      bins: z.array(z.object({ from: z.number(), to: z.number(), count: z.number().int() })),
    })
    .nullable(),
  /** From the lowest to the highest, then some of whom it is not known. */
  samples: z.array(
    z.object({
      externalId: z.string(),
      name: z.string(),
      value: z.number().nullable(),
      reason: unknownReasonSchema.nullable(),
      /** The last 60 days, today last; null: not known. */
      days: z.array(z.number().nullable()),
    }),
  ),
});
export type MetricValues = z.infer<typeof valuesSchema>;

export const tryMetric = operation({
  id: 'metrics.try',
  method: 'POST',
  path: `${api}/metrics/try`,
  summary: 'What a metric that is being made would say of real customers. Nothing is kept.',
  access: { who: 'member', functions: LEADING, key: 'read' },
  input: z.object({ metric: metricIdSchema, definition: ownDefinitionSchema }),
  output: valuesSchema,
  errors: ['invalid-input'],
});

export const metricValues = operation({
  id: 'metrics.values',
  method: 'GET',
  path: `${api}/metrics/:metric/values`,
  summary: 'How a metric is spread over the customers that the caller sees today, with some of them.',
  access: { who: 'member', functions: 'any', key: 'read' },
  input: z.object({ metric: metricIdSchema }),
  output: valuesSchema,
  errors: ['not-found'],
});

export const metricCoverage = operation({
  id: 'metrics.coverage',
  method: 'GET',
  path: `${api}/metrics/coverage`,
  summary: 'For how many of the customers that the caller sees each metric is known today.',
  access: { who: 'member', functions: 'any', key: 'read' },
  input: z.object({}),
  output: z.object({
    asOf: daySchema,
    customers: z.number().int(),
    /** At most 200, spread evenly. */
    looked: z.number().int(),
    metrics: z.array(z.object({ metric: z.string(), known: z.number().int() })),
  }),
  errors: [],
});

export const metricSources = operation({
  id: 'metrics.sources',
  method: 'GET',
  path: `${api}/metrics/sources`,
  summary: 'What a metric can be made of: the events that come most, the modules, the kinds of records with their fields.',
  access: { who: 'member', functions: LEADING, key: 'read' },
  input: z.object({}),
  output: z.object({
    /** The names with the most events. */
    events: z.array(z.string()),
    modules: z.array(z.string()),
    records: z.array(
      z.object({ record: z.string(), fields: z.array(z.object({ field: z.string(), type: z.string(), choices: z.array(z.string()) })) }),
    ),
  }),
  errors: [],
});
