import { pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { AccountId, WorkspaceId } from '../../kernel/ids.ts';
import type { Day } from '../../kernel/time.ts';

export const seriesExtents = pgTable(
  'series_extents',
  {
    workspaceId: text('workspace_id').$type<WorkspaceId>().notNull(),
    accountId: text('account_id').$type<AccountId>().notNull(),
    computedTo: text('computed_to').$type<Day>().notNull(),
    told: text('told'),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.accountId] })],
);
