import { bigint, boolean, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { AccountId, WorkspaceId } from '../../kernel/ids.ts';
import type { Day, Instant } from '../../kernel/time.ts';
import type { Reason } from './core/reasons.ts';

const workspaceId = () => text('workspace_id').$type<WorkspaceId>().notNull();
const accountId = () => text('account_id').$type<AccountId>().notNull();

export const usageCursors = pgTable(
  'usage_cursors',
  {
    workspaceId: workspaceId(),
    position: bigint('position', { mode: 'number' }).notNull(),
    loginsFrom: text('logins_from').$type<Day>(),
    modulesFrom: text('modules_from').$type<Day>(),
    clientsFrom: text('clients_from').$type<Day>(),
    secondsFrom: text('seconds_from').$type<Day>(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId] })],
);

export const usageDeliveryDays = pgTable(
  'usage_delivery_days',
  { workspaceId: workspaceId(), source: text('source').notNull(), day: integer('day').notNull() },
  (table) => [primaryKey({ columns: [table.workspaceId, table.source, table.day] })],
);

export const usageAccountSources = pgTable(
  'usage_account_sources',
  { workspaceId: workspaceId(), accountId: accountId(), source: text('source').notNull() },
  (table) => [primaryKey({ columns: [table.workspaceId, table.accountId, table.source] })],
);

export const usageDirty = pgTable(
  'usage_dirty',
  { workspaceId: workspaceId(), accountId: accountId(), fromDay: integer('from_day').notNull() },
  (table) => [primaryKey({ columns: [table.workspaceId, table.accountId] })],
);

export const usageUsers = pgTable(
  'usage_users',
  {
    workspaceId: workspaceId(),
    accountId: accountId(),
    userId: text('user_id').notNull(),
    registeredFrom: text('registered_from').$type<Day>().notNull(),
    fromStated: boolean('from_stated').notNull(),
    registeredTo: text('registered_to').$type<Day>(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.accountId, table.userId] })],
);

/** What can be said of a user, and what the word is. */
export interface Saying {
  /** A `group` call: the user belongs to this customer. */
  readonly group: AccountId;
  /** An `alias` call: the anonymous user is this one. */
  readonly alias: string;
}

export const usageTold = pgTable(
  'usage_told',
  {
    workspaceId: workspaceId(),
    what: text('what').$type<keyof Saying>().notNull(),
    name: text('name').notNull(),
    since: bigint('since', { mode: 'number' }).$type<Instant>().notNull(),
    value: text('value').notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.what, table.name, table.since] })],
);

export const usageKeyDays = pgTable(
  'usage_key_days',
  {
    workspaceId: workspaceId(),
    keyId: text('key_id').notNull(),
    day: integer('day').notNull(),
    items: bigint('items', { mode: 'number' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.keyId, table.day] })],
);

export const usageQuarantine = pgTable(
  'usage_quarantine',
  {
    workspaceId: workspaceId(),
    messageId: text('message_id').notNull(),
    source: text('source').notNull(),
    code: text('code').$type<Reason>().notNull(),
    subject: text('subject').notNull(),
    waitsFor: text('waits_for'),
    item: text('item').notNull(),
    receivedAt: bigint('received_at', { mode: 'number' }).$type<Instant>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.messageId] })],
);

export const usageRejected = pgTable(
  'usage_rejected',
  {
    workspaceId: workspaceId(),
    id: text('id').notNull(),
    source: text('source').notNull(),
    code: text('code').$type<Reason>().notNull(),
    subject: text('subject').notNull(),
    item: text('item').notNull(),
    rejectedAt: bigint('rejected_at', { mode: 'number' }).$type<Instant>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.id] })],
);

export const usageMappingVersions = pgTable(
  'usage_mapping_versions',
  {
    workspaceId: workspaceId(),
    version: integer('version').notNull(),
    at: bigint('at', { mode: 'number' }).$type<Instant>().notNull(),
    who: text('who').notNull(),
    rules: text('rules').notNull(),
    restores: integer('restores'),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.version] })],
);

export const usageBackfills = pgTable(
  'usage_backfills',
  {
    workspaceId: workspaceId(),
    version: integer('version').notNull(),
    base: integer('base').notNull(),
    state: text('state').$type<'waiting' | 'running' | 'done' | 'cancelled'>().notNull(),
    total: bigint('total', { mode: 'number' }).notNull(),
    done: bigint('done', { mode: 'number' }).notNull(),
    startedAt: bigint('started_at', { mode: 'number' }).$type<Instant>().notNull(),
    endedAt: bigint('ended_at', { mode: 'number' }).$type<Instant>(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId] })],
);

export const usageSilences = pgTable(
  'usage_silences',
  { workspaceId: workspaceId(), source: text('source').notNull(), lastDay: text('last_day').$type<Day>().notNull() },
  (table) => [primaryKey({ columns: [table.workspaceId, table.source] })],
);

export const usageRetiredSources = pgTable(
  'usage_retired_sources',
  {
    workspaceId: workspaceId(),
    source: text('source').notNull(),
    at: bigint('at', { mode: 'number' }).$type<Instant>().notNull(),
    who: text('who').notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.source] })],
);
