import { bigint, boolean, doublePrecision, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { AccountId, WorkspaceId } from '../../kernel/ids.ts';
import type { Day, Instant } from '../../kernel/time.ts';
import type { OwnContent } from './contract-own.ts';

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

/** Whether everybody was judged, a row a workspace. */
export const judgeMarks = pgTable('judge_marks', {
  workspaceId: text('workspace_id').$type<WorkspaceId>().primaryKey(),
  asked: integer('asked').notNull(),
  judgedAsked: integer('judged_asked'),
  judgedDay: text('judged_day').$type<Day>(),
});

/** Values that people say about customers. */
export const saidValues = pgTable(
  'said_values',
  {
    workspaceId: text('workspace_id').$type<WorkspaceId>().notNull(),
    accountId: text('account_id').$type<AccountId>().notNull(),
    metric: text('metric').notNull(),
    id: text('id').notNull(),
    fromDay: text('from_day').$type<Day>().notNull(),
    /** The last day on which it stands. */
    untilDay: text('until_day').$type<Day>(),
    value: doublePrecision('value').notNull(),
    note: text('note').notNull(),
    saidBy: text('said_by').notNull(),
    saidAt: bigint('said_at', { mode: 'number' }).$type<Instant>().notNull(),
    withdrawnAt: bigint('withdrawn_at', { mode: 'number' }).$type<Instant>(),
    withdrawnBy: text('withdrawn_by'),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.accountId, table.metric, table.id] })],
);

/** Metrics that a workspace makes itself, every version. */
export const metricVersions = pgTable(
  'metric_versions',
  {
    workspaceId: text('workspace_id').$type<WorkspaceId>().notNull(),
    metric: text('metric').notNull(),
    version: integer('version').notNull(),
    /** False: it has been retired. */
    active: boolean('active').notNull(),
    definition: jsonb('definition').$type<OwnContent>().notNull(),
    changedAt: bigint('changed_at', { mode: 'number' }).$type<Instant>().notNull(),
    /** A person's id, `key:<name>` or `operator`. */
    changedBy: text('changed_by').notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.metric, table.version] })],
);

export type MetricRow = typeof metricVersions.$inferSelect;
