import { z } from 'zod';
import { ADMINISTERING } from '../../contract/access.ts';
import { job } from '../../contract/job.ts';
import { operation } from '../../contract/operation.ts';
import { daySchema, externalIdSchema, instantSchema } from '../../contract/shapes.ts';
import { COMMERCIAL } from './contract.ts';
import { MOVEMENT_TYPES } from './core/movement.ts';

const api = '/api/v1';

const noteSchema = z.string().trim().min(1).max(500);
const secondSaleSchema = z.enum(['ADD', 'CROSS', 'VALUE']);

export const ledgerEntrySchema = z.object({
  number: z.number().int(),
  account: z.object({ externalId: z.string(), name: z.string() }).nullable(),
  line: z.string().nullable(),
  contract: z.string().nullable(),
  /** From this day on. */
  day: daySchema,
  type: z.enum(MOVEMENT_TYPES),
  secondSale: secondSaleSchema.nullable(),
  /** Minor units a year, with their sign. */
  amountMinor: z.number().int(),
  currency: z.string(),
  trial: z.boolean(),
  /** Of a renewal: the line from which, or to which, the amount is carried. */
  other: z.string().nullable(),
  origin: z.enum(['line', 'hand']),
  recordedAt: instantSchema,
  recordedBy: z.string(),
  importId: z.string().nullable(),
  reverses: z.number().int().nullable(),
  reversedBy: z.number().int().nullable(),
  note: z.string().nullable(),
});

const writtenSchema = z.object({ written: z.array(ledgerEntrySchema) });

export const listLedger = operation({
  id: 'contracts.ledger',
  method: 'GET',
  path: `${api}/ledger`,
  summary: 'The ledger of a customer, or of one of its lines: what was recorded last comes first.',
  access: { who: 'member', functions: 'any', key: 'read' },
  input: z.object({
    account: externalIdSchema,
    line: externalIdSchema.optional(),
    /** Without what was recorded after it. */
    recordedBy: daySchema.optional(),
    before: z.coerce.number().int().min(1).optional(),
    limit: z.coerce.number().int().min(1).max(500).default(100),
  }),
  output: z.object({
    entries: z.array(ledgerEntrySchema),
    /** Give it as `before` for what comes next. */
    next: z.number().int().nullable(),
    total: z.number().int(),
    /** What it is worth a year on the day of asking, by currency. */
    worth: z.array(z.object({ currency: z.string(), amountMinor: z.number().int() })),
  }),
  errors: ['account-unknown'],
});

export const postMovement = operation({
  id: 'contracts.post',
  method: 'POST',
  path: `${api}/ledger`,
  summary: 'Posts a movement on a line by hand: from a day on it is worth more or less, or it was renewed.',
  access: { who: 'member', functions: COMMERCIAL, key: 'write' },
  input: z.object({
    line: externalIdSchema,
    day: daySchema,
    type: z.enum(['expansion', 'contraction', 'price', 'renewal']),
    /** Minor units a year; negative for a contraction, 0 for a renewal. */
    amountMinor: z.number().int(),
    secondSale: secondSaleSchema.optional(),
    note: noteSchema,
  }),
  output: writtenSchema,
  errors: ['not-found', 'ledger-unbalanced'],
});

export const reverseMovement = operation({
  id: 'contracts.reverse',
  method: 'POST',
  path: `${api}/ledger/:number/reverse`,
  summary: 'Takes a movement back by a reversing entry with a reason, and says what is right instead; its line then says so too.',
  access: { who: 'member', functions: COMMERCIAL, key: 'write' },
  input: z.object({
    number: z.coerce.number().int().min(1),
    note: noteSchema,
    /** What the movement should have been; absent: nothing. */
    amountMinor: z.number().int().optional(),
    /** Of the end of a line: its right last day; absent: it goes on. */
    endsOn: daySchema.optional(),
  }),
  output: writtenSchema,
  errors: ['not-found', 'conflict', 'ledger-unbalanced'],
});

const settingsSchema = z.object({
  /** The currency of amounts that name none, and the one in which figures are reported. */
  baseCurrency: z.string(),
  /** How many days before or after the end of a line a following one still renews it. */
  renewalToleranceDays: z.number().int(),
});

export const ledgerSettings = operation({
  id: 'contracts.ledgerSettings',
  method: 'GET',
  path: `${api}/ledger-settings`,
  summary: 'The base currency, and how late a following line still renews.',
  access: { who: 'member', functions: 'any', key: 'read' },
  input: z.object({}),
  output: settingsSchema,
  errors: [],
});

export const updateLedgerSettings = operation({
  id: 'contracts.updateLedgerSettings',
  method: 'PUT',
  path: `${api}/ledger-settings`,
  summary: 'Sets the base currency, while the ledger is empty, and how late a following line still renews.',
  access: { who: 'member', functions: ADMINISTERING, key: null },
  input: z.object({
    baseCurrency: z
      .string()
      .regex(/^[A-Z]{3}$/, 'Three capitals, as in CNY.')
      .optional(),
    renewalToleranceDays: z.number().int().min(0).max(366).optional(),
  }),
  output: settingsSchema,
  errors: ['conflict'],
});

/** Also after the settings changed: what a renewal is may have. */
export const balanceJob = job({
  name: 'ledger',
  summary: 'Brings the revenue ledger to what contract lines say; where it says so already, nothing is written.',
  schedule: null,
});
