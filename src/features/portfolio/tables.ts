import { sql } from 'drizzle-orm';
import { bigint, boolean, doublePrecision, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { AccountId, PersonId, TeamId, WorkspaceId } from '../../kernel/ids.ts';
import type { UnknownReason } from '../../kernel/known.ts';
import type { Day, Instant } from '../../kernel/time.ts';
import type { Quadrant } from '../health/core/levels.ts';
import type { Band } from '../health/core/model.ts';
import type { RiskBand } from '../health/core/risk.ts';
import type { LiveState } from './core/card.ts';
import type { View } from './core/views.ts';

export const accountCards = pgTable(
  'account_card',
  {
    workspaceId: text('workspace_id').$type<WorkspaceId>().notNull(),
    accountId: text('account_id').$type<AccountId>().notNull(),
    day: text('day').$type<Day>().notNull(),
    externalId: text('external_id').notNull(),
    name: text('name').notNull(),
    sortKey: text('sort_key').notNull(),
    searchText: text('search_text').notNull(),
    startsOn: text('starts_on').$type<Day>().notNull(),
    endsOn: text('ends_on').$type<Day>(),
    state: text('state').$type<LiveState>().notNull(),
    ownerId: text('owner_id').$type<PersonId>(),
    customerType: text('customer_type'),
    tier: text('tier'),
    industry: text('industry'),
    region: text('region'),
    stage: text('stage'),
    band: text('band').$type<Band>().notNull(),
    bandBefore: text('band_before').$type<Band>().notNull(),
    score: doublePrecision('score'),
    change: doublePrecision('change'),
    coverage: doublePrecision('coverage'),
    level: integer('level'),
    quadrant: text('quadrant').$type<Quadrant>(),
    risk: integer('risk'),
    riskBand: text('risk_band').$type<RiskBand>(),
    drifting: boolean('drifting').notNull(),
    driftingSince: text('drifting_since').$type<Day>(),
    steady: boolean('steady'),
    activeUsers: integer('active_users'),
    arrMinor: bigint('arr_minor', { mode: 'number' }),
    /** ARR × risk points ÷ 100 (MON-08), whole minor units; the database reckons it. */
    atRiskMinor: bigint('at_risk_minor', { mode: 'number' }).generatedAlwaysAs(sql`round(arr_minor::numeric * risk / 100)::bigint`),
    seatsBought: integer('seats_bought'),
    seatsActivated: integer('seats_activated'),
    renewsOn: text('renews_on').$type<Day>(),
    touchedOn: text('touched_on').$type<Day>(),
    touchedBy: text('touched_by'),
    warningsCritical: integer('warnings_critical').notNull(),
    warningsHigh: integer('warnings_high').notNull(),
    warningsNormal: integer('warnings_normal').notNull(),
    tasksOpen: integer('tasks_open').notNull(),
    reasons: jsonb('reasons').$type<Readonly<Record<string, UnknownReason>>>().notNull(),
    custom: jsonb('custom').$type<Readonly<Record<string, string>>>().notNull(),
    spark: jsonb('spark').$type<readonly (number | null)[]>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.accountId] })],
);

export type CardRow = typeof accountCards.$inferSelect;
export type Card = Omit<CardRow, 'workspaceId'>;

export const portfolioViews = pgTable(
  'portfolio_views',
  {
    workspaceId: text('workspace_id').$type<WorkspaceId>().notNull(),
    id: text('id').notNull(),
    name: text('name').notNull(),
    ownerId: text('owner_id').notNull(),
    shared: text('shared').$type<'mine' | 'team' | 'workspace'>().notNull(),
    teamId: text('team_id').$type<TeamId>(),
    view: jsonb('view').$type<View>().notNull(),
    createdAt: bigint('created_at', { mode: 'number' }).$type<Instant>().notNull(),
    changedAt: bigint('changed_at', { mode: 'number' }).$type<Instant>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.id] })],
);
