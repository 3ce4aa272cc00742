import { bigint, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { WorkspaceId } from '../../kernel/ids.ts';
import type { Day, Instant } from '../../kernel/time.ts';
import type { Finding } from './core/findings.ts';

const workspaceId = () => text('workspace_id').$type<WorkspaceId>().notNull();
const instant = (name: string) => bigint(name, { mode: 'number' }).$type<Instant>().notNull();

export const qualityRuns = pgTable(
  'quality_runs',
  {
    workspaceId: workspaceId(),
    id: text('id').notNull(),
    asOf: text('as_of').$type<Day>().notNull(),
    finishedAt: instant('finished_at'),
    ms: integer('ms').notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.id] })],
);
export type QualityRun = typeof qualityRuns.$inferSelect;

export const qualityFindings = pgTable(
  'quality_findings',
  {
    workspaceId: workspaceId(),
    runId: text('run_id').notNull(),
    rule: text('rule').notNull(),
    entity: text('entity').notNull(),
    count: bigint('count', { mode: 'number' }).notNull(),
    samples: jsonb('samples').$type<Finding['samples']>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.runId, table.rule, table.entity] })],
);

export const qualityAccepted = pgTable(
  'quality_accepted',
  {
    workspaceId: workspaceId(),
    rule: text('rule').notNull(),
    entity: text('entity').notNull(),
    reason: text('reason').notNull(),
    count: bigint('count', { mode: 'number' }).notNull(),
    acceptedAt: instant('accepted_at'),
    /** A person's id, `key:<name>` or `operator`. */
    acceptedBy: text('accepted_by').notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.rule, table.entity] })],
);
export type Accepted = typeof qualityAccepted.$inferSelect;
