import type { AccountId } from '../../kernel/ids.ts';
import type { Ctx } from '../../platform/context.ts';
import { removeTasks } from './store.ts';

/** Forgets the tasks of a customer with their history. Returns how many rows. */
export function forgetTasks(ctx: Ctx, accountId: AccountId): Promise<number> {
  return removeTasks(ctx, accountId);
}
