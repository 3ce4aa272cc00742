import { z } from 'zod';
import { operation } from '../../contract/operation.ts';
import { daySchema, instantSchema } from '../../contract/shapes.ts';
import { importReportSchema, leading } from './contract.ts';
import { fileMappingSchema, importMappingSchema } from './contract-mapping.ts';
import { ENTITIES } from './core/kinds.ts';

const api = '/api/v1/imports';
const reading = { ...leading, key: 'read' } as const;

/** A file that waits to be imported. */
const fileSchema = z.object({
  fileId: z.string(),
  name: z.string(),
  /** As announced. */
  bytes: z.number().int(),
  /** Bytes that have come; the next piece begins there. */
  received: z.number().int(),
  uploadedAt: instantSchema,
});

/** The largest file, and the largest piece of one that comes in one call. */
export const LARGEST_FILE = 4 * 1024 ** 3;
export const LARGEST_PIECE = 64 * 1024 ** 2;

export const announceFile = operation({
  id: 'imports.announce-file',
  method: 'POST',
  path: `${api}/files`,
  summary: 'Announces a file that is to be imported. Its pieces follow; without an import it is removed after a day.',
  access: leading,
  input: z.object({ name: z.string().min(1).max(300), bytes: z.number().int().min(0).max(LARGEST_FILE) }),
  output: fileSchema,
  errors: ['too-large'],
});

export const uploadFile = operation({
  id: 'imports.upload-file',
  method: 'PUT',
  path: `${api}/files/:fileId`,
  summary: 'Takes the next piece of a file, from the byte that `offset` names; after a broken connection, from `received` on.',
  access: leading,
  input: z.object({ fileId: z.string().max(60), offset: z.coerce.number().int().min(0) }),
  output: fileSchema,
  errors: ['not-found', 'conflict', 'too-large', 'unavailable'],
  upload: true,
  bodyLimit: LARGEST_PIECE,
});

export const listFiles = operation({
  id: 'imports.files',
  method: 'GET',
  path: `${api}/files`,
  summary: 'Files that wait to be imported.',
  access: reading,
  input: z.object({}),
  output: z.object({ files: z.array(fileSchema) }),
  errors: [],
});

export const removeFile = operation({
  id: 'imports.remove-file',
  method: 'DELETE',
  path: `${api}/files/:fileId`,
  summary: 'Removes a file that waits to be imported.',
  access: leading,
  input: z.object({ fileId: z.string().max(60) }),
  output: z.object({}),
  errors: ['not-found', 'conflict'],
});

const fileIds = z.array(z.string().max(60)).min(1).max(100);

/** What the values of a column look like. */
const columnSchema = z.object({
  header: z.string(),
  filled: z.number().int(),
  empty: z.number().int(),
  samples: z.array(z.string()),
});

export const proposeMapping = operation({
  id: 'imports.propose',
  method: 'POST',
  path: `${api}/propose`,
  summary: 'Looks at uploaded files and proposes what each holds and which column is what.',
  access: leading,
  input: z.object({
    files: fileIds,
    source: z.string().min(1).max(80).default('files'),
    /** By file name, or by `file · sheet`: what a person has said it holds. */
    kinds: z.record(z.string().max(400), z.enum([...ENTITIES, 'none'])).default({}),
  }),
  output: z.object({
    /** Of all files for which something is proposed; null where there is none. */
    mapping: importMappingSchema.nullable(),
    files: z.array(
      z.object({
        fileId: z.string(),
        file: z.string(),
        sheet: z.string().nullable(),
        format: z.object({
          kind: z.enum(['csv', 'jsonl', 'xlsx', 'made']),
          encoding: z.string().optional(),
          delimiter: z.string().optional(),
          sheet: z.string().optional(),
          headerLine: z.number().int().optional(),
        }),
        rows: z.number().int(),
        mapping: fileMappingSchema.nullable(),
        /** The saved mapping it comes from, where a file with these headers came before. */
        saved: z.string().nullable(),
        others: z.array(z.enum(ENTITIES)),
        columns: z.array(columnSchema),
        questions: z.array(z.object({ code: z.string(), column: z.string().nullable(), words: z.array(z.string()) })),
      }),
    ),
  }),
  errors: ['not-found'],
});

export const previewImport = operation({
  id: 'imports.preview',
  method: 'POST',
  path: `${api}/preview`,
  summary: 'The first rows of each file as they would be kept, those that would be rejected, and how each column is read.',
  access: leading,
  input: z.object({ files: fileIds, mapping: importMappingSchema, rows: z.number().int().min(1).max(100).default(20) }),
  output: z.object({
    files: z.array(
      z.object({
        file: z.string(),
        entity: z.enum(ENTITIES),
        rows: z.array(z.object({ line: z.number().int(), values: z.record(z.string(), z.unknown()) })),
        rejects: z.array(
          z.object({ line: z.number().int(), column: z.string().nullable(), value: z.string().nullable(), reason: z.string() }),
        ),
        unmappedColumns: z.array(z.string()),
        findings: z.array(
          z.object({ code: z.string(), column: z.string().nullable(), count: z.number().int(), samples: z.array(z.string()) }),
        ),
      }),
    ),
  }),
  errors: ['not-found', 'mapping-invalid'],
});

export const startImport = operation({
  id: 'imports.start',
  method: 'POST',
  path: `${api}/start`,
  summary: 'Starts an import of uploaded files in the background. `dryRun` judges everything and keeps nothing.',
  access: leading,
  input: z.object({ files: fileIds, mapping: importMappingSchema, asOf: daySchema.optional(), dryRun: z.boolean().default(false) }),
  output: importReportSchema,
  errors: ['not-found', 'mapping-invalid'],
});

const savedSchema = z.object({ name: z.string(), mapping: importMappingSchema, savedAt: instantSchema, savedBy: z.string() });
const mappingName = z.string().trim().min(1).max(80);

export const listMappings = operation({
  id: 'imports.mappings',
  method: 'GET',
  path: `${api}/mappings`,
  summary: 'Saved mappings by name.',
  access: reading,
  input: z.object({}),
  output: z.object({ mappings: z.array(savedSchema) }),
  errors: [],
});

export const saveMapping = operation({
  id: 'imports.save-mapping',
  method: 'PUT',
  path: `${api}/mappings/:name`,
  summary: 'Keeps a mapping under a name. It is proposed again when files with the same headers come.',
  access: leading,
  input: z.object({
    name: mappingName,
    mapping: importMappingSchema,
    /** Of each file of the mapping, or `file · sheet`, the headers it was made for. */
    headers: z.array(z.object({ file: z.string().max(400), headers: z.array(z.string().max(300)).max(10_000) })).max(100),
  }),
  output: savedSchema,
  errors: [],
});

export const removeMapping = operation({
  id: 'imports.remove-mapping',
  method: 'DELETE',
  path: `${api}/mappings/:name`,
  summary: 'Forgets a saved mapping.',
  access: leading,
  input: z.object({ name: mappingName }),
  output: z.object({}),
  errors: ['not-found'],
});
