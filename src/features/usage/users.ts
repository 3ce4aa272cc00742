import type { AccountId } from '../../kernel/ids.ts';
import { type Day, dayNumber } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { liveSpans } from '../accounts/reads.ts';
import { firstDayChanged, type RegistrationWords, registrationAfter, SINCE_EVER } from './core/registration.ts';
import { userAt } from './memory.ts';
import { markDirty } from './store-rollup.ts';
import { type EndUser, knownUsers, knowsUsers, writeUsers } from './store-users.ts';

/** What is said about an end user. */
export interface UserWords extends RegistrationWords {
  readonly accountId: AccountId;
  readonly userId: string;
}

/**
 * Keeps what was said about end users, and marks the customers whose registered users change. Must run in a transaction. The first user a
 * workspace is ever told of changes all its customers: from then on none is inferred (settled 3).
 */
export async function register(ctx: Ctx, words: readonly UserWords[]): Promise<{ created: number; changed: number; unchanged: number }> {
  if (words.length === 0) return { created: 0, changed: 0, unchanged: 0 };
  const first = !(await knowsUsers(ctx));
  const before = new Map((await knownUsers(ctx, words)).map((user) => [userAt(user.accountId, user.userId), user]));
  const after = new Map<string, EndUser>();
  for (const { accountId, userId, ...said } of words) {
    const key = userAt(accountId, userId);
    after.set(key, { accountId, userId, ...registrationAfter(after.get(key) ?? before.get(key) ?? null, said) });
  }
  const dirty = new Map<AccountId, number>();
  const written: EndUser[] = [];
  for (const [key, user] of after) {
    const old = before.get(key) ?? null;
    const from = firstDayChanged(old, user);
    if (from !== null) lower(dirty, user.accountId, from);
    if (from !== null || old?.stated !== user.stated) written.push(user);
  }
  await writeUsers(ctx, written);
  if (first) for (const { accountId } of await liveSpans(ctx)) lower(dirty, accountId, SINCE_EVER);
  await markDirty(ctx, dirty);
  const created = after.size - before.size;
  return { created, changed: written.length - created, unchanged: after.size - written.length };
}

function lower(dirty: Map<AccountId, number>, accountId: AccountId, from: Day): void {
  dirty.set(accountId, Math.min(dirty.get(accountId) ?? Number.POSITIVE_INFINITY, dayNumber(from)));
}
