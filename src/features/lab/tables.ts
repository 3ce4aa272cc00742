import { bigint, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { AccountId, WorkspaceId } from '../../kernel/ids.ts';
import type { Day, Instant } from '../../kernel/time.ts';
import type { HealthModel } from '../health/core/model.ts';
import type { RuleDefinition } from '../warnings/contract-rules.ts';
import type { Difference, ShadowKind } from './contract-drafts.ts';

export const labDrafts = pgTable(
  'lab_drafts',
  {
    workspaceId: text('workspace_id').$type<WorkspaceId>().notNull(),
    rule: text('rule').notNull(),
    /** The version of the rule that it would take the place of; 0 for one as it comes, and for a new one. */
    basedOn: integer('based_on').notNull(),
    definition: jsonb('definition').$type<RuleDefinition>().notNull(),
    revision: integer('revision').notNull(),
    changedAt: bigint('changed_at', { mode: 'number' }).$type<Instant>().notNull(),
    changedBy: text('changed_by').notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.rule] })],
);

export const labShadows = pgTable(
  'lab_shadows',
  {
    workspaceId: text('workspace_id').$type<WorkspaceId>().notNull(),
    kind: text('kind').$type<ShadowKind>().notNull(),
    subject: text('subject').notNull(),
    /** Of the draft, when the shadow began. */
    revision: integer('revision').notNull(),
    definition: jsonb('definition').$type<RuleDefinition | HealthModel>().notNull(),
    sinceDay: text('since_day').$type<Day>().notNull(),
    startedAt: bigint('started_at', { mode: 'number' }).$type<Instant>().notNull(),
    startedBy: text('started_by').notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.kind, table.subject] })],
);

export const labShadowDays = pgTable(
  'lab_shadow_days',
  {
    workspaceId: text('workspace_id').$type<WorkspaceId>().notNull(),
    kind: text('kind').$type<ShadowKind>().notNull(),
    subject: text('subject').notNull(),
    day: text('day').$type<Day>().notNull(),
    customers: integer('customers').notNull(),
    /** How many customers have which verdict: a band, or a warning. */
    live: jsonb('live').$type<Readonly<Record<string, number>>>().notNull(),
    shadow: jsonb('shadow').$type<Readonly<Record<string, number>>>().notNull(),
    differ: integer('differ').notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.kind, table.subject, table.day] })],
);

export const labShadowDifferences = pgTable(
  'lab_shadow_differences',
  {
    workspaceId: text('workspace_id').$type<WorkspaceId>().notNull(),
    kind: text('kind').$type<ShadowKind>().notNull(),
    subject: text('subject').notNull(),
    day: text('day').$type<Day>().notNull(),
    accountId: text('account_id').$type<AccountId>().notNull(),
    said: jsonb('said').$type<Difference>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.kind, table.subject, table.day, table.accountId] })],
);

export const labSettings = pgTable('lab_settings', {
  workspaceId: text('workspace_id').$type<WorkspaceId>().primaryKey(),
  /** New warnings that are meant for one person a week. */
  warningsAWeek: integer('warnings_a_week').notNull(),
});
