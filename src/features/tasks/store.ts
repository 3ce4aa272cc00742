import { and, asc, desc, eq, gte, inArray, isNotNull, lte, ne, notInArray, or, type SQL, sql } from 'drizzle-orm';
import type { AccountId, PersonId, TaskId, WarningId } from '../../kernel/ids.ts';
import type { Day } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { oneOf } from '../../platform/db/one-of.ts';
import { visibleAccounts } from '../access/reads.ts';
import { tasksChanged } from './contract-events.ts';
import { type TaskRow, taskHistory, tasks } from './tables.ts';

export type NewTask = Omit<
  TaskRow,
  'workspaceId' | 'title' | 'version' | 'resumeState' | 'snoozedUntil' | 'outcome' | 'note' | 'doneOn'
> & {
  readonly title?: string | null;
};
export type TaskChange = Partial<Pick<TaskRow, 'state' | 'resumeState' | 'snoozedUntil' | 'assigneeId' | 'outcome' | 'note' | 'doneOn'>>;

export interface HistoryEntry {
  readonly who: string;
  readonly what: string;
  readonly detail: string | null;
}

/** Opens a task, once an origin; null when its origin has one already. */
export async function insertTask(ctx: Ctx, task: NewTask, entry: HistoryEntry): Promise<TaskId | null> {
  const rows = await ctx.db
    .insert(tasks)
    .values({ workspaceId: ctx.workspace.id, ...task, resumeState: task.state === 'claimed' ? 'claimed' : 'open', version: 1 })
    .onConflictDoNothing()
    .returning({ id: tasks.id });
  if (rows.length === 0) return null;
  await remember(ctx, task.id, 1, entry);
  if (!isOver(task.state)) await ctx.emit(tasksChanged, { accountIds: [task.accountId] });
  return task.id;
}

/** Changes a task that is still at the version read; false when somebody was faster. */
export async function changeTask(ctx: Ctx, task: TaskRow, change: TaskChange, entry: HistoryEntry): Promise<boolean> {
  const version = task.version + 1;
  const rows = await ctx.db
    .update(tasks)
    .set({ ...change, version })
    .where(and(eq(tasks.workspaceId, ctx.workspace.id), eq(tasks.id, task.id), eq(tasks.version, task.version)))
    .returning({ id: tasks.id });
  if (rows.length === 0) return false;
  await remember(ctx, task.id, version, entry);
  if (isOver(task.state) !== isOver(change.state ?? task.state)) await ctx.emit(tasksChanged, { accountIds: [task.accountId] });
  return true;
}

function isOver(state: TaskRow['state']): boolean {
  return state === 'done' || state === 'cancelled';
}

/** How many tasks on some customers are not over; one without any is absent. */
export async function unfinishedCounts(
  ctx: Ctx,
  accountIds: readonly AccountId[],
): Promise<readonly { readonly accountId: AccountId; readonly open: number }[]> {
  return ctx.db
    .select({ accountId: tasks.accountId, open: sql<number>`count(*)::int` })
    .from(tasks)
    .where(
      and(
        eq(tasks.workspaceId, ctx.workspace.id),
        ne(tasks.state, 'done'),
        ne(tasks.state, 'cancelled'),
        oneOf(tasks.accountId, accountIds),
      ),
    )
    .groupBy(tasks.accountId);
}

async function remember(ctx: Ctx, taskId: TaskId, version: number, entry: HistoryEntry): Promise<void> {
  await ctx.db.insert(taskHistory).values({ workspaceId: ctx.workspace.id, taskId, version, at: ctx.now, ...entry });
}

/** What became of a task, oldest first. */
export async function historyOf(ctx: Ctx, taskId: TaskId): Promise<readonly (typeof taskHistory.$inferSelect)[]> {
  return ctx.db
    .select()
    .from(taskHistory)
    .where(and(eq(taskHistory.workspaceId, ctx.workspace.id), eq(taskHistory.taskId, taskId)))
    .orderBy(asc(taskHistory.version));
}

/** The latest change of a task. */
export async function latestChange(ctx: Ctx, taskId: TaskId): Promise<typeof taskHistory.$inferSelect | undefined> {
  const [entry] = await ctx.db
    .select()
    .from(taskHistory)
    .where(and(eq(taskHistory.workspaceId, ctx.workspace.id), eq(taskHistory.taskId, taskId)))
    .orderBy(desc(taskHistory.version))
    .limit(1);
  return entry;
}

/** A task I may see: on a customer I see, or handed to me. */
export async function visibleTask(ctx: Ctx, id: TaskId): Promise<TaskRow | undefined> {
  const [task] = await ctx.db
    .select()
    .from(tasks)
    .where(and(eq(tasks.workspaceId, ctx.workspace.id), eq(tasks.id, id), visible(ctx)));
  return task;
}

/** Of some tasks, those I may see. */
export async function visibleTasks(ctx: Ctx, ids: readonly TaskId[]): Promise<readonly TaskRow[]> {
  if (ids.length === 0) return [];
  return ctx.db
    .select()
    .from(tasks)
    .where(and(eq(tasks.workspaceId, ctx.workspace.id), inArray(tasks.id, [...ids]), visible(ctx)));
}

/** A task, whoever may see it: the caller has checked. */
export async function taskById(ctx: Ctx, id: TaskId): Promise<TaskRow | undefined> {
  const [task] = await ctx.db
    .select()
    .from(tasks)
    .where(and(eq(tasks.workspaceId, ctx.workspace.id), eq(tasks.id, id)));
  return task;
}

/** The tasks that may stand on today's list: all that are not over, and those finished today. Without `mine`, all I may see. */
export async function dayTasks(ctx: Ctx, mine: { personId: PersonId; withUnassigned: boolean } | null): Promise<readonly TaskRow[]> {
  const today = or(notInArray(tasks.state, ['done', 'cancelled']), and(eq(tasks.state, 'done'), eq(tasks.doneOn, ctx.today)));
  return ctx.db
    .select()
    .from(tasks)
    .where(and(eq(tasks.workspaceId, ctx.workspace.id), today, visible(ctx), mine === null ? undefined : belongs(mine)));
}

function belongs({ personId, withUnassigned }: { personId: PersonId; withUnassigned: boolean }): SQL | undefined {
  return withUnassigned ? or(eq(tasks.assigneeId, personId), sql`${tasks.assigneeId} is null`) : eq(tasks.assigneeId, personId);
}

function visible(ctx: Ctx): SQL | undefined {
  const account = visibleAccounts(ctx, tasks.accountId);
  return ctx.principal.kind === 'person' ? or(account, eq(tasks.assigneeId, ctx.principal.personId)) : account;
}

/** The tasks from one warning that are not over. */
export async function unfinishedOfWarning(ctx: Ctx, warningId: WarningId): Promise<readonly TaskRow[]> {
  return ctx.db
    .select()
    .from(tasks)
    .where(
      and(eq(tasks.workspaceId, ctx.workspace.id), eq(tasks.warningId, warningId), ne(tasks.state, 'done'), ne(tasks.state, 'cancelled')),
    );
}

/** Some tasks by id, whoever may see them. */
export async function tasksOfIds(ctx: Ctx, ids: readonly TaskId[]): Promise<readonly TaskRow[]> {
  if (ids.length === 0) return [];
  return ctx.db
    .select()
    .from(tasks)
    .where(and(eq(tasks.workspaceId, ctx.workspace.id), inArray(tasks.id, [...ids])));
}

/** Tasks with somebody to do them that are not over and were due between two days, both included. */
export async function assignedDue(ctx: Ctx, from: Day, to: Day): Promise<readonly TaskRow[]> {
  return ctx.db
    .select()
    .from(tasks)
    .where(
      and(
        eq(tasks.workspaceId, ctx.workspace.id),
        notInArray(tasks.state, ['done', 'cancelled']),
        gte(tasks.dueOn, from),
        lte(tasks.dueOn, to),
        isNotNull(tasks.assigneeId),
      ),
    );
}

/** The tasks about a customer that are not over. The caller checks that it may be seen. */
export async function unfinishedOfAccount(ctx: Ctx, accountId: AccountId): Promise<readonly TaskRow[]> {
  return ctx.db
    .select()
    .from(tasks)
    .where(and(eq(tasks.workspaceId, ctx.workspace.id), eq(tasks.accountId, accountId), notInArray(tasks.state, ['done', 'cancelled'])));
}

/** Some tasks by their origins. */
export async function byOrigins(ctx: Ctx, origins: readonly string[]): Promise<readonly TaskRow[]> {
  if (origins.length === 0) return [];
  return ctx.db
    .select()
    .from(tasks)
    .where(and(eq(tasks.workspaceId, ctx.workspace.id), inArray(tasks.origin, [...origins])));
}

/** Removes the tasks of a customer, and what was done with them. Returns how many rows. */
export async function removeTasks(ctx: Ctx, accountId: AccountId): Promise<number> {
  const own = ctx.db
    .select({ id: tasks.id })
    .from(tasks)
    .where(and(eq(tasks.workspaceId, ctx.workspace.id), eq(tasks.accountId, accountId)));
  const history = await ctx.db
    .delete(taskHistory)
    .where(and(eq(taskHistory.workspaceId, ctx.workspace.id), inArray(taskHistory.taskId, own)));
  const removed = await ctx.db.delete(tasks).where(and(eq(tasks.workspaceId, ctx.workspace.id), eq(tasks.accountId, accountId)));
  return (history.rowCount ?? 0) + (removed.rowCount ?? 0);
}

/** Makes unfinished tasks of one customer another's; only some, where ids are given. Returns which. */
export async function reassignTasks(ctx: Ctx, from: AccountId, to: AccountId, some: readonly TaskId[] | null): Promise<readonly TaskId[]> {
  const moved = await ctx.db
    .update(tasks)
    .set({ accountId: to })
    .where(
      and(
        eq(tasks.workspaceId, ctx.workspace.id),
        eq(tasks.accountId, from),
        ne(tasks.state, 'done'),
        ne(tasks.state, 'cancelled'),
        some === null ? undefined : inArray(tasks.id, [...some]),
      ),
    )
    .returning({ id: tasks.id });
  return moved.map(({ id }) => id);
}

/** Whether any task of the workspace is done. */
export async function someDone(ctx: Ctx): Promise<boolean> {
  const found = await ctx.db
    .select({ id: tasks.id })
    .from(tasks)
    .where(and(eq(tasks.workspaceId, ctx.workspace.id), eq(tasks.state, 'done')))
    .limit(1);
  return found.length > 0;
}
