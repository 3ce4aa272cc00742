import { z } from 'zod';
import { LEADING } from '../../contract/access.ts';
import { operation } from '../../contract/operation.ts';
import { daySchema } from '../../contract/shapes.ts';
import { BASES, CONVERSIONS, LEVELS, RATES, WINDOWS } from './core/definition.ts';

const api = '/api/v1/revenue';

export const monthSchema = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'Write a month as 2026-01.');
const currencySchema = z.string().regex(/^[A-Z]{3}$/, 'Three capitals, as in CNY.');

export const definitionSchema = z.object({
  level: z.enum(LEVELS),
  basis: z.enum(BASES),
  rate: z.enum(RATES),
  window: z.union(WINDOWS.map((months) => z.literal(months)) as [z.ZodLiteral<1>, z.ZodLiteral<3>, z.ZodLiteral<12>]),
  trials: z.enum(['excluded', 'included']),
  graceDays: z.number().int().min(0).max(366),
  currency: currencySchema.nullable(),
  conversion: z.enum(CONVERSIONS),
});

/** Minor units a year; null where it is not known, for want of a rate. */
const figure = z.number().nullable();
const missingSchema = z.object({ currency: z.string(), day: daySchema });

export const monthRowSchema = z.object({
  month: z.string(),
  closes: daySchema,
  amounts: z.object({
    opening: figure,
    new: figure,
    expansion: figure,
    reactivation: figure,
    contraction: figure,
    churn: figure,
    price: figure,
    renewal: figure,
    currency: figure,
    closing: figure,
  }),
  sales: z.object({ add: figure, cross: figure, value: figure }),
  units: z.number().int(),
  churnedUnits: z.number().int(),
  rates: z.object({
    grr: figure,
    nrr: figure,
    logo: figure,
    repurchase: figure,
    cohort: figure,
    cohortUnits: z.number().int(),
    keptUnits: z.number().int(),
  }),
  due: z.object({
    amount: figure,
    renewed: figure,
    units: z.number().int(),
    renewedUnits: z.number().int(),
    rate: figure,
    moneyRate: figure,
  }),
  missing: missingSchema.nullable(),
  openingMissing: missingSchema.nullable(),
});

/** By what is counted: a definition, and what of it is taken otherwise this time. */
const by = {
  /** Id of a definition; by default the one that the workspace chose, and without a choice `standard`. */
  definition: z.string().max(80).optional(),
  level: definitionSchema.shape.level.optional(),
  basis: definitionSchema.shape.basis.optional(),
  rate: definitionSchema.shape.rate.optional(),
  window: z.coerce
    .number()
    .refine((months): months is 1 | 3 | 12 => WINDOWS.some((one) => one === months), { message: 'Write 1, 3 or 12.' })
    .optional(),
  trials: definitionSchema.shape.trials.optional(),
  graceDays: z.coerce.number().int().min(0).max(366).optional(),
  currency: currencySchema.optional(),
  conversion: definitionSchema.shape.conversion.optional(),
  /** Nothing later counts; today by default. */
  asOf: daySchema.optional(),
  /** As it was recorded at the end of that day: without what was learned, or corrected, later. */
  recordedBy: daySchema.optional(),
};

const resolved = z.object({
  id: z.string(),
  /** Null for the built-in ones, whose names are words of the interface. */
  name: z.string().nullable(),
  definition: definitionSchema,
});

const member = { who: 'member', functions: 'any', key: 'read' } as const;

export const months = operation({
  id: 'revenue.months',
  method: 'GET',
  path: `${api}/months`,
  summary: 'Revenue month by month of the customers I can see, by a definition: opening, movements, closing, and rates.',
  access: member,
  input: z.object({ ...by, from: monthSchema.optional(), to: monthSchema.optional() }),
  output: z.object({
    ...resolved.shape,
    /** The currency of the figures. */
    currency: z.string(),
    asOf: daySchema,
    rows: z.array(monthRowSchema),
    /** The first month of the ledger; null where it is empty. */
    firstMonth: z.string().nullable(),
    /** Currencies that occur in the ledger. */
    currencies: z.array(z.string()),
  }),
  errors: ['not-found'],
});

/** What a cell can be opened to. */
export const CELLS = [
  'opening',
  'new',
  'expansion',
  'reactivation',
  'contraction',
  'churn',
  'price',
  'renewal',
  'currency',
  'closing',
  'add',
  'cross',
  'value',
  'units',
  'churned',
  'cohort',
  'due',
] as const;

export const rows = operation({
  id: 'revenue.rows',
  method: 'GET',
  path: `${api}/rows`,
  summary: 'The customers, contracts or lines that make a figure of a month, the largest first.',
  access: member,
  input: z.object({
    ...by,
    month: monthSchema,
    cell: z.enum(CELLS),
    offset: z.coerce.number().int().min(0).default(0),
    limit: z.coerce.number().int().min(1).max(500).default(50),
  }),
  output: z.object({
    ...resolved.shape,
    currency: z.string(),
    asOf: daySchema,
    rows: z.array(
      z.object({
        account: z.object({ externalId: z.string(), name: z.string() }),
        /** Below the level of the customer: the contract or line. */
        unit: z.object({ kind: z.enum(['line', 'contract']), id: z.string() }).nullable(),
        /** What it adds to the cell: minor units a year, or 1 where customers are counted. */
        amount: z.number(),
        opening: z.number(),
        closing: z.number(),
        /** Of the cohort: at the start of the window, and what of it is left. Of what was due: what, and what goes on. */
        base: z.number(),
        kept: z.number(),
      }),
    ),
    total: z.number().int(),
    /** Of all rows, also of those on other pages. */
    sum: z.number(),
  }),
  errors: ['not-found'],
});

export const listDefinitions = operation({
  id: 'revenue.definitions',
  method: 'GET',
  path: `${api}/definitions`,
  summary: 'The definitions by which revenue can be counted: the built-in ones and those made here.',
  access: member,
  input: z.object({}),
  output: z.object({
    definitions: z.array(resolved.extend({ builtIn: z.boolean() })),
    /** Id of the one that counts where nobody says another one. */
    default: z.string(),
  }),
  errors: [],
});

export const saveDefinition = operation({
  id: 'revenue.saveDefinition',
  method: 'PUT',
  path: `${api}/definitions/:id`,
  summary: 'Makes a definition, or changes one that was made here.',
  access: { who: 'member', functions: LEADING, key: 'write' },
  input: z.object({
    id: z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/, 'Lower-case letters, digits and hyphens, at most 40.'),
    name: z.string().trim().min(1).max(60),
    definition: definitionSchema,
  }),
  output: resolved,
  errors: ['key-taken'],
});

export const chooseDefinition = operation({
  id: 'revenue.chooseDefinition',
  method: 'PUT',
  path: `${api}/default`,
  summary: 'Says by which definition revenue is counted where nobody says another one.',
  access: { who: 'member', functions: LEADING, key: 'write' },
  input: z.object({ id: z.string().max(80) }),
  output: resolved,
  errors: ['not-found'],
});

export const archiveDefinition = operation({
  id: 'revenue.archiveDefinition',
  method: 'POST',
  path: `${api}/definitions/:id/archive`,
  summary: 'No longer offers a definition; links that name it still work.',
  access: { who: 'member', functions: LEADING, key: 'write' },
  input: z.object({ id: z.string().max(80) }),
  output: resolved,
  errors: ['not-found', 'conflict'],
});
