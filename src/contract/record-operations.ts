import { z } from 'zod';
import type { ErrorCode } from '../kernel/errors.ts';
import { LONGEST_ID, type RecordField, type RecordKind } from '../kernel/record.ts';
import type { PersonFunction } from './access.ts';
import { operation } from './operation.ts';
import { daySchema, externalIdSchema, instantSchema } from './shapes.ts';

const customSchema = z.record(z.string().max(80), z.union([z.string().max(2000), z.number(), z.boolean()]).nullable());

/**
 * The six operations that every kind of record has: list, get, save, archive, restore, history. From the declaration of the kind come
 * the shapes; the feature only says who may.
 *
 * @param kind      The kind.
 * @param plural    As in addresses: `contract-lines`.
 * @param writers   Who may change; everybody of the workspace may read what they may see.
 */
export function recordOperations<const Plural extends string>(kind: RecordKind, plural: Plural, writers: readonly PersonFunction[]) {
  const path = `/api/v1/${plural}` as const;
  const record = recordSchema(kind);
  const one = z.object({ id: externalIdSchema });
  const read = { who: 'member', functions: 'any', key: 'read' } as const;
  const write = { who: 'member', functions: writers, key: 'write' } as const;
  const gone: readonly ErrorCode[] = ['not-found'];
  return {
    list: listOperation(path, plural, record),
    get: operation({
      id: `${plural}.get`,
      method: 'GET',
      path: `${path}/:id`,
      summary: `One of ${plural}.`,
      access: read,
      input: one,
      output: record,
      errors: gone,
    }),
    save: operation({
      id: `${plural}.save`,
      method: 'PUT',
      path: `${path}/:id`,
      summary: `Creates one of ${plural}, or changes the fields given; null takes a value away.`,
      access: write,
      input: one.extend({
        fields: fieldsSchema(kind, Object.keys(kind.fields)),
        custom: customSchema.optional(),
        /** The version that was on the screen; 0 for a new one. Another one answers `conflict`. */
        version: z.number().int().min(0).optional(),
      }),
      output: record,
      errors: ['not-found', 'conflict', 'account-unknown'],
    }),
    archive: operation({
      id: `${plural}.archive`,
      method: 'POST',
      path: `${path}/:id/archive`,
      summary: `Puts one of ${plural} into the recycle bin, for 30 days.`,
      access: write,
      input: one,
      output: record,
      errors: gone,
    }),
    restore: operation({
      id: `${plural}.restore`,
      method: 'POST',
      path: `${path}/:id/restore`,
      summary: `Takes one of ${plural} out of the recycle bin.`,
      access: write,
      input: one,
      output: record,
      errors: gone,
    }),
    history: operation({
      id: `${plural}.history`,
      method: 'GET',
      path: `${path}/:id/history`,
      summary: `Who changed what of one of ${plural}, latest first.`,
      access: read,
      input: one.extend({ limit: z.coerce.number().int().min(1).max(500).default(100) }),
      output: historySchema,
      errors: gone,
    }),
  };
}

function listOperation<Item extends z.ZodType>(path: `/${string}`, plural: string, record: Item) {
  return operation({
    id: `${plural}.list`,
    method: 'GET',
    path,
    summary: `${plural} that I can see, of one customer or of all, by id.`,
    access: { who: 'member', functions: 'any', key: 'read' },
    input: z.object({
      account: externalIdSchema.optional(),
      search: z.string().trim().max(100).optional(),
      archived: z.enum(['true', 'false']).default('false'),
      after: z.string().max(LONGEST_ID).optional(),
      limit: z.coerce.number().int().min(1).max(500).default(100),
    }),
    output: z.object({ records: z.array(record), next: z.string().nullable(), total: z.number().int() }),
    errors: ['account-unknown'],
  });
}

export type RecordOperations = ReturnType<typeof recordOperations>;

/** A value of any field, as it is answered. */
export const fieldValueSchema = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]);

/** Who made a record, and who changed what of it, latest first. */
export const historySchema = z.object({
  created: z.object({ at: instantSchema, by: z.string(), importId: z.string().nullable() }),
  changes: z.array(
    z.object({
      field: z.string(),
      from: fieldValueSchema.nullable(),
      to: fieldValueSchema.nullable(),
      at: instantSchema,
      by: z.string(),
      importId: z.string().nullable(),
    }),
  ),
});

/** What can be said of some fields of a kind: a value each, or null to take it away. */
export function fieldsSchema(kind: RecordKind, names: readonly string[]) {
  return z.object(
    Object.fromEntries(
      names.flatMap((name) => (kind.fields[name] === undefined ? [] : [[name, valueSchema(kind.fields[name]).nullish()]])),
    ),
  );
}

function recordSchema(kind: RecordKind) {
  return z.object({
    id: z.string(),
    account: z.object({ externalId: z.string(), name: z.string() }).nullable(),
    fields: z.object(Object.fromEntries(Object.entries(kind.fields).map(([name]) => [name, fieldValueSchema.optional()]))),
    custom: z.record(z.string(), fieldValueSchema),
    version: z.number().int(),
    createdAt: instantSchema,
    createdBy: z.string(),
    archivedAt: instantSchema.nullable(),
  });
}

/** What a field takes. */
function valueSchema(field: RecordField): z.ZodType {
  switch (field.type) {
    case 'text':
      return z.string().trim().min(1).max(field.longest);
    case 'day':
      return daySchema;
    case 'moment':
      return instantSchema.pipe(z.iso.datetime({ offset: true }));
    case 'number':
      return ranged(field.whole === true ? z.number().int() : z.number(), field);
    case 'money':
      return ranged(z.number().int(), field);
    case 'flag':
      return z.boolean();
    case 'choice':
      return z.enum(Object.keys(field.choices) as [string, ...string[]]);
    case 'choices':
      return z.array(z.enum(Object.keys(field.choices) as [string, ...string[]])).max(Object.keys(field.choices).length);
    case 'record':
    case 'person':
      return z.string().trim().min(1).max(LONGEST_ID);
  }
}

function ranged(schema: z.ZodNumber, { least, most }: { readonly least?: number; readonly most?: number }): z.ZodNumber {
  const above = least === undefined ? schema : schema.min(least);
  return most === undefined ? above : above.max(most);
}
