import { bigint, boolean, doublePrecision, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { AccountId, WorkspaceId } from '../../kernel/ids.ts';
import type { Day, Instant } from '../../kernel/time.ts';
import type { Band, HealthModel } from '../health/core/model.ts';
import type { RuleDefinition } from '../warnings/contract-rules.ts';
import type { SaidOutcome } from './contract.ts';
import type { BackTestAnswer } from './contract-backtest.ts';
import type { Difference, ShadowKind } from './contract-drafts.ts';
import type { RiskPart } from './core/explained-risk.ts';
import type { LearnedModel, Learner } from './core/learned-model.ts';

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

export const labLearnedSettings = pgTable('lab_learned_settings', {
  workspaceId: text('workspace_id').$type<WorkspaceId>().primaryKey(),
  active: boolean('active').notNull(),
  learner: text('learner').$type<Learner>().notNull().default('logistic'),
  outcome: jsonb('outcome').$type<SaidOutcome>().notNull(),
  horizonDays: integer('horizon_days').notNull(),
  leastOutcomes: integer('least_outcomes').notNull(),
  /** When somebody last asked for a training that has not been yet. */
  askedAt: bigint('asked_at', { mode: 'number' }).$type<Instant>(),
});

export const labTrainings = pgTable(
  'lab_trainings',
  {
    workspaceId: text('workspace_id').$type<WorkspaceId>().notNull(),
    /** Outcome and horizon: trainings for another one are no neighbours. */
    asked: text('asked').notNull(),
    /** The last month judged. */
    toMonth: text('to_month').notNull(),
    day: text('day').$type<Day>().notNull(),
    trainedAt: bigint('trained_at', { mode: 'number' }).$type<Instant>().notNull(),
    /** Customers that are known to have had the outcome, in the months judged and those before. */
    outcomes: integer('outcomes').notNull(),
    /** The back-test of this very learner. */
    report: jsonb('report').$type<BackTestAnswer>().notNull(),
    /** Null where too few had the outcome. */
    model: jsonb('model').$type<LearnedModel>(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.asked, table.toMonth] })],
);

export const labLearnedRisks = pgTable(
  'lab_learned_risks',
  {
    workspaceId: text('workspace_id').$type<WorkspaceId>().notNull(),
    accountId: text('account_id').$type<AccountId>().notNull(),
    day: text('day').$type<Day>().notNull(),
    chance: doublePrecision('chance').notNull(),
    /** Of all customers of the workspace: 10 for the tenth with the highest risk. */
    tenth: integer('tenth').notNull(),
    /** What the health said that day. */
    band: text('band').$type<Band>().notNull(),
    score: doublePrecision('score'),
    /** What raises it most. */
    reasons: jsonb('reasons').$type<readonly RiskPart[]>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.accountId] })],
);
