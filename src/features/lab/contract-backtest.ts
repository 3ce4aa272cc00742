import { z } from 'zod';
import { operation } from '../../contract/operation.ts';
import { textSchema } from '../health/contract.ts';
import { ruleDefinitionSchema } from '../warnings/contract-rules.ts';
import { outcomeSchema } from './contract.ts';

const api = '/api/v1';

/** What is put to the test. */
export const subjectSchema = z.discriminatedUnion('kind', [
  /** A health model: the version in force now, an older one, or the draft. */
  z.object({
    kind: z.literal('model'),
    model: z.string().min(1).max(60),
    version: z.union([z.number().int().min(0), z.literal('draft')]).optional(),
  }),
  /** A rule as it judges now, or as it would: whether it warned in the 30 days up to a cut-off. */
  z.object({ kind: z.literal('rule'), rule: z.string().min(1).max(60), definition: ruleDefinitionSchema.optional() }),
  /** A metric alone; on which side of it the outcome lies is learned from earlier months. */
  z.object({ kind: z.literal('metric'), metric: z.string().min(1).max(80) }),
  /**
   * A risk learned from all metrics, at each cut-off from what was known by then: of the window as a whole by logistic regression, or of one month
   * after the other by discrete-time hazard.
   */
  z.object({ kind: z.literal('learned'), by: z.enum(['logistic', 'hazard']).optional() }),
]);
export type Subject = z.infer<typeof subjectSchema>;

/** What is put to the test, as it stands in an address, in a list and on the command line. */
export function subjectText(subject: Subject): string {
  switch (subject.kind) {
    case 'model':
      return subject.version === undefined ? subject.model : `${subject.model}@${subject.version}`;
    case 'rule':
      return `rule:${subject.rule}`;
    case 'metric':
      return `metric:${subject.metric}`;
    case 'learned':
      return subject.by === 'hazard' ? 'learned:hazard' : 'learned';
  }
}

const monthSchema = z
  .string()
  .regex(/^(19|20)\d\d-(0[1-9]|1[0-2])$/, 'Write a month as 2026-07.')
  .meta({ example: '2026-07' });

const asked = z.object({
  subject: subjectSchema,
  /** What it is compared with, over the same customers at the same cut-offs; absent for nothing. */
  beside: subjectSchema.optional(),
  outcome: outcomeSchema,
  /** The months at whose last days customers are judged, both included; at most 60. */
  from: monthSchema,
  to: monthSchema,
  /** How many days after a cut-off an outcome counts; dormancy has days of its own. */
  horizonDays: z.number().int().min(7).max(730).default(90),
  /** Customers live for fewer days are left out: their measures have not filled their windows yet. */
  historyDays: z.number().int().min(0).max(365).default(30),
  /** Customers with the outcome below which nothing is concluded (样本不足). */
  leastOutcomes: z.number().int().min(2).max(1000).default(20),
  /** A field of customers by which the result is told apart. */
  segment: z.string().min(1).max(60).default('tier'),
});
export type AskedBackTest = z.infer<typeof asked>;

export const boundedSchema = z.object({ estimate: z.number(), low: z.number(), high: z.number() }).nullable();
const topSchema = z
  .object({ rows: z.number().int(), outcomes: z.number(), precision: z.number(), baseRate: z.number(), lift: z.number() })
  .nullable();
const groupSchema = z.object({
  rows: z.number().int(),
  from: z.number(),
  to: z.number(),
  mean: z.number(),
  observed: z.number(),
  low: z.number(),
  high: z.number(),
});
/** Whether the whole interval of the paired difference lies above 0, below it, or on both sides. */
export const comparisonSchema = z.enum(['better', 'worse', 'not-told', 'too-few']);
export const verdictSchema = z.enum(['shown', 'not-shown', 'too-few']);
const singleSchema = z.object({ metric: z.string(), direction: z.union([z.literal(1), z.literal(-1)]), area: z.number() });

/** Why a customer is not judged at a cut-off. */
export const EXCLUSIONS = [
  'not-started',
  'ended',
  'too-new',
  'window-open',
  'ended-within',
  'already-dormant',
  'not-paying',
  'other-model',
  'no-single-metric',
  'no-score',
  'single-metric-unknown',
] as const;
const exclusionSchema = z.enum(EXCLUSIONS);
export type Exclusion = z.infer<typeof exclusionSchema>;

const exclusionCounts = z.array(z.object({ reason: exclusionSchema, count: z.number().int() }));

/** A learned risk as it would judge today. */
export const cardSchema = z.object({
  /** First and last cut-off that it learned from; rows, and customers with the outcome among them. */
  from: z.string(),
  to: z.string(),
  rows: z.number().int(),
  customersWithOutcome: z.number().int(),
  penalty: z.number(),
  /** What is learned of: the window as a whole, or one month after the other. */
  by: z.enum(['logistic', 'hazard']),
  /** What its log-odds are set right by: intercept + slope × what was learned, from so many judgements; null where too few came about. */
  calibration: z.object({ intercept: z.number(), slope: z.number(), rows: z.number().int(), events: z.number().int() }).nullable(),
  /** Log-odds of a customer that is average in everything. */
  base: z.number(),
  /** By size of effect: what one deviation more of a metric adds to the log-odds. */
  coefficients: z.array(
    z.object({
      metric: z.string(),
      perUnit: z.number(),
      perDeviation: z.number(),
      mean: z.number(),
      deviation: z.number(),
      unknownShare: z.number(),
      /** How far the last cut-off lies from the mean of the training ones, in deviations. */
      drift: z.number().nullable(),
    }),
  ),
});

export const reportSchema = z.object({
  subject: subjectSchema,
  /** In words; null where the pages have them. */
  name: textSchema.nullable(),
  outcome: outcomeSchema,
  windowDays: z.number().int(),
  leastOutcomes: z.number().int(),
  segment: z.string(),
  customers: z.number().int(),
  /** Events by automation and bulk changes in the time looked at: neither use nor outcome. */
  excludedEvents: z.number().int(),
  rows: z.number().int(),
  outcomes: z.number().int(),
  customersWithOutcome: z.number().int(),
  baseRate: z.number().nullable(),
  skill: verdictSchema,
  addedValue: verdictSchema,
  /** The single metric of the last cut-off judged. */
  single: singleSchema.nullable(),
  area: boundedSchema,
  singleArea: boundedSchema,
  difference: boundedSchema,
  prArea: boundedSchema,
  top: topSchema,
  singleTop: topSchema,
  brier: z.object({ score: z.number(), reference: z.number() }).nullable(),
  calibration: z
    .object({
      groups: z.array(groupSchema.omit({ mean: true }).extend({ predicted: z.number() })),
      bias: z.number(),
      error: z.number(),
      slope: z.number().nullable(),
    })
    .nullable(),
  /** Of a learned risk: cut-offs whose probabilities were set right by what earlier ones came to, and how good they were before. */
  recalibration: z
    .object({
      cutOffs: z.number().int(),
      brier: z.number().nullable(),
      bias: z.number().nullable(),
      error: z.number().nullable(),
      slope: z.number().nullable(),
    })
    .nullable(),
  /** What scores come to, from the lowest tenth to the highest. */
  groups: z.array(groupSchema),
  lead: z.object({
    outcomes: z.number().int(),
    seen: z.number().int(),
    median: z.number().nullable(),
    low: z.number().nullable(),
    high: z.number().nullable(),
  }),
  segments: z.array(z.object({ segment: z.string(), rows: z.number().int(), outcomes: z.number().int(), area: boundedSchema })),
  exclusions: exclusionCounts,
  cutOffs: z.array(
    z.object({
      cutOff: z.string(),
      rows: z.number().int(),
      outcomes: z.number().int(),
      area: boundedSchema,
      prArea: z.number().nullable(),
      top: topSchema,
      /** Null where no outcome was known yet to choose it by: nothing is judged there. */
      single: singleSchema.nullable(),
      singleArea: boundedSchema,
      singleTop: topSchema,
      exclusions: exclusionCounts,
    }),
  ),
  /** Metrics that rank almost perfectly: more likely a leak than a find. */
  suspects: z.array(z.string()),
  /** Compared with another judgement, over the rows of which both say something; null where none was asked for. */
  beside: z
    .object({
      subject: subjectSchema,
      name: textSchema.nullable(),
      rows: z.number().int(),
      outcomes: z.number().int(),
      customersWithOutcome: z.number().int(),
      area: boundedSchema,
      otherArea: boundedSchema,
      /** Area of the subject − area of the other, customers drawn for both alike. */
      difference: boundedSchema,
      /** Said of the subject: by the interval of the difference. */
      verdict: comparisonSchema,
    })
    .nullable(),
  card: cardSchema.nullable(),
});
export type BackTestAnswer = z.infer<typeof reportSchema>;

const runSchema = z.object({
  backTestId: z.string(),
  state: z.enum(['running', 'finished', 'cancelled', 'failed']),
  /** 0 to 1. */
  progress: z.number(),
  step: z.enum(['reading', 'reckoning']),
  problem: z.string().nullable(),
  report: reportSchema.nullable(),
});
export type BackTestRun = z.infer<typeof runSchema>;

const reading = { who: 'member', functions: 'any', key: 'read' } as const;
const one = z.object({ backTestId: z.string().max(60) });

export const startBackTest = operation({
  id: 'lab.startBackTest',
  method: 'POST',
  path: `${api}/lab/backtests`,
  summary:
    'Puts a model, a rule, a metric or a learned risk to the test over months gone by. The answer is kept for half an hour; the same question is answered by the same run.',
  access: reading,
  input: asked,
  output: runSchema,
  errors: ['invalid-input', 'not-found', 'conflict'],
});

export const getBackTest = operation({
  id: 'lab.backTest',
  method: 'GET',
  path: `${api}/lab/backtests/:backTestId`,
  summary: 'How far a back-test has come, and what it found.',
  access: reading,
  input: one,
  output: runSchema,
  errors: ['not-found'],
});

export const cancelBackTest = operation({
  id: 'lab.cancelBackTest',
  method: 'DELETE',
  path: `${api}/lab/backtests/:backTestId`,
  summary: 'Stops a back-test.',
  access: reading,
  input: one,
  output: runSchema,
  errors: ['not-found'],
});

export const backTestPredictions = operation({
  id: 'lab.backTestPredictions',
  method: 'GET',
  path: `${api}/lab/backtests/:backTestId/predictions`,
  summary:
    'Every customer at every cut-off: its score, what came, or why it is left out. As CSV; anybody can reckon the figures again from it.',
  access: reading,
  input: one,
  output: z.string(),
  errors: ['not-found', 'conflict'],
  file: 'application/octet-stream',
});
