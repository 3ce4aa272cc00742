import { bigint, boolean, doublePrecision, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { AccountId, WarningId, WorkspaceId } from '../../kernel/ids.ts';
import type { Day, Instant } from '../../kernel/time.ts';
import type { RuleDefinition } from './contract-rules.ts';
import type { WarningState } from './core/lifecycle.ts';

export const warnings = pgTable(
  'warnings',
  {
    workspaceId: text('workspace_id').$type<WorkspaceId>().notNull(),
    id: text('id').$type<WarningId>().notNull(),
    accountId: text('account_id').$type<AccountId>().notNull(),
    rule: text('rule').notNull(),
    ruleVersion: text('rule_version').notNull(),
    severity: text('severity').$type<'critical' | 'high' | 'normal'>().notNull(),
    direction: text('direction').$type<'down' | 'up'>().notNull(),
    metric: text('metric').notNull(),
    value: doublePrecision('value').notNull(),
    threshold: doublePrecision('threshold').notNull(),
    state: text('state').$type<WarningState>().notNull(),
    /** To return to when a closing is taken back. */
    stateBeforeClose: text('state_before_close').$type<WarningState>(),
    openedOn: text('opened_on').$type<Day>().notNull(),
    openedAt: bigint('opened_at', { mode: 'number' }).$type<Instant>().notNull(),
    /** Null while it asks for work. */
    closedOn: text('closed_on').$type<Day>(),
    closedAt: bigint('closed_at', { mode: 'number' }).$type<Instant>(),
    /** A person's id, or `auto`. */
    closedBy: text('closed_by'),
    previousWarningId: text('previous_warning_id').$type<WarningId>(),
    /** The words of a rule of the workspace's own, as they were; null for one of ours. */
    title: text('title'),
    act: text('act'),
    /** One of many that the rule opened on that day, and not let through yet: it has no task of its own. */
    storm: boolean('storm').notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.id] })],
);

export const warningRules = pgTable(
  'warning_rules',
  {
    workspaceId: text('workspace_id').$type<WorkspaceId>().notNull(),
    rule: text('rule').notNull(),
    version: integer('version').notNull(),
    active: boolean('active').notNull(),
    definition: jsonb('definition').$type<RuleDefinition>().notNull(),
    changedAt: bigint('changed_at', { mode: 'number' }).$type<Instant>().notNull(),
    /** A person's id, `key:<name>` or `operator`. */
    changedBy: text('changed_by').notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.rule, table.version] })],
);

export const warningStaggers = pgTable(
  'warning_staggers',
  {
    workspaceId: text('workspace_id').$type<WorkspaceId>().notNull(),
    rule: text('rule').notNull(),
    seed: integer('seed').notNull(),
    startedOn: text('started_on').$type<Day>().notNull(),
    startedAt: bigint('started_at', { mode: 'number' }).$type<Instant>().notNull(),
    startedBy: text('started_by').notNull(),
    /** Null while only half of the customers have it. */
    endedOn: text('ended_on').$type<Day>(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.rule, table.seed] })],
);

export const stormLimits = pgTable('warning_storm_limits', {
  workspaceId: text('workspace_id').$type<WorkspaceId>().primaryKey(),
  least: integer('least').notNull(),
  share: doublePrecision('share').notNull(),
});

export type RuleRow = typeof warningRules.$inferSelect;
export type Warning = typeof warnings.$inferSelect;
