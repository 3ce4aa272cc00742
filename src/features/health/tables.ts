import { bigint, doublePrecision, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { AccountId, WorkspaceId } from '../../kernel/ids.ts';
import type { UnknownReason } from '../../kernel/known.ts';
import type { Day, Instant } from '../../kernel/time.ts';
import type { Band, PartId } from './core/usage-health.ts';

export const healthSettings = pgTable('health_settings', {
  workspaceId: text('workspace_id').$type<WorkspaceId>().primaryKey(),
  expectedActivity: doublePrecision('expected_activity').notNull(),
  requiredCoverage: doublePrecision('required_coverage').notNull(),
  changedAt: bigint('changed_at', { mode: 'number' }).$type<Instant>().notNull(),
});

/** A part as it is kept: `score` null with its `reason`. */
export interface StoredPart {
  readonly id: PartId;
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
    modelVersion: text('model_version').notNull(),
    expectedActivity: doublePrecision('expected_activity').notNull(),
    requiredCoverage: doublePrecision('required_coverage').notNull(),
    activity: doublePrecision('activity'),
    activityReason: text('activity_reason').$type<UnknownReason>(),
    activityScore: doublePrecision('activity_score'),
    healthScore: doublePrecision('health_score'),
    healthReason: text('health_reason').$type<UnknownReason>(),
    band: text('band').$type<Band>().notNull(),
    coverage: doublePrecision('coverage').notNull(),
    parts: jsonb('parts').$type<readonly StoredPart[]>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.accountId, table.day] })],
);
