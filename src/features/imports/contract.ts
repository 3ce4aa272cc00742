import { z } from 'zod';
import { LEADING } from '../../contract/access.ts';
import { operation } from '../../contract/operation.ts';
import { daySchema, instantSchema } from '../../contract/shapes.ts';

const api = '/api/v1';

/** A column by its header, or a fixed value for every row. */
const fieldSource = z.union([z.string().min(1).max(200), z.object({ value: z.string().max(200) })]);

/** A file whose rows are customers. */
const accountsFile = z.object({
  file: z.string().min(1).max(300),
  entity: z.literal('accounts'),
  columns: z.object({
    externalId: fieldSource,
    name: fieldSource.optional(),
    startsOn: fieldSource.optional(),
    endsOn: fieldSource.optional(),
    endKind: fieldSource.optional(),
    owner: fieldSource.optional(),
  }),
  /** Whether `endsOn` is the last live day, or the first day after it. */
  endsOnIs: z.enum(['inclusive', 'exclusive']).default('inclusive'),
  /** Columns kept as attributes of the customer. */
  attributes: z.array(z.string().max(200)).max(50).default([]),
});

/** A file whose rows are end users. */
const usersFile = z.object({
  file: z.string().min(1).max(300),
  entity: z.literal('users'),
  columns: z.object({ account: fieldSource, userId: fieldSource, createdOn: fieldSource.optional(), disabledOn: fieldSource.optional() }),
});

/** A file whose rows are usage events. Rows in which any `excludeWhen` column has the value given are kept and flagged: neither activity nor delivery. */
const eventsFile = z.object({
  file: z.string().min(1).max(300),
  entity: z.literal('events'),
  columns: z.object({
    account: fieldSource,
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
});

export const importMappingSchema = z.object({
  source: z.string().min(1).max(80),
  files: z
    .array(z.discriminatedUnion('entity', [accountsFile, usersFile, eventsFile]))
    .min(1)
    .max(20),
});
export type ImportMapping = z.output<typeof importMappingSchema>;

export const importReportSchema = z.object({
  importId: z.string(),
  source: z.string(),
  startedAt: instantSchema,
  finishedAt: instantSchema.nullable(),
  asOf: daySchema,
  by: z.string(),
  files: z.array(
    z.object({
      file: z.string(),
      entity: z.enum(['accounts', 'users', 'events']),
      rows: z.number().int(),
      imported: z.number().int(),
      unchanged: z.number().int(),
      duplicate: z.number().int(),
      flagged: z.number().int(),
      rejected: z.number().int(),
      /** The first thousand; `rejected` counts all. Line 1 is the header. */
      rejects: z.array(
        z.object({ line: z.number().int(), column: z.string().nullable(), value: z.string().nullable(), reason: z.string() }),
      ),
      unmappedColumns: z.array(z.string()),
    }),
  ),
});
export type ImportReport = z.output<typeof importReportSchema>;

export const runImport = operation({
  id: 'imports.run',
  method: 'POST',
  path: `${api}/imports`,
  summary: 'Imports CSV files by a mapping. Good rows are kept, bad rows are reported.',
  access: { who: 'member', functions: LEADING, key: 'write' },
  input: z.object({
    mapping: importMappingSchema,
    asOf: daySchema.optional(),
    files: z
      .array(z.object({ name: z.string().min(1).max(300), text: z.string() }))
      .min(1)
      .max(20),
  }),
  output: importReportSchema,
  errors: ['mapping-invalid', 'too-large'],
  bodyLimit: 64 * 1024 * 1024,
});

export const runDemo = operation({
  id: 'imports.demo',
  method: 'POST',
  path: `${api}/imports/demo`,
  summary: 'Fills the workspace with invented sample customers (自造数据).',
  access: { who: 'member', functions: LEADING, key: 'write' },
  input: z.object({ customers: z.number().int().min(3).max(200).default(24) }),
  output: importReportSchema,
  errors: ['conflict'],
});

export const listImports = operation({
  id: 'imports.list',
  method: 'GET',
  path: `${api}/imports`,
  summary: 'Past imports with their reports, latest first.',
  access: { who: 'member', functions: LEADING, key: 'read' },
  input: z.object({}),
  output: z.object({ imports: z.array(importReportSchema) }),
  errors: [],
});
