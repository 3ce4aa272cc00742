import { bigint, boolean, jsonb, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';
import type { KeyLimits, KeyScope, PersonFunction, RowScope } from '../../contract/access.ts';
import type { AccountId, PersonId, TeamId, UserId, WorkspaceId } from '../../kernel/ids.ts';
import type { Day, Instant } from '../../kernel/time.ts';

const workspaceId = () => text('workspace_id').$type<WorkspaceId>().notNull();
const at = (name: string) => bigint(name, { mode: 'number' }).$type<Instant>();

export const workspaces = pgTable('workspaces', {
  id: text('workspace_id').$type<WorkspaceId>().primaryKey(),
  key: text('key').notNull(),
  name: text('name').notNull(),
  timeZone: text('time_zone').notNull(),
  locale: text('locale').$type<'zh-CN' | 'en-US'>().notNull(),
  /** The first data have arrived: days are counted in this zone from now on. */
  timeZoneFixed: boolean('time_zone_fixed').notNull(),
  createdAt: at('created_at').notNull(),
});

export const people = pgTable(
  'people',
  {
    workspaceId: workspaceId(),
    id: text('id').$type<PersonId>().notNull(),
    /** Null: has no login yet. */
    userId: text('user_id').$type<UserId>(),
    name: text('name').notNull(),
    email: text('email'),
    functions: jsonb('functions').$type<PersonFunction[]>().notNull(),
    scope: text('scope').$type<RowScope>().notNull(),
    teamId: text('team_id').$type<TeamId>(),
    active: boolean('active').notNull(),
    createdAt: at('created_at').notNull(),
    awayFrom: text('away_from').$type<Day>(),
    awayUntil: text('away_until').$type<Day>(),
    standInId: text('stand_in_id').$type<PersonId>(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.id] })],
);
export type Person = typeof people.$inferSelect;
/** What a person is made of; when they are away is said later. */
export type NewPerson = Omit<Person, 'awayFrom' | 'awayUntil' | 'standInId'>;

export const teams = pgTable(
  'teams',
  {
    workspaceId: workspaceId(),
    id: text('id').$type<TeamId>().notNull(),
    name: text('name').notNull(),
    leadPersonId: text('lead_person_id').$type<PersonId>(),
    createdAt: at('created_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.id] })],
);
export type Team = typeof teams.$inferSelect;

export const accountAssignments = pgTable(
  'account_assignments',
  {
    workspaceId: workspaceId(),
    accountId: text('account_id').$type<AccountId>().notNull(),
    personId: text('person_id').$type<PersonId>().notNull(),
    assignedAt: at('assigned_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.accountId] })],
);

export const accountHidden = pgTable(
  'account_hidden',
  {
    workspaceId: workspaceId(),
    accountId: text('account_id').$type<AccountId>().notNull(),
    hiddenAt: at('hidden_at').notNull(),
    hiddenBy: text('hidden_by').notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.accountId] })],
);

export const accessLinks = pgTable(
  'access_links',
  {
    workspaceId: workspaceId(),
    tokenHash: text('token_hash').notNull(),
    kind: text('kind').$type<'invitation' | 'reset'>().notNull(),
    personId: text('person_id').$type<PersonId>().notNull(),
    madeBy: text('made_by').notNull(),
    createdAt: at('created_at').notNull(),
    expiresAt: at('expires_at').notNull(),
    endedAt: at('ended_at'),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.tokenHash] })],
);
export type AccessLink = typeof accessLinks.$inferSelect;

export const apiKeys = pgTable(
  'api_keys',
  {
    workspaceId: workspaceId(),
    id: text('id').notNull(),
    name: text('name').notNull(),
    prefix: text('prefix').notNull(),
    secretHash: text('secret_hash').notNull(),
    scopes: jsonb('scopes').$type<KeyScope[]>().notNull(),
    limits: jsonb('limits').$type<KeyLimits>(),
    createdAt: at('created_at').notNull(),
    lastUsedAt: at('last_used_at'),
    revokedAt: at('revoked_at'),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.id] })],
);
export type ApiKey = typeof apiKeys.$inferSelect;

export const auditEntries = pgTable(
  'audit_entries',
  {
    workspaceId: workspaceId(),
    seq: bigint('seq', { mode: 'number' }).generatedAlwaysAsIdentity(),
    at: at('at').notNull(),
    who: text('who').notNull(),
    action: text('action').notNull(),
    subject: text('subject').notNull(),
    before: jsonb('before').$type<unknown>(),
    after: jsonb('after').$type<unknown>(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.seq] })],
);
export type AuditEntry = typeof auditEntries.$inferSelect;

const moment = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

/** The tables of the sign-in library, with the names of fields it expects. */
export const users = pgTable('user', {
  id: text('id').$type<UserId>().primaryKey(),
  name: text('name').notNull(),
  email: text('email').notNull(),
  emailVerified: boolean('email_verified').notNull(),
  image: text('image'),
  createdAt: moment('created_at').notNull(),
  updatedAt: moment('updated_at').notNull(),
});

export const sessions = pgTable('session', {
  id: text('id').primaryKey(),
  userId: text('user_id').$type<UserId>().notNull(),
  token: text('token').notNull(),
  ipAddress: text('ip_address'),
  userAgent: text('user_agent'),
  createdAt: moment('created_at').notNull(),
  updatedAt: moment('updated_at').notNull(),
  expiresAt: moment('expires_at').notNull(),
});

/** How a user signs in. The library calls it `account`, a word that means a customer here. */
export const signInCredentials = pgTable('sign_in_credential', {
  id: text('id').primaryKey(),
  userId: text('user_id').$type<UserId>().notNull(),
  accountId: text('account_id').notNull(),
  providerId: text('provider_id').notNull(),
  password: text('password'),
  accessToken: text('access_token'),
  refreshToken: text('refresh_token'),
  idToken: text('id_token'),
  accessTokenExpiresAt: moment('access_token_expires_at'),
  refreshTokenExpiresAt: moment('refresh_token_expires_at'),
  scope: text('scope'),
  createdAt: moment('created_at').notNull(),
  updatedAt: moment('updated_at').notNull(),
});

export const verifications = pgTable('verification', {
  id: text('id').primaryKey(),
  identifier: text('identifier').notNull(),
  value: text('value').notNull(),
  expiresAt: moment('expires_at').notNull(),
  createdAt: moment('created_at').notNull(),
  updatedAt: moment('updated_at').notNull(),
});
