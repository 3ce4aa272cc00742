import { bigint, boolean, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { AccountId, PersonId, WorkspaceId } from '../../kernel/ids.ts';
import type { Day, Instant } from '../../kernel/time.ts';
import type { BotKind } from './core/bot-kinds.ts';
import type { NoticeKind, NoticeSeverity, Way } from './core/routing.ts';
import type { Schedule } from './core/schedule.ts';
import type { NoticeFacts } from './core/texts.ts';

const workspaceId = () => text('workspace_id').$type<WorkspaceId>().notNull();
const at = (name: string) => bigint(name, { mode: 'number' }).$type<Instant>();

/** A person's id or a bot's. */
export type RecipientId = PersonId | BotId;
export type BotId = `bot_${string}`;

export const notices = pgTable(
  'notices',
  {
    workspaceId: workspaceId(),
    id: text('id').notNull(),
    recipient: text('recipient').$type<RecipientId>().notNull(),
    /** Unique a recipient: `warning:<id>`, `task-given:<id>:<version>`, `task-due:<id>:<day>`, `source-silent:<day>:<source>`. */
    origin: text('origin').notNull(),
    kind: text('kind').$type<NoticeKind>().notNull(),
    severity: text('severity').$type<NoticeSeverity>().notNull(),
    accountId: text('account_id').$type<AccountId>(),
    /** Id of the warning or task, name of the source. */
    subject: text('subject').notNull(),
    /** `by` is an actor here; a name is put in its place when it is shown. */
    facts: jsonb('facts').$type<Omit<NoticeFacts, 'kind'>>().notNull(),
    way: text('way').$type<Way>().notNull(),
    toldOn: text('told_on').$type<Day>().notNull(),
    toldAt: at('told_at').notNull(),
    /** Also when it is over before anybody read it. */
    readAt: at('read_at'),
    /** The message it goes out with; null while it has none. */
    deliveryId: text('delivery_id'),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.id] })],
);
export type Notice = typeof notices.$inferSelect;

export const noticeDeliveries = pgTable(
  'notice_deliveries',
  {
    workspaceId: workspaceId(),
    id: text('id').notNull(),
    recipient: text('recipient').$type<RecipientId>().notNull(),
    /** Unique: its own id, or `digest:<recipient>:<day>`. */
    origin: text('origin').notNull(),
    kind: text('kind').$type<'at-once' | 'digest'>().notNull(),
    state: text('state').$type<DeliveryState>().notNull(),
    attempts: integer('attempts').notNull(),
    createdAt: at('created_at').notNull(),
    dueAt: at('due_at').notNull(),
    claimedAt: at('claimed_at'),
    endedAt: at('ended_at'),
    /** How many notices it told, once it was sent. */
    notices: integer('notices').notNull(),
    /** What the other side said last. */
    answer: text('answer'),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.id] })],
);
export type NoticeDelivery = typeof noticeDeliveries.$inferSelect;

/** `unsure`: broken off, nobody knows whether it arrived. `dropped`: there was nothing left to tell, or nobody to tell it to. */
export type DeliveryState = 'waiting' | 'sending' | 'sent' | 'failed' | 'unsure' | 'dropped';

export const noticeWishes = pgTable(
  'notice_wishes',
  {
    workspaceId: workspaceId(),
    personId: text('person_id').$type<PersonId>().notNull(),
    critical: boolean('critical').notNull(),
    digest: boolean('digest').notNull(),
    schedule: jsonb('schedule').$type<Schedule>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.personId] })],
);

export const noticeBots = pgTable(
  'notice_bots',
  {
    workspaceId: workspaceId(),
    id: text('id').$type<BotId>().notNull(),
    kind: text('kind').$type<BotKind>().notNull(),
    name: text('name').notNull(),
    /** The whole address: its key is a secret. */
    hookSealed: text('hook_sealed').notNull(),
    /** Host and last signs, to know it again by. */
    hookHint: text('hook_hint').notNull(),
    secretSealed: text('secret_sealed'),
    severity: text('severity').$type<NoticeSeverity>().notNull(),
    teams: jsonb('teams').$type<string[]>().notNull(),
    schedule: jsonb('schedule').$type<Schedule>().notNull(),
    createdAt: at('created_at').notNull(),
    /** When it last took a message; since when it takes none. */
    sentAt: at('sent_at'),
    failingSince: at('failing_since'),
    answer: text('answer'),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.id] })],
);
export type Bot = typeof noticeBots.$inferSelect;

export const noticeMail = pgTable(
  'notice_mail',
  {
    workspaceId: workspaceId(),
    host: text('host').notNull(),
    port: integer('port').notNull(),
    security: text('security').$type<'tls' | 'starttls' | 'none'>().notNull(),
    userName: text('user_name'),
    passwordSealed: text('password_sealed'),
    sender: text('sender').notNull(),
    sentAt: at('sent_at'),
    failingSince: at('failing_since'),
    answer: text('answer'),
  },
  (table) => [primaryKey({ columns: [table.workspaceId] })],
);
export type MailServer = typeof noticeMail.$inferSelect;
