import type { AccountId, TaskId } from '../../kernel/ids.ts';
import type { Ctx } from '../../platform/context.ts';
import { reassignTasks, removeTasks } from './store.ts';

/** Forgets the tasks of a customer with their history. Returns how many rows. */
export function forgetTasks(ctx: Ctx, accountId: AccountId): Promise<number> {
  return removeTasks(ctx, accountId);
}

/** Makes the unfinished tasks of one customer another's: when two are merged, and back. Returns which moved. */
export function moveTasks(ctx: Ctx, from: AccountId, to: AccountId, some: readonly string[] | null = null): Promise<readonly string[]> {
  return reassignTasks(ctx, from, to, some as readonly TaskId[] | null);
}
