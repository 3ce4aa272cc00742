import { z } from 'zod';
import { operation } from '../../contract/operation.ts';
import { daySchema } from '../../contract/shapes.ts';
import { ruleDefinitionSchema } from '../warnings/contract-rules.ts';

const api = '/api/v1';

/** What became of customers. A condition is written as in rules: `activity_rate < 0.1 && seats >= 50`. */
export const outcomeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ended') }),
  z.object({ kind: z.literal('contracted') }),
  z.object({ kind: z.literal('expanded') }),
  z.object({ kind: z.literal('renewed') }),
  z.object({ kind: z.literal('dormant'), days: z.number().int().min(7).max(730) }),
  z.object({ kind: z.literal('condition'), condition: z.string().trim().min(1).max(1000) }),
]);
export type SaidOutcome = z.infer<typeof outcomeSchema>;

const asked = z.object({
  rule: z
    .string()
    .min(1)
    .max(60)
    .regex(/^[a-z0-9-]+$/, 'Lower-case letters, digits, hyphens.'),
  /** How it would judge; absent: as it judges now. */
  definition: ruleDefinitionSchema.optional(),
  /** The days looked at, both included; at most five years. */
  from: daySchema,
  to: daySchema,
  outcome: outcomeSchema,
  /** How many days after a warning an outcome still counts. */
  horizonDays: z.number().int().min(1).max(730).default(90),
  /** Judges each day by what was recorded by its end, instead of by what had occurred; for rules over records. */
  strict: z.boolean().default(false),
});

const shareSchema = z.object({
  hits: z.number().int(),
  of: z.number().int(),
  /** Null where nothing was counted. */
  value: z.number().nullable(),
  /** The 95 % interval (Wilson). */
  low: z.number(),
  high: z.number(),
  /** False below 20: too few to say anything. */
  enough: z.boolean(),
});

export const figuresSchema = z.object({
  /** Customers that were live on one of the days, of those the caller sees. */
  customers: z.number().int(),
  firings: z.number().int(),
  warned: z.number().int(),
  results: z.object({ hit: z.number().int(), miss: z.number().int(), undecided: z.number().int() }),
  /** Of the customers warned of and decided, those with the outcome in time. */
  precision: shareSchema,
  /** Of the customers with the outcome, those warned of in time. */
  recall: shareSchema,
  /** Of all customers, those with the outcome. */
  base: shareSchema,
  /** Days from the earliest warning in time to the outcome: median and quartiles. */
  lead: z.object({ median: z.number().nullable(), low: z.number().nullable(), high: z.number().nullable(), of: z.number().int() }),
  /** False alarms a week and person who looks after customers; null where nobody does. */
  falseAlarmsAWeek: z.number().nullable(),
});
export type Figures = z.infer<typeof figuresSchema>;

const customer = z.object({ externalId: z.string(), name: z.string(), owner: z.string().nullable() });

export const replayRule = operation({
  id: 'lab.replayRule',
  method: 'POST',
  path: `${api}/lab/replay`,
  summary: 'What a rule would have said in the past, by the code that judges today, and what became of the customers. Nothing is kept.',
  access: { who: 'member', functions: 'any', key: 'read' },
  input: asked,
  output: z.object({
    rule: z.string(),
    ruleVersion: z.string(),
    figures: figuresSchema,
    /** Customer-days judged, and those of them that were not known. */
    customerDays: z.number().int(),
    unknownDays: z.number().int(),
    /** By the Monday of the week. */
    weeks: z.array(z.object({ monday: daySchema, hit: z.number().int(), miss: z.number().int(), undecided: z.number().int() })),
    /** Outcomes in the period, by day, with the warning that came before it in time; at most 1,000. */
    outcomes: z.array(
      z.object({ account: customer, day: daySchema, warnedOn: daySchema.nullable(), leadDays: z.number().int().nullable() }),
    ),
    /** Warnings in the period, by day; at most 1,000. */
    firings: z.array(
      z.object({ account: customer, day: daySchema, value: z.number().nullable(), result: z.enum(['hit', 'miss', 'undecided']) }),
    ),
    /** False alarms by who looks after the customer now. */
    people: z.array(z.object({ name: z.string(), falseAlarms: z.number().int(), aWeek: z.number() })),
  }),
  errors: ['invalid-input', 'not-found'],
});

export const replayThresholds = operation({
  id: 'lab.replayThresholds',
  method: 'POST',
  path: `${api}/lab/replay/thresholds`,
  summary: 'The figures of a rule of ours over the past at other thresholds, from strict to sensitive.',
  access: { who: 'member', functions: 'any', key: 'read' },
  input: asked,
  output: z.object({ points: z.array(z.object({ fireAt: z.number(), figures: figuresSchema })) }),
  errors: ['invalid-input', 'not-found'],
});
