import { z } from 'zod';
import { LEADING } from '../../contract/access.ts';
import { operation } from '../../contract/operation.ts';
import { daySchema, maybeNumberSchema } from '../../contract/shapes.ts';
import { COHORTS, MEASURES } from './core/cohort-table.ts';

const api = '/api/v1/retention';

/** By what customers can be told apart and picked. A field that the workspace added is `custom.` and its key. */
export const TRAITS = [
  'start-year',
  'start-quarter',
  'tier',
  'industry',
  'region',
  'stage',
  'customerType',
  'owner',
  'product',
  'plan',
] as const;

const TRAIT = `(?:${TRAITS.join('|')}|custom\\.[^:]{1,80})`;
const outcome = z.string().regex(/^(ended|dormant:([7-9]|[1-9]\d|[1-6]\d\d|7[0-2]\d|730))$/, 'Write ended, or dormant: and 7 to 730 days.');

const asked = {
  /** What counts as gone: `ended`, or `dormant:90`. */
  outcome: outcome.default('ended'),
  /** By what customers are compared. */
  by: z
    .string()
    .regex(new RegExp(`^${TRAIT}$`), `One of ${TRAITS.join(', ')}, or custom. and the key of a field.`)
    .default('start-year'),
  /** Only customers with this value: `industry:制造`. */
  only: z
    .string()
    .max(300)
    .regex(new RegExp(`^${TRAIT}:`), 'Write a field, a colon and its value.')
    .optional(),
  /** Only customers that began on these days, both included. */
  since: daySchema.optional(),
  until: daySchema.optional(),
  /** Nothing later counts; today by default. */
  asOf: daySchema.optional(),
  /** Length of a period in months. */
  months: z.coerce
    .number()
    .refine((months): months is 1 | 3 | 12 => months === 1 || months === 3 || months === 12, { message: 'Write 1, 3 or 12.' })
    .default(12),
  /** The last period on which the projection is fitted; by default two thirds of those there are. */
  fittedTo: z.coerce.number().int().min(2).max(120).optional(),
};

const member = { who: 'member', functions: 'any', key: 'read' } as const;

const curve = z.object({
  customers: z.number().int(),
  ended: z.number().int(),
  /** Days of life from which on so many are left, with the 95 % interval (Greenwood, log scale). Before the first point everybody is. */
  points: z.array(z.object({ day: z.number(), share: z.number(), low: z.number().nullable(), high: z.number().nullable() })),
  /** Days after which half are left. */
  median: maybeNumberSchema,
  /** How many are still followed at each tick. */
  atRisk: z.array(z.number().int()),
});

/** `label`: a name, where the value is an id. */
const group = z.object({ group: z.string(), label: z.string().nullable(), customers: z.number().int() });

export const settingsSchema = z.object({
  margin: z.number().min(0.01).max(1),
  discount: z.number().min(0.001).max(1),
  capYears: z.number().min(0.5).max(50),
  leastCustomers: z.number().int().min(5).max(500),
});

const fit = z.object({ alpha: z.number(), beta: z.number(), alphaError: z.number(), betaError: z.number(), logLikelihood: z.number() });

const groupValue = z.object({
  group: z.string(),
  label: z.string().nullable(),
  customers: z.number().int(),
  living: z.number().int(),
  arr: z.number(),
  realised: z.number(),
  /** Of so many a year ago, so many are gone. */
  churnOf: z.number().int(),
  churnLeft: z.number().int(),
  rate: maybeNumberSchema,
  borrowed: z.boolean(),
  future: maybeNumberSchema,
  modelled: maybeNumberSchema,
  mean: maybeNumberSchema,
  meanModelled: maybeNumberSchema,
});

export const report = operation({
  id: 'retention.report',
  method: 'GET',
  path: api,
  summary:
    'How long the customers I can see stay: survival by group with a test, what is left of each cohort, a projection against periods held out, and what customers are worth.',
  access: member,
  input: z.object({
    ...asked,
    cohort: z.enum(COHORTS).default('year'),
    measure: z.enum(MEASURES).default('logo'),
  }),
  output: z.object({
    /** Today, or the day asked for. */
    today: daySchema,
    /** Up to which day it can be told who is gone. */
    toldUntil: daySchema,
    customers: z.number().int(),
    ended: z.number().int(),
    /** Began so lately that nothing can be told of them yet. */
    tooNew: z.number().int(),
    /** Never paid, or never used: no life to look at. */
    notStarted: z.number().int(),
    /** By what they can be compared, with the values that occur. */
    traits: z.array(z.object({ trait: z.string(), label: z.string().nullable(), values: z.array(group) })),
    settings: settingsSchema,
    /** Reference values of print (FIN-23): a year's rate, of what, and where it stands; the year is null where the source says none. */
    benchmarks: z.array(
      z.object({
        id: z.string(),
        of: z.enum(['logo', 'net']),
        rate: z.number(),
        source: z.enum(['book', 'programme-article', 'strategy-chapter']),
        year: z.number().int().nullable(),
      }),
    ),
    survival: z.object({
      /** Days of life. */
      ticks: z.array(z.number()),
      all: curve,
      /** Large enough to be compared; drawn apart only where the verdict is `distinguishable`. */
      groups: z.array(z.object({ ...group.shape, curve })),
      small: z.array(group),
      verdict: z.enum(['distinguishable', 'not-distinguishable', 'too-small']),
      chiSquared: z.number().nullable(),
      degrees: z.number().int().nullable(),
      p: z.number().nullable(),
    }),
    cohorts: z.array(
      z.object({
        cohort: z.string(),
        customers: z.number().int(),
        cells: z.array(
          z.object({ age: z.number().int(), of: z.number().int(), base: z.number(), kept: z.number(), rate: z.number().nullable() }),
        ),
      }),
    ),
    projection: z.object({
      periods: z.array(
        z.object({
          age: z.number().int(),
          atRisk: z.number().int(),
          left: z.number().int(),
          actual: z.number().nullable(),
          low: z.number().nullable(),
          high: z.number().nullable(),
          projected: z.number().nullable(),
          part: z.enum(['fitted', 'held-out', 'future']),
        }),
      ),
      fittedTo: z.number().int().nullable(),
      early: fit.nullable(),
      whole: fit.nullable(),
      /** Why there is no model. */
      reason: maybeNumberSchema.shape.reason,
      holdOut: z.object({ periods: z.number().int(), within: z.number().int(), meanError: z.number() }).nullable(),
      /** Years, discounted; null without a model. */
      del: z.number().nullable(),
      /** Before the first, second … renewal. */
      derl: z.array(z.number()),
    }),
    /** Null where gone does not mean ended: what a silent customer is worth nobody knows. */
    value: z
      .object({
        currency: z.string(),
        /** The year whose churn is taken. */
        churnFrom: daySchema,
        churnTo: daySchema,
        /** Customers without known money; they are in no figure of value. */
        withoutMoney: z.number().int(),
        /** `all` first. */
        groups: z.array(groupValue),
      })
      .nullable(),
  }),
  errors: ['invalid-input'],
});
export type Report = z.output<(typeof report)['output']>;

export const customers = operation({
  id: 'retention.customers',
  method: 'GET',
  path: `${api}/customers`,
  summary: 'What each customer I can see has brought and what is still expected of it, the most first.',
  access: member,
  input: z.object({
    ...asked,
    offset: z.coerce.number().int().min(0).default(0),
    limit: z.coerce.number().int().min(1).max(1000).default(20),
  }),
  output: z.object({
    currency: z.string(),
    total: z.number().int(),
    rows: z.array(
      z.object({
        account: z.object({ externalId: z.string(), name: z.string() }),
        startsOn: daySchema,
        endedOn: daySchema.nullable(),
        arr: z.number(),
        realised: z.number(),
        future: maybeNumberSchema,
        modelled: maybeNumberSchema,
      }),
    ),
  }),
  errors: ['invalid-input'],
});

export const saveSettings = operation({
  id: 'retention.saveSettings',
  method: 'PUT',
  path: `${api}/settings`,
  summary: 'Says with which margin, discount and cap the worth of customers is reckoned, and how many customers a group needs.',
  access: { who: 'member', functions: LEADING, key: 'write' },
  input: settingsSchema,
  output: settingsSchema,
  errors: [],
});
