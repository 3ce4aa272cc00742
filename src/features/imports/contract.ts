import { z } from 'zod';
import { LEADING } from '../../contract/access.ts';
import { job } from '../../contract/job.ts';
import { operation } from '../../contract/operation.ts';
import { daySchema, instantSchema } from '../../contract/shapes.ts';
import { importMappingSchema } from './contract-mapping.ts';
import { ENTITIES } from './core/kinds.ts';

const api = '/api/v1';
export const leading = { who: 'member', functions: LEADING, key: 'write' } as const;
const reading = { who: 'member', functions: LEADING, key: 'read' } as const;

/** Something that a person should know and that stopped no row. `docs/imports.md` has the codes. */
export const findingSchema = z.object({
  code: z.string(),
  column: z.string().nullable(),
  count: z.number().int(),
  samples: z.array(z.string()),
});

export const rejectSchema = z.object({
  line: z.number().int(),
  column: z.string().nullable(),
  value: z.string().nullable(),
  reason: z.string(),
});

export const importStateSchema = z.enum(['waiting', 'running', 'finished', 'cancelling', 'cancelled', 'failed', 'undone']);

export const importReportSchema = z.object({
  importId: z.string(),
  source: z.string(),
  startedAt: instantSchema,
  finishedAt: instantSchema.nullable(),
  asOf: daySchema,
  by: z.string(),
  state: importStateSchema,
  /** Everything was judged as if it were written, and nothing was kept. */
  dryRun: z.boolean(),
  /** Why it ended before its end. */
  problem: z.string().nullable(),
  /** How far it has come: rows judged, and bytes read of all there are. */
  progress: z.object({ rows: z.number().int(), bytes: z.number().int(), ofBytes: z.number().int() }),
  files: z.array(
    z.object({
      file: z.string(),
      entity: z.enum(ENTITIES),
      rows: z.number().int(),
      imported: z.number().int(),
      unchanged: z.number().int(),
      duplicate: z.number().int(),
      flagged: z.number().int(),
      rejected: z.number().int(),
      /** The first thousand; `rejected` counts all. Line 1 is the header. */
      rejects: z.array(rejectSchema),
      unmappedColumns: z.array(z.string()),
      findings: z.array(findingSchema).default([]),
    }),
  ),
});
export type ImportReport = z.output<typeof importReportSchema>;

export const runImport = operation({
  id: 'imports.run',
  method: 'POST',
  path: `${api}/imports`,
  summary: 'Imports CSV files by a mapping. Good rows are kept, bad rows are reported.',
  access: leading,
  input: z.object({
    mapping: importMappingSchema,
    asOf: daySchema.optional(),
    dryRun: z.boolean().default(false),
    files: z
      .array(z.object({ name: z.string().min(1).max(300), text: z.string() }))
      .min(1)
      .max(20),
  }),
  output: importReportSchema,
  errors: ['mapping-invalid', 'too-large'],
  bodyLimit: 64 * 1024 * 1024,
});

/** The source of sample customers; every figure made of them is labelled with this word. */
export const DEMO_LABEL = '自造数据';

/** `small`: some customers over half a year, in seconds. `whole`: a company with 200 customers over two years, in about a minute. */
const demoSize = z.enum(['small', 'whole']).default('small');
const demoCustomers = z.number().int().min(3).max(200);

export const runDemo = operation({
  id: 'imports.demo',
  method: 'POST',
  path: `${api}/imports/demo`,
  summary: 'Fills the workspace with invented sample customers (自造数据).',
  access: leading,
  /** 24 customers of the small one and 200 of the whole where it is not said. */
  input: z.object({ size: demoSize, customers: demoCustomers.optional() }),
  output: importReportSchema,
  errors: ['conflict'],
});

export const demoTruth = operation({
  id: 'imports.demo-truth',
  method: 'GET',
  path: `${api}/imports/demo/truth`,
  summary: 'What was put into the sample customers on purpose: which story each carries, from when, and what ought to be seen.',
  access: reading,
  input: z.object({ size: demoSize, customers: z.coerce.number().pipe(demoCustomers).optional() }),
  output: z.object({
    /** 自造数据: it proves nothing about skill. */
    label: z.string(),
    /** The day the stories are built towards. */
    anchor: daySchema,
    customers: z.array(
      z.object({
        externalId: z.string(),
        name: z.string(),
        story: z.string(),
        about: z.string(),
        shape: z.string(),
        changesOn: daySchema.nullable(),
        users: z.number().int(),
        /** Each names its kind: a rule that warns, a band, a level of use, a quadrant, a metric that is not known or has changed. */
        seen: z.array(z.looseObject({ kind: z.string() })),
      }),
    ),
  }),
  errors: ['not-found'],
});

const takenBack = z.object({
  removed: z.number().int(),
  restored: z.number().int(),
  events: z.number().int(),
  users: z.number().int(),
  /** Changed since, and therefore left as they are; the first thousand. */
  refused: z.array(z.object({ kind: z.string(), id: z.string(), reason: z.string() })),
  refusedTotal: z.number().int(),
});

export const removeDemo = operation({
  id: 'imports.remove-demo',
  method: 'POST',
  path: `${api}/imports/demo/remove`,
  summary: 'Removes the sample customers with all that was judged of them, and what people have changed on them since.',
  access: leading,
  input: z.object({}),
  output: takenBack,
  errors: ['not-found', 'conflict'],
});

export const listImports = operation({
  id: 'imports.list',
  method: 'GET',
  path: `${api}/imports`,
  summary: 'Past imports with their reports, latest first.',
  access: reading,
  input: z.object({}),
  output: z.object({ imports: z.array(importReportSchema) }),
  errors: [],
});

const one = z.object({ importId: z.string().max(60) });

export const getImport = operation({
  id: 'imports.get',
  method: 'GET',
  path: `${api}/imports/:importId`,
  summary: 'One import: its report, or how far it has come.',
  access: reading,
  input: one,
  output: importReportSchema,
  errors: ['not-found'],
});

export const cancelImport = operation({
  id: 'imports.cancel',
  method: 'POST',
  path: `${api}/imports/:importId/cancel`,
  summary: 'Stops an import after the rows it is at. What it has written stays, and can be taken back.',
  access: leading,
  input: one,
  output: importReportSchema,
  errors: ['not-found', 'conflict'],
});

export const listRejects = operation({
  id: 'imports.rejects',
  method: 'GET',
  path: `${api}/imports/:importId/rejects`,
  summary: 'Rows of an import that were not taken, as CSV that a spreadsheet can open without running anything.',
  access: reading,
  input: one,
  output: z.object({}),
  errors: ['not-found'],
  file: 'text/csv; charset=utf-8',
});

export const undoImport = operation({
  id: 'imports.undo',
  method: 'POST',
  path: `${api}/imports/:importId/undo`,
  summary: 'Takes back what an import has written, except what was changed since, which is listed.',
  access: leading,
  input: one.extend({
    /** Only says what would be taken back. */
    dryRun: z.boolean().default(false),
  }),
  output: takenBack,
  errors: ['not-found', 'conflict'],
});

/** Goes on with imports that wait or were cut short, and clears away files that nobody came back for. */
export const importJob = job({
  name: 'imports',
  summary: 'Runs imports that wait, goes on with those that were cut short, removes uploaded files after a day.',
  schedule: '23 * * * *',
  long: true,
});
