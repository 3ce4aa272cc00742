import { z } from 'zod';
import { LEADING } from '../../contract/access.ts';
import { job } from '../../contract/job.ts';
import { operation } from '../../contract/operation.ts';
import { daySchema, externalIdSchema, instantSchema } from '../../contract/shapes.ts';
import { BANDS, bandSchema } from '../health/contract.ts';
import { outcomeSchema } from './contract.ts';
import { boundedSchema, type Exclusion, reportSchema, verdictSchema } from './contract-backtest.ts';
import { STANDINGS } from './core/standing.ts';

const path = '/api/v1/lab/learned';
const reading = { who: 'member', functions: 'any', key: 'read' } as const;
const leading = { who: 'member', functions: LEADING, key: 'write' } as const;

export const learnedSettingsSchema = z.object({
  /** Whether a risk is learned each night, and shown where it may be. */
  active: z.boolean(),
  /** Of the window as a whole by logistic regression, or of one month after the other by discrete-time hazard. */
  learner: z.enum(['logistic', 'hazard']).default('logistic'),
  /** What is feared: growth and renewal are no risk. */
  outcome: outcomeSchema.refine(({ kind }) => kind !== 'expanded' && kind !== 'renewed', {
    message: 'A risk is of something feared: ended, contracted, dormant or a condition.',
  }),
  /** How many days an outcome may take; dormancy has days of its own. */
  horizonDays: z.number().int().min(7).max(730),
  /** Customers with the outcome below which nothing is offered (样本不足). */
  leastOutcomes: z.number().int().min(2).max(1000),
});
export type LearnedSettings = z.infer<typeof learnedSettingsSchema>;

/** Why a learned risk says nothing of a customer; its back-test leaves such customers out, too. */
const UNASKED = ['not-started', 'ended', 'too-new', 'already-dormant', 'not-paying'] as const satisfies readonly Exclusion[];
export type Unasked = (typeof UNASKED)[number];

const standing = z.enum(STANDINGS);
const account = z.object({ externalId: z.string(), name: z.string() });

/** What one metric of a customer adds to the log-odds, beside what is usual among those it was learned from. */
const part = z.object({ metric: z.string(), value: z.number(), usual: z.number(), logOdds: z.number() });

const state = z.object({
  today: daySchema,
  settings: learnedSettingsSchema,
  standing,
  /** Null while nothing is at work. */
  running: z.object({ step: z.enum(['waiting', 'reading', 'reckoning', 'saying']), progress: z.number() }).nullable(),
  /** Why the last training came to nothing. */
  problem: z.string().nullable(),
  /** The last training for what is asked now: its day, and the back-test of this very learner. */
  training: z
    .object({
      day: daySchema,
      trainedAt: instantSchema,
      /** Customers that are known to have had the outcome, in the months judged and those before. */
      outcomes: z.number().int(),
      report: reportSchema,
    })
    .nullable(),
  /** The last training of each month judged, the earliest first; at most 30. */
  history: z.array(
    z.object({
      /** The last month judged. */
      month: z.string(),
      day: daySchema,
      area: boundedSchema,
      singleArea: boundedSchema,
      skill: verdictSchema,
      addedValue: verdictSchema,
      customersWithOutcome: z.number().int(),
      /** What one deviation more of a metric adds to the log-odds; the largest effects. */
      effects: z.array(z.object({ metric: z.string(), perDeviation: z.number() })),
    }),
  ),
});
export type LearnedState = z.infer<typeof state>;

export const learnedState = operation({
  id: 'lab.learned',
  method: 'GET',
  path,
  summary: 'The risk that is learned each night: for which outcome, how good its back-test was, what it rests on, and how it moved.',
  access: reading,
  input: z.object({}),
  output: state,
  errors: [],
});

export const saveLearned = operation({
  id: 'lab.saveLearned',
  method: 'PUT',
  path: `${path}/settings`,
  summary:
    'Says for which outcome a risk is learned, from how many outcomes on it is offered, and whether at all. It is trained anew at once.',
  access: leading,
  input: learnedSettingsSchema,
  output: learnedSettingsSchema,
  errors: ['invalid-input'],
});

export const trainLearned = operation({
  id: 'lab.train',
  method: 'POST',
  path: `${path}/trainings`,
  summary: 'Trains the learned risk now instead of tonight, over all customers of the workspace.',
  access: leading,
  input: z.object({}),
  output: z.object({ asked: z.literal(true) }),
  errors: ['conflict'],
});

export const stopTraining = operation({
  id: 'lab.stopTraining',
  method: 'DELETE',
  path: `${path}/trainings`,
  summary: 'Stops the training that is at work; the one before it stays.',
  access: { ...leading, key: null },
  input: z.object({}),
  output: z.object({ stopped: z.boolean() }),
  errors: [],
});

export const learnedRisks = operation({
  id: 'lab.learnedRisks',
  method: 'GET',
  path: `${path}/risks`,
  summary:
    'What the learned risk says of the customers I can see, beside the health: how both are spread, and who is healthy there and in the top tenth here.',
  access: reading,
  input: z.object({
    /** `unseen`: healthy by the health, and in the top tenth of the learned risk. `top`: all of the top tenth. */
    only: z.enum(['unseen', 'top', 'all']).default('unseen'),
    offset: z.coerce.number().int().min(0).default(0),
    limit: z.coerce.number().int().min(1).max(200).default(20),
  }),
  output: z.object({
    /** The day of which it is said; null where nothing is. */
    day: daySchema.nullable(),
    /** The upper bound of what came about in the highest group of the back-test: a higher probability is beyond what was seen. */
    most: z.number(),
    /** By tenth of the risk among all customers of the workspace, 10 the highest: how many have which health, and their mean probability. */
    tenths: z.array(z.object({ tenth: z.number().int(), mean: z.number(), bands: z.record(z.enum(BANDS), z.number().int()) })),
    total: z.number().int(),
    rows: z.array(
      z.object({
        account,
        owner: z.string().nullable(),
        chance: z.number(),
        tenth: z.number().int(),
        band: bandSchema,
        score: z.number().nullable(),
        /** What raises it most. */
        reasons: z.array(part),
      }),
    ),
  }),
  errors: [],
});
export type LearnedRisks = z.output<(typeof learnedRisks)['output']>;

export const learnedRisksFile = operation({
  id: 'lab.learnedRisksFile',
  method: 'GET',
  path: `${path}/risks.csv`,
  summary: 'What the learned risk says of each customer I can see, the highest first. As CSV.',
  access: reading,
  input: z.object({}),
  output: z.string(),
  errors: [],
  file: 'application/octet-stream',
});

export const learnedOf = operation({
  id: 'lab.learnedOf',
  method: 'GET',
  path: '/api/v1/accounts/:externalId/learned-risk',
  summary: 'What the learned risk says of a customer today, and what each metric adds; nothing where the risk has not proved itself.',
  access: reading,
  input: z.object({ externalId: externalIdSchema }),
  output: z.object({
    today: daySchema,
    standing,
    /** What it rests on; null where nothing was learned. */
    training: z
      .object({
        day: daySchema,
        outcome: outcomeSchema,
        windowDays: z.number().int(),
        /** First and last month judged. */
        from: z.string(),
        to: z.string(),
        customersWithOutcome: z.number().int(),
        /** Share of the judgements after which the outcome came. */
        baseRate: z.number().nullable(),
        /** As in `lab.learnedRisks`. */
        most: z.number(),
        area: boundedSchema,
        difference: boundedSchema,
        /** The best single metric, and its area. */
        single: z.object({ metric: z.string(), area: z.number().nullable() }).nullable(),
      })
      .nullable(),
    /** Why nothing is said of this customer, though the risk is offered; null where something is. */
    unasked: z.enum(UNASKED).nullable(),
    /** `base` and all parts add up to `total`, in log-odds. Null unless the risk is offered. */
    risk: z
      .object({ chance: z.number(), base: z.number(), total: z.number(), parts: z.array(part), unknown: z.array(z.string()) })
      .nullable(),
  }),
  errors: ['account-unknown'],
});
export type LearnedOf = z.output<(typeof learnedOf)['output']>;

export const learnJob = job({
  name: 'learn',
  summary: 'Learns a risk from the past in a thread of its own, tests it out of time, and says what it means for each customer.',
  schedule: '20 2 * * *',
  long: true,
});
