import { z } from 'zod';
import { CUSTOMER_WORK, LEADING } from '../../contract/access.ts';
import { job } from '../../contract/job.ts';
import { operation } from '../../contract/operation.ts';
import { daySchema, externalIdSchema, unknownReasonSchema } from '../../contract/shapes.ts';
import { OPS } from './core/fields.ts';

const api = '/api/v1';

/** Customers that one call changes at most. */
export const MOST_EDITED = 2000;

const fieldNameSchema = z.string().min(1).max(100);

export const conditionSchema = z.object({
  /** A field of the card, or `custom.` and the key of one that the workspace added. */
  field: fieldNameSchema,
  op: z.enum(OPS),
  values: z
    .array(z.union([z.string().max(200), z.number(), z.boolean()]))
    .max(200)
    .default([]),
});

export const sortSchema = z.object({ field: fieldNameSchema, down: z.boolean().default(false) });

const whereSchema = z.array(conditionSchema).max(30);
const sortsSchema = z.array(sortSchema).max(5);

/** JSON in a query. */
function jsonOf<S extends z.ZodType>(schema: S) {
  return z
    .string()
    .max(8000)
    .transform((text, issues): unknown => {
      try {
        return JSON.parse(text);
      } catch {
        issues.addIssue({ code: 'custom', message: 'Write JSON.' });
        return z.NEVER;
      }
    })
    .pipe(schema);
}

const asked = {
  /** Looked for in name, pinyin, initials and external id. */
  search: z.string().trim().max(100).optional(),
  /** Conditions as JSON, all of which must hold: `[{"field":"tier","op":"in","values":["STRATEGIC"]}]`. */
  where: jsonOf(whereSchema).optional(),
};

export const cardSchema = z.object({
  externalId: z.string(),
  name: z.string(),
  state: z.enum(['live', 'ended', 'coming']),
  startsOn: daySchema,
  endsOn: daySchema.nullable(),
  owner: z.object({ personId: z.string(), name: z.string(), team: z.string().nullable() }).nullable(),
  customerType: z.string().nullable(),
  tier: z.string().nullable(),
  industry: z.string().nullable(),
  region: z.string().nullable(),
  stage: z.string().nullable(),
  band: z.enum(['healthy', 'watch', 'danger', 'insufficient-data']),
  bandBefore: z.enum(['healthy', 'watch', 'danger', 'insufficient-data']),
  score: z.number().nullable(),
  /** Points against 30 days before. */
  change: z.number().nullable(),
  coverage: z.number().nullable(),
  level: z.number().int().nullable(),
  quadrant: z.enum(['sticky', 'fake-active', 'to-activate', 'silent']).nullable(),
  risk: z.number().int().nullable(),
  riskBand: z.enum(['low', 'middle', 'high']).nullable(),
  drifting: z.boolean(),
  driftingSince: daySchema.nullable(),
  steady: z.boolean().nullable(),
  activeUsers: z.number().int().nullable(),
  arrMinor: z.number().int().nullable(),
  atRiskMinor: z.number().int().nullable(),
  seatsBought: z.number().int().nullable(),
  seatsActivated: z.number().int().nullable(),
  renewsOn: daySchema.nullable(),
  touchedOn: daySchema.nullable(),
  touchedBy: z.string().nullable(),
  warnings: z.object({ critical: z.number().int(), high: z.number().int(), normal: z.number().int() }),
  tasks: z.number().int(),
  custom: z.record(z.string(), z.string()),
  /** Scores of 31 days, the last one today's. */
  spark: z.array(z.number().nullable()),
  /** Why a value is null, where a reason is known. */
  reasons: z.record(z.string(), unknownReasonSchema),
});

export const totalsSchema = z.object({
  count: z.number().int(),
  /** In minor units of `currency`; customers without a known one are not in it. */
  arrMinor: z.number().int(),
  arrUnknown: z.number().int(),
  atRiskMinor: z.number().int(),
  drifting: z.number().int(),
  driftingArrMinor: z.number().int(),
  /** Of those drifting: since the last seven days. */
  driftingNew: z.number().int(),
  /** Live, and not judged for lack of data. */
  insufficient: z.number().int(),
});

export const BANDS = ['healthy', 'watch', 'danger', 'insufficient-data'] as const;
const bandSchema = z.enum(BANDS);

export const overview = operation({
  id: 'portfolio.overview',
  method: 'GET',
  path: `${api}/portfolio/overview`,
  summary: 'All customers I can see at a glance: how many, how well, who moved, and how concentrated their revenue is.',
  access: { who: 'member', functions: 'any', key: 'read' },
  input: z.object({}),
  output: z.object({
    asOf: daySchema,
    currency: z.string(),
    building: z.boolean(),
    live: z.number().int(),
    ended: z.number().int(),
    /** Steadily active: in each of the last four weeks active enough (MON-01); `known` are those of whom it can be told. */
    steady: z.object({ yes: z.number().int(), known: z.number().int() }),
    /** Sums of what is known; null where it is known of nobody. */
    arrMinor: z.number().int().nullable(),
    /** Live customers whose ARR is not known. */
    arrUnknown: z.number().int(),
    atRiskMinor: z.number().int().nullable(),
    /** Mean share of the health measures that rest on data; null where nobody is judged. */
    coverage: z.number().nullable(),
    /** Live customers by band, now and 30 days ago. */
    bands: z.array(
      z.object({ band: bandSchema, count: z.number().int(), before: z.number().int(), arrMinor: z.number().int().nullable() }),
    ),
    levels: z.array(z.object({ level: z.number().int().nullable(), count: z.number().int() })),
    /** How many are in a lower or in a higher band than 30 days ago; from and to 数据不足 is no movement. */
    fell: z.number().int(),
    rose: z.number().int(),
    /** Of them the first ones: those that fell first, the largest first. */
    moved: z.array(
      z.object({
        externalId: z.string(),
        name: z.string(),
        owner: z.string().nullable(),
        band: bandSchema,
        bandBefore: bandSchema,
        worse: z.boolean(),
        score: z.number().nullable(),
        change: z.number().nullable(),
        arrMinor: z.number().int().nullable(),
      }),
    ),
    /** Shares of revenue by shares of customers (SEG-05). */
    concentration: z.object({
      customers: z.number().int(),
      tops: z.array(z.object({ share: z.number(), count: z.number().int(), revenue: z.number(), worth: z.number().nullable() })),
      curve: z.array(z.object({ customers: z.number(), revenue: z.number() })),
    }),
    /** The mean is of those whose ARR is known. */
    tiers: z.array(
      z.object({
        tier: z.string().nullable(),
        count: z.number().int(),
        arrMinor: z.number().int().nullable(),
        meanMinor: z.number().int().nullable(),
      }),
    ),
  }),
  errors: [],
});

export const movedWhy = operation({
  id: 'portfolio.movedWhy',
  method: 'GET',
  path: `${api}/portfolio/moved`,
  summary: 'Of those named by the overview as moved between bands: what moved the score of each most since 30 days ago.',
  access: { who: 'member', functions: 'any', key: 'read' },
  input: z.object({}),
  output: z.object({
    reasons: z.array(
      z.object({
        externalId: z.string(),
        /** The measure, as its model calls it; null: a cap, or the change of the model. */
        name: z.object({ 'zh-CN': z.string(), 'en-US': z.string() }).nullable(),
        kind: z.enum(['moved', 'appeared', 'vanished', 'cap', 'model']),
        /** Points of the score that come from it. */
        points: z.number(),
        metric: z.string().nullable(),
        valueBefore: z.number().nullable(),
        valueAfter: z.number().nullable(),
      }),
    ),
  }),
  errors: [],
});

export const STEPS = ['customers', 'usage', 'owners', 'people', 'act'] as const;

export const firstSteps = operation({
  id: 'portfolio.firstSteps',
  method: 'GET',
  path: `${api}/portfolio/first-steps`,
  summary: 'What there is to do until the first value, each done or not by what is in the workspace.',
  access: { who: 'member', functions: LEADING, key: 'read' },
  input: z.object({}),
  output: z.object({ steps: z.array(z.object({ step: z.enum(STEPS), done: z.boolean() })) }),
  errors: [],
});

export const overviewTrend = operation({
  id: 'portfolio.trend',
  method: 'GET',
  path: `${api}/portfolio/trend`,
  summary: 'Customers I can see and their users of 30 days, at the end of the last twelve months and today.',
  access: { who: 'member', functions: 'any', key: 'read' },
  input: z.object({}),
  output: z.object({
    points: z.array(
      z.object({
        day: daySchema,
        customers: z.number().int(),
        /** Of the customers of whom it is known, `known` of them; null where of none. */
        activeUsers: z.number().nullable(),
        known: z.number().int(),
      }),
    ),
  }),
  errors: [],
});

export const listCards = operation({
  id: 'portfolio.list',
  method: 'GET',
  path: `${api}/portfolio`,
  summary:
    'The customers I can see with all that their cards carry: filtered, sorted, a page at a time, with the sums of all that were found.',
  access: { who: 'member', functions: 'any', key: 'read' },
  input: z.object({
    ...asked,
    /** Sorting as JSON, the most important first: `[{"field":"atRisk","down":true}]`. By name where nothing is said. */
    sort: jsonOf(sortsSchema).optional(),
    offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
    limit: z.coerce.number().int().min(1).max(500).default(100),
  }),
  output: z.object({
    /** The day for which the cards are true. */
    asOf: daySchema,
    currency: z.string(),
    /** Cards are still being made; what is missing follows. */
    building: z.boolean(),
    rows: z.array(cardSchema),
    totals: totalsSchema,
  }),
  errors: ['invalid-input'],
});

const viewSchema = z.object({ where: whereSchema, sort: sortsSchema, columns: z.array(fieldNameSchema).max(60) });
const sharedSchema = z.enum(['mine', 'team', 'workspace']);

export const savedViewSchema = z.object({
  viewId: z.string(),
  /** Null for one that was always there. */
  name: z.string().nullable(),
  shared: sharedSchema,
  /** I may change it. */
  mine: z.boolean(),
  owner: z.string().nullable(),
  view: viewSchema,
  /** Conditions whose field has gone or changed: they are not asked. */
  leftOut: z.array(conditionSchema),
  /** Customers I can see that it finds. */
  count: z.number().int(),
});

export const listViews = operation({
  id: 'portfolio.views',
  method: 'GET',
  path: `${api}/portfolio-views`,
  summary: 'The views of the list of customers: those always there, mine, and those shared with me, with how many customers each finds.',
  access: { who: 'member', functions: 'any', key: 'read' },
  input: z.object({}),
  output: z.object({
    views: z.array(savedViewSchema),
    /** The fields that the workspace added to customers. */
    custom: z.array(
      z.object({
        key: z.string(),
        label: z.string(),
        type: z.enum(['text', 'number', 'day', 'flag', 'choice']),
        choices: z.array(z.string()),
      }),
    ),
    people: z.array(z.object({ personId: z.string(), name: z.string() })),
    teams: z.array(z.object({ teamId: z.string(), name: z.string() })),
  }),
  errors: [],
});

export const saveView = operation({
  id: 'portfolio.saveView',
  method: 'POST',
  path: `${api}/portfolio-views`,
  summary: 'Saves a view of the list of customers, or changes one of mine.',
  access: { who: 'member', functions: 'any', key: null },
  input: z.object({
    /** Absent: a new one. */
    viewId: z.string().max(60).optional(),
    name: z.string().trim().min(1).max(60),
    shared: sharedSchema.default('mine'),
    view: viewSchema,
  }),
  output: savedViewSchema,
  errors: ['not-found', 'invalid-input'],
});

export const removeView = operation({
  id: 'portfolio.removeView',
  method: 'DELETE',
  path: `${api}/portfolio-views/:viewId`,
  summary: 'Removes a view of mine.',
  access: { who: 'member', functions: 'any', key: null },
  input: z.object({ viewId: z.string().max(60) }),
  output: z.object({ viewId: z.string() }),
  errors: ['not-found'],
});

/** Text, or nothing. For `owner` a person's id. */
const editedSchema = z.string().max(2000).nullable();

export const editCards = operation({
  id: 'portfolio.edit',
  method: 'POST',
  path: `${api}/portfolio-edits`,
  summary:
    'Changes one field of many customers: owner, stage, tier or a field of our own. What is refused is named; sent back, the answer undoes it.',
  access: { who: 'member', functions: CUSTOMER_WORK, key: 'write' },
  input: z.object({
    /** `owner`, `stage`, `tier`, or `custom.` and a key. */
    field: fieldNameSchema,
    rows: z
      .array(
        z.object({
          externalId: externalIdSchema,
          to: editedSchema,
          /** What it must still be; another one refuses the row. */
          from: editedSchema.optional(),
        }),
      )
      .min(1)
      .max(MOST_EDITED),
  }),
  output: z.object({
    field: z.string(),
    changed: z.array(z.object({ externalId: z.string(), name: z.string(), from: editedSchema, to: editedSchema })),
    unchanged: z.number().int(),
    refused: z.array(z.object({ externalId: z.string(), code: z.enum(['account-unknown', 'conflict']) })),
  }),
  errors: ['invalid-input', 'forbidden'],
  bodyLimit: 4 * 1024 * 1024,
});

/** Makes cards that are missing, and brings those of an earlier day up to today. */
export const cardsJob = job({
  name: 'portfolio',
  summary: 'Brings the cards of the list of customers up to today, and makes those that are missing.',
  schedule: '20 0 * * *',
});
