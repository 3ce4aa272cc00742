import { bigint, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { CustomType } from '../../kernel/custom-field.ts';
import type { AccountId, WorkspaceId } from '../../kernel/ids.ts';
import type { FieldValue, RecordContent } from '../../kernel/record.ts';
import type { Instant } from '../../kernel/time.ts';

export const records = pgTable(
  'records',
  {
    workspaceId: text('workspace_id').$type<WorkspaceId>().notNull(),
    kind: text('kind').notNull(),
    id: text('id').notNull(),
    accountId: text('account_id').$type<AccountId>(),
    content: jsonb('content').$type<RecordContent>().notNull(),
    custom: jsonb('custom').$type<RecordContent>().notNull(),
    version: integer('version').notNull(),
    createdAt: bigint('created_at', { mode: 'number' }).$type<Instant>().notNull(),
    createdBy: text('created_by').notNull(),
    importId: text('import_id'),
    archivedAt: bigint('archived_at', { mode: 'number' }).$type<Instant>(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.kind, table.id] })],
);

export const recordChanges = pgTable(
  'record_changes',
  {
    workspaceId: text('workspace_id').$type<WorkspaceId>().notNull(),
    id: text('id').notNull(),
    kind: text('kind').notNull(),
    recordId: text('record_id').notNull(),
    field: text('field').notNull(),
    oldValue: jsonb('old_value').$type<FieldValue>(),
    newValue: jsonb('new_value').$type<FieldValue>(),
    changedAt: bigint('changed_at', { mode: 'number' }).$type<Instant>().notNull(),
    changedBy: text('changed_by').notNull(),
    importId: text('import_id'),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.id] })],
);

export const customFields = pgTable(
  'custom_fields',
  {
    workspaceId: text('workspace_id').$type<WorkspaceId>().notNull(),
    kind: text('kind').notNull(),
    key: text('key').notNull(),
    label: text('label').notNull(),
    type: text('type').$type<CustomType>().notNull(),
    choices: jsonb('choices').$type<readonly string[]>().notNull(),
    position: integer('position').notNull(),
    createdAt: bigint('created_at', { mode: 'number' }).$type<Instant>().notNull(),
    archivedAt: bigint('archived_at', { mode: 'number' }).$type<Instant>(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.kind, table.key] })],
);
