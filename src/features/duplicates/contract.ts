import { z } from 'zod';
import { LEADING } from '../../contract/access.ts';
import { operation } from '../../contract/operation.ts';
import { fieldValueSchema } from '../../contract/record-operations.ts';
import { externalIdSchema, instantSchema } from '../../contract/shapes.ts';

const path = '/api/v1/duplicates';
const lead = { who: 'member', functions: LEADING } as const;

const sideSchema = z.object({ externalId: z.string(), name: z.string() });
const reasonSchema = z.object({ by: z.enum(['name', 'sound', 'domain', 'id']), value: z.string() });
const mergeSchema = z.object({
  mergeId: z.string(),
  kept: sideSchema,
  dropped: sideSchema,
  records: z.number().int(),
  mergedAt: instantSchema,
  mergedBy: z.string(),
  undoneAt: instantSchema.nullable(),
});

export const listDuplicates = operation({
  id: 'duplicates.list',
  method: 'GET',
  path,
  summary: 'Pairs of customers that may be one, the likeliest first, with the reasons; and the latest merges.',
  access: { ...lead, key: 'read' },
  input: z.object({ limit: z.coerce.number().int().min(1).max(500).default(100) }),
  output: z.object({
    pairs: z.array(z.object({ one: sideSchema, other: sideSchema, score: z.number(), reasons: z.array(reasonSchema) })),
    total: z.number().int(),
    /** So many share one mark that only some of its pairs are shown. */
    crowds: z.array(reasonSchema.extend({ customers: z.number().int(), pairs: z.number().int() })),
    customers: z.number().int(),
    merges: z.array(mergeSchema),
  }),
  errors: [],
});

const pair = z.object({ one: externalIdSchema, other: externalIdSchema });

export const dismissDuplicate = operation({
  id: 'duplicates.dismiss',
  method: 'POST',
  path: `${path}/dismissed`,
  summary: 'Says that two customers are not the same, or takes that back.',
  access: { ...lead, key: 'write' },
  input: pair.extend({ dismissed: z.boolean().default(true) }),
  output: z.object({ dismissed: z.boolean() }),
  errors: ['account-unknown'],
});

const both = z.object({ keep: externalIdSchema, drop: externalIdSchema });

export const previewMerge = operation({
  id: 'duplicates.preview',
  method: 'GET',
  path: `${path}/preview`,
  summary: 'What would become of two customers that are merged: fields that differ, what moves and what stays.',
  access: { ...lead, key: 'read' },
  input: both,
  output: z.object({
    keep: sideSchema.extend({ events: z.number().int() }),
    drop: sideSchema.extend({ events: z.number().int() }),
    fields: z.array(
      z.object({
        field: z.string(),
        keep: fieldValueSchema.nullable(),
        drop: fieldValueSchema.nullable(),
        /** Whose value stands if nobody decides. */
        stands: z.enum(['keep', 'drop']),
      }),
    ),
    records: z.array(z.object({ kind: z.string(), count: z.number().int() })),
  }),
  errors: ['account-unknown'],
});

export const mergeCustomers = operation({
  id: 'duplicates.merge',
  method: 'POST',
  path: `${path}/merges`,
  summary: 'Merges one customer into another: records, ledger, tasks and ids move; what it has used stays recorded under it.',
  access: { ...lead, key: 'write' },
  input: both.extend({
    /** Fields, as the preview names them, that take the value of the dropped customer; absent: as the preview says. */
    take: z.array(z.string().max(120)).max(200).optional(),
  }),
  output: mergeSchema,
  errors: ['account-unknown', 'conflict'],
});

export const undoMerge = operation({
  id: 'duplicates.undo',
  method: 'POST',
  path: `${path}/merges/:mergeId/undo`,
  summary: 'Takes a merge apart again: what moved goes back; what was changed since stays with the customer that was kept.',
  access: { ...lead, key: 'write' },
  input: z.object({ mergeId: z.string().max(60) }),
  output: mergeSchema,
  errors: ['not-found', 'conflict'],
});
