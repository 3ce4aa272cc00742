import { bigint, boolean, doublePrecision, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { AccountId, WorkspaceId } from '../../kernel/ids.ts';
import type { UnknownReason } from '../../kernel/known.ts';
import type { Day, Instant } from '../../kernel/time.ts';
import type { Quadrant } from './core/levels.ts';
import type { Band, HealthModel } from './core/model.ts';
import type { Risk } from './core/risk.ts';

/** What was set before there were versions: version 1 of the usage health reads it. */
export const healthSettings = pgTable('health_settings', {
  workspaceId: text('workspace_id').$type<WorkspaceId>().primaryKey(),
  expectedActivity: doublePrecision('expected_activity').notNull(),
  requiredCoverage: doublePrecision('required_coverage').notNull(),
  changedAt: bigint('changed_at', { mode: 'number' }).$type<Instant>().notNull(),
});

export const healthModels = pgTable(
  'health_models',
  {
    workspaceId: text('workspace_id').$type<WorkspaceId>().notNull(),
    modelId: text('model_id').notNull(),
    version: integer('version').notNull(),
    model: jsonb('model').$type<HealthModel>().notNull(),
    /** From this day on it judges. */
    fromDay: text('from_day').$type<Day>().notNull(),
    retired: boolean('retired').notNull(),
    note: text('note').notNull(),
    publishedAt: bigint('published_at', { mode: 'number' }).$type<Instant>().notNull(),
    publishedBy: text('published_by').notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.modelId, table.version] })],
);

export const healthDrafts = pgTable(
  'health_drafts',
  {
    workspaceId: text('workspace_id').$type<WorkspaceId>().notNull(),
    modelId: text('model_id').notNull(),
    basedOn: integer('based_on').notNull(),
    model: jsonb('model').$type<HealthModel>().notNull(),
    revision: integer('revision').notNull(),
    changedAt: bigint('changed_at', { mode: 'number' }).$type<Instant>().notNull(),
    changedBy: text('changed_by').notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.modelId] })],
);

export type VerdictSaid = 'shown' | 'not-shown' | 'too-few';

export const healthBacktests = pgTable(
  'health_backtests',
  {
    workspaceId: text('workspace_id').$type<WorkspaceId>().notNull(),
    modelId: text('model_id').notNull(),
    /** The same for the same content, whatever the version. */
    fingerprint: text('fingerprint').notNull(),
    /** `ended`, `dormant:180`, or a condition. */
    outcome: text('outcome').notNull(),
    fromMonth: text('from_month').notNull(),
    toMonth: text('to_month').notNull(),
    skill: text('skill').$type<VerdictSaid>().notNull(),
    addedValue: text('added_value').$type<VerdictSaid>().notNull(),
    area: jsonb('area').$type<{ readonly estimate: number; readonly low: number; readonly high: number }>(),
    /** The best single metric. */
    single: text('single'),
    customersWithOutcome: integer('customers_with_outcome').notNull(),
    leastOutcomes: integer('least_outcomes').notNull(),
    madeAt: bigint('made_at', { mode: 'number' }).$type<Instant>().notNull(),
    madeBy: text('made_by').notNull(),
    /** How it did beside the version in force, of some content too; null where it was not compared. */
    versus: jsonb('versus').$type<{
      readonly fingerprint: string;
      readonly verdict: 'better' | 'worse' | 'not-told' | 'too-few';
      readonly difference: { readonly estimate: number; readonly low: number; readonly high: number } | null;
    }>(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.modelId, table.fingerprint] })],
);

export const healthOverrides = pgTable(
  'health_overrides',
  {
    workspaceId: text('workspace_id').$type<WorkspaceId>().notNull(),
    accountId: text('account_id').$type<AccountId>().notNull(),
    id: text('id').notNull(),
    band: text('band').$type<Exclude<Band, 'insufficient-data'>>().notNull(),
    reason: text('reason').notNull(),
    fromDay: text('from_day').$type<Day>().notNull(),
    untilDay: text('until_day').$type<Day>().notNull(),
    saidAt: bigint('said_at', { mode: 'number' }).$type<Instant>().notNull(),
    saidBy: text('said_by').notNull(),
    endedAt: bigint('ended_at', { mode: 'number' }).$type<Instant>(),
    endedBy: text('ended_by'),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.accountId, table.id] })],
);

/** A part as it is kept: `score` null with its `reason`. */
export interface StoredPart {
  readonly id: string;
  readonly weight: number;
  readonly score: number | null;
  readonly reason?: UnknownReason;
}

export const healthSnapshots = pgTable(
  'health_snapshots',
  {
    workspaceId: text('workspace_id').$type<WorkspaceId>().notNull(),
    accountId: text('account_id').$type<AccountId>().notNull(),
    day: text('day').$type<Day>().notNull(),
    recordedOn: text('recorded_on').$type<Day>().notNull(),
    /** Id and version of the model: `usage-health-1`. */
    modelVersion: text('model_version').notNull(),
    expectedActivity: doublePrecision('expected_activity').notNull(),
    requiredCoverage: doublePrecision('required_coverage').notNull(),
    activity: doublePrecision('activity'),
    activityReason: text('activity_reason').$type<UnknownReason>(),
    activityScore: doublePrecision('activity_score'),
    healthScore: doublePrecision('health_score'),
    healthReason: text('health_reason').$type<UnknownReason>(),
    /** What was shown: that of the override, where one held. */
    band: text('band').$type<Band>().notNull(),
    coverage: doublePrecision('coverage').notNull(),
    parts: jsonb('parts').$type<readonly StoredPart[]>().notNull(),
    overrideId: text('override_id'),
    level: integer('level'),
    quadrant: text('quadrant').$type<Quadrant>(),
    risk: integer('risk'),
    riskReasons: jsonb('risk_reasons').$type<Risk['reasons']>(),
    fullScore: doublePrecision('full_score'),
    fullCoverage: doublePrecision('full_coverage'),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.accountId, table.day] })],
);
