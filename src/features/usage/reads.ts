import type { AccountId } from '../../kernel/ids.ts';
import { addDays, type Day } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import type { DepthKind } from '../../platform/events/port.ts';
import { bySign, type CountedSign, signsNamed } from './core/mapping.ts';
import { SINCE_EVER } from './core/registration.ts';
import { mappingOf } from './mapping-memory.ts';
import { silencesTold } from './store-silences.ts';
import { knowsUsers, usersOf } from './store-users.ts';
import { retiredSources } from './store-waiting.ts';

/**
 * Since when logins, modules, clients and seconds are recognised: the day of the first one (decision 0005). Null: none was ever seen.
 * `always`: a person wrote a mapping that names them.
 */
export async function mappedFrom(ctx: Ctx): Promise<Readonly<Record<CountedSign, Day | 'always' | null>>> {
  const named = signsNamed((await mappingOf(ctx)).rules);
  const first = await ctx.events.firstDays(ctx.workspace.id);
  return bySign((sign) => (named.includes(sign) ? 'always' : (first.get(sign) ?? null)));
}

/** The same for the kinds that say how deep a product is used (settled 2). */
export async function depthFrom(ctx: Ctx): Promise<Readonly<Record<DepthKind, Day | 'always' | null>>> {
  const { rules } = await mappingOf(ctx);
  const first = await ctx.events.firstDays(ctx.workspace.id);
  const since = (wanted: DepthKind) => (rules.some(({ kind }) => kind === wanted) ? 'always' : (first.get(wanted) ?? null));
  return {
    record: since('record'),
    'process-finished': since('process-finished'),
    'integration-call': since('integration-call'),
    'extension-use': since('extension-use'),
  };
}

/**
 * From when to when the end users of some customers are registered; `to` is the last day before being disabled. A customer of whose users
 * nobody told is absent. Null: the workspace was never told of any user, so they are inferred from use (settled 3).
 */
export async function registeredUsers(
  ctx: Ctx,
  ids: readonly AccountId[],
): Promise<ReadonlyMap<AccountId, readonly { from: Day; to: Day | null }[]> | null> {
  if (await registeredUsersAreInferred(ctx)) return null;
  const users = new Map<AccountId, { from: Day; to: Day | null }[]>();
  for (const { accountId, from, to } of await usersOf(ctx, ids)) {
    const own = users.get(accountId);
    if (own === undefined) users.set(accountId, [{ from, to }]);
    else own.push({ from, to });
  }
  return users;
}

/**
 * The end users of some customers that somebody told of, by customer and user id. `createdOn` null: nobody said since when; `disabledOn`: the
 * first day on which one is no longer enabled.
 */
export async function toldUsers(
  ctx: Ctx,
  ids: readonly AccountId[],
): Promise<readonly { accountId: AccountId; userId: string; createdOn: Day | null; disabledOn: Day | null }[]> {
  return (await usersOf(ctx, ids)).map(({ accountId, userId, from, stated, to }) => ({
    ...{ accountId, userId },
    createdOn: stated && from !== SINCE_EVER ? from : null,
    disabledOn: to === null ? null : addDays(to, 1),
  }));
}

/** The sources of which a person said that nothing more is expected. */
export function retiredSourceNames(ctx: Ctx): Promise<ReadonlySet<string>> {
  return retiredSources(ctx);
}

/** Whether the registered users are inferred from use, because nobody ever told of any. */
export async function registeredUsersAreInferred(ctx: Ctx): Promise<boolean> {
  return !(await knowsUsers(ctx));
}

/** Sources that are silent, each with the last day on which it delivered. */
export function openSilences(ctx: Ctx): Promise<ReadonlyMap<string, Day>> {
  return silencesTold(ctx);
}
