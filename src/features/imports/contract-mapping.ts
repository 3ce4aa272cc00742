import { z } from 'zod';
import { CUSTOM_TYPES } from '../../kernel/custom-field.ts';
import { KIND_NAMES } from './core/kinds.ts';

const header = z.string().min(1).max(200);

/** A column by its header, or a fixed value for every row. */
const fieldSource = z.union([header, z.object({ value: z.string().max(200) })]);

/** A customer: named by a column; or found through a record of another kind that a column names. */
const accountSource = z.union([...fieldSource.options, z.object({ via: z.enum(KIND_NAMES), column: header })]);

/** An id: a column, a fixed value, or several columns that make one together. */
const recordSource = z.union([...fieldSource.options, z.object({ columns: z.array(header).min(2).max(5) })]);

/** How a file is to be read, where it does not say by itself; what is left out is detected, and told. */
const reading = {
  file: z.string().min(1).max(300),
  /** Sheet of a spreadsheet; the first that shows and holds anything where absent. */
  sheet: z.string().max(100).optional(),
  /** Row of a spreadsheet that is the header. */
  headerLine: z.number().int().min(1).max(1000).optional(),
  /** By column: what 07/08/2026 or a bare number is. */
  dates: z.record(header, z.enum(['year-first', 'day-first', 'month-first', 'compact', 'spreadsheet'])).optional(),
  /** By column: whether a point or a comma stands before a fraction. */
  numbers: z.record(header, z.enum(['point', 'comma'])).optional(),
};

/** Whether `endsOn` is the last day, or the first day after it. */
const endsOnIs = z.enum(['inclusive', 'exclusive']).default('inclusive');

/** A file whose rows are customers, as mappings of the first version write it: `account` below says the same and more. */
const accountsFile = z.object({
  ...reading,
  entity: z.literal('accounts'),
  columns: z.object({
    externalId: fieldSource,
    name: fieldSource.optional(),
    startsOn: fieldSource.optional(),
    endsOn: fieldSource.optional(),
    endKind: fieldSource.optional(),
    owner: fieldSource.optional(),
  }),
  endsOnIs,
  /** Columns kept as attributes of the customer. */
  attributes: z.array(z.string().max(200)).max(50).default([]),
});

/** A file whose rows are end users. */
const usersFile = z.object({
  ...reading,
  entity: z.literal('users'),
  columns: z.object({ account: accountSource, userId: fieldSource, createdOn: fieldSource.optional(), disabledOn: fieldSource.optional() }),
});

/** A file whose rows are usage events. Rows in which any `excludeWhen` column has the value given are kept and flagged: neither activity nor delivery. */
const eventsFile = z.object({
  ...reading,
  entity: z.literal('events'),
  columns: z.object({
    account: accountSource,
    userId: fieldSource.optional(),
    occurredAt: fieldSource,
    name: fieldSource,
    module: fieldSource.optional(),
    client: fieldSource.optional(),
    messageId: fieldSource.optional(),
  }),
  excludeWhen: z.record(z.string().max(200), z.string().max(200)).default({}),
  /** Offset of times that name none, as an IANA zone; the workspace's where absent. */
  timeZone: z.string().optional(),
  /** By column: what its values are. A column that is not named is kept as text. */
  properties: z.record(header, z.enum(['text', 'number', 'day', 'flag'])).optional(),
});

/** A file whose rows are records of a kind. `columns` names fields of the kind, and `id`; without one the row itself makes the id. */
const recordsFile = z.object({
  ...reading,
  entity: z.enum(KIND_NAMES),
  columns: z.record(z.string().max(60), recordSource),
  endsOnIs: z.enum(['inclusive', 'exclusive']).optional(),
  /** Columns kept as custom fields, with their types. */
  custom: z.record(header, z.enum(CUSTOM_TYPES)).optional(),
  /** By field: words of this source, and the codes they stand for. */
  values: z.record(z.string().max(60), z.record(z.string().max(200), z.string().max(60))).optional(),
  /** By field: what a word becomes that nobody mapped; `none` leaves the field empty. Without it the row is rejected. */
  otherwise: z.record(z.string().max(60), z.string().max(60)).optional(),
  /** Currency of amounts where the row names none. */
  currency: z.string().max(20).optional(),
  /** `minor`: amounts are whole minor units (分, cents), as exports of Mooring write them. */
  amounts: z.enum(['major', 'minor']).optional(),
});

export const fileMappingSchema = z.discriminatedUnion('entity', [accountsFile, usersFile, eventsFile, recordsFile]);
export type FileMapping = z.output<typeof fileMappingSchema>;
export type RecordsMapping = Extract<FileMapping, { custom?: unknown }>;

export const importMappingSchema = z.object({
  source: z.string().min(1).max(80),
  files: z.array(fileMappingSchema).min(1).max(100),
});
export type ImportMapping = z.output<typeof importMappingSchema>;
