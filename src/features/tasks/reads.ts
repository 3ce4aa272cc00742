import type { AccountId, TaskId } from '../../kernel/ids.ts';
import { addDays, type Day } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { stateOn } from './core/lifecycle.ts';
import { assignedDue, someDone, tasksOfIds, unfinishedCounts } from './store.ts';
import type { TaskRow } from './tables.ts';

/** Some tasks by id; the caller checks who may see them. */
export async function tasksById(ctx: Ctx, ids: readonly TaskId[]): Promise<ReadonlyMap<TaskId, TaskRow>> {
  return new Map((await tasksOfIds(ctx, [...new Set(ids)])).map((task) => [task.id, task]));
}

/** Tasks that somebody has to do, awake and due on the day or at most so many days before it. */
export async function tasksDue(ctx: Ctx, day: Day, daysBack: number): Promise<readonly TaskRow[]> {
  const due = await assignedDue(ctx, addDays(day, -daysBack), day);
  return due.filter((task) => ['open', 'claimed'].includes(stateOn(task, day)));
}

/** How many tasks on some customers are not over; a customer without any is absent. The caller checks who may see them. */
export async function unfinishedTasks(ctx: Ctx, accountIds: readonly AccountId[]): Promise<ReadonlyMap<AccountId, number>> {
  return new Map((await unfinishedCounts(ctx, accountIds)).map(({ accountId, open }) => [accountId, open]));
}

/** Whether anybody has ever done a task. */
export function someTaskDone(ctx: Ctx): Promise<boolean> {
  return someDone(ctx);
}
