import { z } from 'zod';
import { LEADING } from '../../contract/access.ts';
import { operation } from '../../contract/operation.ts';
import { instantSchema } from '../../contract/shapes.ts';
import { CUSTOM_TYPES } from '../../kernel/custom-field.ts';

const path = '/api/v1/custom-fields';
const kindSchema = z.string().regex(/^[a-z][a-z-]{1,39}$/, 'The name of a kind of records, as in contract-line.');
/** As files name it: any word, but no dots, which histories use to tell custom fields from others. */
const keySchema = z
  .string()
  .trim()
  .min(1)
  .max(80)
  .regex(/^[^.\s/][^./]*$/, 'A word without dots and slashes.');

const customFieldSchema = z.object({
  kind: z.string(),
  key: z.string(),
  label: z.string(),
  type: z.enum(CUSTOM_TYPES),
  choices: z.array(z.string()),
  position: z.number().int(),
  /** No longer shown and no longer checked; values stay. */
  archivedAt: instantSchema.nullable(),
});

export const listCustomFields = operation({
  id: 'custom-fields.list',
  method: 'GET',
  path,
  summary: 'The fields that the workspace has added, of one kind of records or of all.',
  access: { who: 'member', functions: 'any', key: 'read' },
  input: z.object({ kind: kindSchema.optional() }),
  output: z.object({ fields: z.array(customFieldSchema) }),
  errors: [],
});

export const saveCustomField = operation({
  id: 'custom-fields.save',
  method: 'PUT',
  path: `${path}/:kind/:key`,
  summary: 'Adds a field to a kind of records, or changes it. Refused while records keep a value that would not fit.',
  access: { who: 'member', functions: LEADING, key: 'write' },
  input: z.object({
    kind: kindSchema,
    key: keySchema,
    label: z.string().trim().min(1).max(80),
    type: z.enum(CUSTOM_TYPES),
    choices: z.array(z.string().trim().min(1).max(120)).max(200).default([]),
    position: z.number().int().min(0).max(9999).optional(),
  }),
  output: customFieldSchema,
  errors: ['conflict', 'not-found'],
});

export const archiveCustomField = operation({
  id: 'custom-fields.archive',
  method: 'POST',
  path: `${path}/:kind/:key/archive`,
  summary: 'Takes a field out of forms and lists, or puts it back. What records keep under it stays.',
  access: { who: 'member', functions: LEADING, key: 'write' },
  input: z.object({ kind: kindSchema, key: keySchema, archived: z.boolean().default(true) }),
  output: customFieldSchema,
  errors: ['not-found'],
});
