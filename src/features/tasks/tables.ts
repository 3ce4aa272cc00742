import { bigint, boolean, doublePrecision, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { AccountId, PersonId, TaskId, WarningId, WorkspaceId } from '../../kernel/ids.ts';
import type { Day, Instant } from '../../kernel/time.ts';
import type { TaskState } from './core/lifecycle.ts';

export type Outcome = 'resolved' | 'following-up' | 'false-alarm';

export const tasks = pgTable(
  'tasks',
  {
    workspaceId: text('workspace_id').$type<WorkspaceId>().notNull(),
    id: text('id').$type<TaskId>().notNull(),
    /** What asked for it, unique: `warning:<id>`, `follow-up:<task id>:<version>`. */
    origin: text('origin').notNull(),
    /** The rule's id, `follow-up`, or `own` for one that a person made. */
    kind: text('kind').notNull(),
    accountId: text('account_id').$type<AccountId>().notNull(),
    /** Empty, as are rule and metric, for one that a person made. */
    warningId: text('warning_id').$type<WarningId>().notNull(),
    /** What it is about, where a person made it. */
    title: text('title'),
    rule: text('rule').notNull(),
    metric: text('metric').notNull(),
    value: doublePrecision('value').notNull(),
    threshold: doublePrecision('threshold').notNull(),
    openedOn: text('opened_on').$type<Day>().notNull(),
    severity: text('severity').$type<'critical' | 'high' | 'normal'>().notNull(),
    state: text('state').$type<TaskState>().notNull(),
    resumeState: text('resume_state').$type<'open' | 'claimed'>().notNull(),
    snoozedUntil: text('snoozed_until').$type<Day>(),
    assigneeId: text('assignee_id').$type<PersonId>(),
    dueOn: text('due_on').$type<Day>().notNull(),
    dueProvisional: boolean('due_provisional').notNull(),
    outcome: text('outcome').$type<Outcome>(),
    note: text('note'),
    doneOn: text('done_on').$type<Day>(),
    version: integer('version').notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.id] })],
);

/** Of no warning. */
export const NO_WARNING = '' as WarningId;

export type TaskRow = typeof tasks.$inferSelect;

export const taskHistory = pgTable(
  'task_history',
  {
    workspaceId: text('workspace_id').$type<WorkspaceId>().notNull(),
    taskId: text('task_id').$type<TaskId>().notNull(),
    version: integer('version').notNull(),
    at: bigint('at', { mode: 'number' }).$type<Instant>().notNull(),
    /** A person's id, `key:<name>`, `operator`, or `auto`. */
    who: text('who').notNull(),
    what: text('what').notNull(),
    detail: text('detail'),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.taskId, table.version] })],
);

/** `source-silent`: a source stopped sending; `warning-storm`: a rule warned of very many customers on one day. */
export type OperationsKind = 'source-silent' | 'warning-storm';

/** Work about no customer, for those who run the workspace. */
export const operationsTasks = pgTable(
  'operations_tasks',
  {
    workspaceId: text('workspace_id').$type<WorkspaceId>().notNull(),
    id: text('id').notNull(),
    kind: text('kind').$type<OperationsKind>().notNull(),
    /** What it is about: the name of the source. */
    subject: text('subject').notNull(),
    /** The last day on which all was well. */
    since: text('since').$type<Day>().notNull(),
    openedOn: text('opened_on').$type<Day>().notNull(),
    state: text('state').$type<'open' | 'claimed' | 'closed'>().notNull(),
    assigneeId: text('assignee_id').$type<PersonId>(),
    /** Null while there is something to do. */
    closedOn: text('closed_on').$type<Day>(),
    version: integer('version').notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.id] })],
);

export type OperationsTaskRow = typeof operationsTasks.$inferSelect;
