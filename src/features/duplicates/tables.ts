import { bigint, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { AccountId, PersonId, WorkspaceId } from '../../kernel/ids.ts';
import type { FieldValue } from '../../kernel/record.ts';
import type { Instant } from '../../kernel/time.ts';

/** What a merge changed. */
export interface Moved {
  /** Fields of the kept customer, own ones and `custom.<key>`; null stands for none. */
  readonly fields: readonly { readonly field: string; readonly before: FieldValue | null; readonly after: FieldValue | null }[];
  /** Its owner before; absent where it stayed. */
  readonly owner?: { readonly before: PersonId | null; readonly after: PersonId };
  readonly records: readonly { readonly kind: string; readonly id: string }[];
  readonly tasks: readonly string[];
  /** Other ids of the dropped customer. */
  readonly aliases: readonly string[];
}

export const duplicatesDismissed = pgTable(
  'duplicates_dismissed',
  {
    workspaceId: text('workspace_id').$type<WorkspaceId>().notNull(),
    one: text('one').$type<AccountId>().notNull(),
    other: text('other').$type<AccountId>().notNull(),
    dismissedAt: bigint('dismissed_at', { mode: 'number' }).$type<Instant>().notNull(),
    dismissedBy: text('dismissed_by').notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.one, table.other] })],
);

export const duplicatesMerges = pgTable(
  'duplicates_merges',
  {
    workspaceId: text('workspace_id').$type<WorkspaceId>().notNull(),
    id: text('id').notNull(),
    kept: text('kept').$type<AccountId>().notNull(),
    dropped: text('dropped').$type<AccountId>().notNull(),
    moved: jsonb('moved').$type<Moved>().notNull(),
    mergedAt: bigint('merged_at', { mode: 'number' }).$type<Instant>().notNull(),
    mergedBy: text('merged_by').notNull(),
    undoneAt: bigint('undone_at', { mode: 'number' }).$type<Instant>(),
    undoneBy: text('undone_by'),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.id] })],
);
