import { bigint, boolean, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { AccountId, WorkspaceId } from '../../kernel/ids.ts';
import type { Day, Instant } from '../../kernel/time.ts';

export const accounts = pgTable(
  'accounts',
  {
    workspaceId: text('workspace_id').$type<WorkspaceId>().notNull(),
    id: text('id').$type<AccountId>().notNull(),
    externalId: text('external_id').notNull(),
    name: text('name').notNull(),
    sortKey: text('sort_key').notNull(),
    searchText: text('search_text').notNull(),
    startsOn: text('starts_on').$type<Day>().notNull(),
    startsStated: boolean('starts_stated').notNull(),
    endsOn: text('ends_on').$type<Day>(),
    endKind: text('end_kind'),
    attributes: text('attributes').notNull(),
    createdAt: bigint('created_at', { mode: 'number' }).$type<Instant>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.id] })],
);

export const accountAliases = pgTable(
  'account_aliases',
  {
    workspaceId: text('workspace_id').$type<WorkspaceId>().notNull(),
    externalId: text('external_id').notNull(),
    accountId: text('account_id').$type<AccountId>().notNull(),
    createdAt: bigint('created_at', { mode: 'number' }).$type<Instant>().notNull(),
    createdBy: text('created_by').notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.externalId] })],
);
