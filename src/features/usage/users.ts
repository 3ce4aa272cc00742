import type { AccountId } from '../../kernel/ids.ts';
import { type Day, dayNumber } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { liveSpans } from '../accounts/reads.ts';
import { firstDayChanged, type RegistrationWords, registrationAfter, SINCE_EVER } from './core/registration.ts';
import { userAt } from './memory.ts';
import { markDirty } from './store-rollup.ts';
import { type EndUser, knownUsers, knowsUsers, removeRegistrations, writeUsers } from './store-users.ts';

/** What is said about an end user. */
export interface UserWords extends RegistrationWords {
  readonly accountId: AccountId;
  readonly userId: string;
}

/** An end user as written, and as they were before; null when nobody knew them. */
export interface WrittenUser {
  readonly before: EndUser | null;
  readonly after: EndUser;
}

export interface Registered {
  readonly created: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly written: readonly WrittenUser[];
}

/**
 * Keeps what was said about end users, and marks the customers whose registered users change. Must run in a transaction. The first user a
 * workspace is ever told of changes all its customers: from then on none is inferred (settled 3).
 */
export async function register(ctx: Ctx, words: readonly UserWords[]): Promise<Registered> {
  if (words.length === 0) return { created: 0, changed: 0, unchanged: 0, written: [] };
  const first = !(await knowsUsers(ctx));
  const before = new Map((await knownUsers(ctx, words)).map((user) => [userAt(user.accountId, user.userId), user]));
  const after = new Map<string, EndUser>();
  for (const { accountId, userId, ...said } of words) {
    const key = userAt(accountId, userId);
    after.set(key, { accountId, userId, ...registrationAfter(after.get(key) ?? before.get(key) ?? null, said) });
  }
  const dirty = new Map<AccountId, number>();
  const written: WrittenUser[] = [];
  for (const [key, user] of after) {
    const old = before.get(key) ?? null;
    const from = firstDayChanged(old, user);
    if (from !== null) lower(dirty, user.accountId, from);
    if (from !== null || old?.stated !== user.stated) written.push({ before: old, after: user });
  }
  await writeUsers(
    ctx,
    written.map(({ after: user }) => user),
  );
  if (first) for (const { accountId } of await liveSpans(ctx)) lower(dirty, accountId, SINCE_EVER);
  await markDirty(ctx, dirty);
  const created = after.size - before.size;
  return { created, changed: written.length - created, unchanged: after.size - written.length, written };
}

/**
 * Takes back what was written of end users: those that are as they were written then become what they were before, or are gone. Must run in
 * a transaction. Returns those that were changed since, which stay as they are.
 */
export async function takeBack(ctx: Ctx, written: readonly WrittenUser[]): Promise<readonly EndUser[]> {
  const now = new Map(
    (
      await knownUsers(
        ctx,
        written.map(({ after }) => after),
      )
    ).map((user) => [userAt(user.accountId, user.userId), user]),
  );
  const dirty = new Map<AccountId, number>();
  const changed: EndUser[] = [];
  const [back, gone]: [EndUser[], EndUser[]] = [[], []];
  for (const { before, after } of written) {
    const user = now.get(userAt(after.accountId, after.userId));
    if (user === undefined) continue;
    if (user.from !== after.from || user.stated !== after.stated || user.to !== after.to) {
      changed.push(user);
      continue;
    }
    if (before === null) gone.push(user);
    else back.push(before);
    lower(dirty, after.accountId, firstDayChanged(before, after) ?? after.from);
  }
  await writeUsers(ctx, back);
  await removeRegistrations(ctx, gone);
  // Without any user left they are inferred again (settled 3), everywhere.
  if (gone.length > 0 && !(await knowsUsers(ctx))) for (const { accountId } of await liveSpans(ctx)) lower(dirty, accountId, SINCE_EVER);
  await markDirty(ctx, dirty);
  return changed;
}

function lower(dirty: Map<AccountId, number>, accountId: AccountId, from: Day): void {
  dirty.set(accountId, Math.min(dirty.get(accountId) ?? Number.POSITIVE_INFINITY, dayNumber(from)));
}
