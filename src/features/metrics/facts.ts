import type { AccountId } from '../../kernel/ids.ts';
import { type Day, dayFromNumber, dayNumber } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { mappedFrom, registeredUsers } from '../usage/reads.ts';
import { IN_USE } from './core/module-counts.ts';
import { daysBefore, type LiveSpan, type UsageFacts } from './core/usage-columns.ts';

const NO_ROWS = [0, 0] as const;

interface AccountRows {
  readonly accounts: readonly AccountId[];
  readonly account: Int32Array;
}

/** What is the same for all accounts of a workspace, read once for a whole run. */
export interface WorkspaceFacts {
  /** Delivery days by source, ascending. */
  readonly deliveries: ReadonlyMap<string, Int32Array>;
  readonly mappedFrom: UsageFacts['mappedFrom'];
}

/** Reads what all accounts share: what was delivered when, and since when logins are recognised. */
export async function workspaceFacts(ctx: Ctx): Promise<WorkspaceFacts> {
  const deliveries = await ctx.events.deliveries(ctx.workspace.id);
  const mapped = await mappedFrom(ctx);
  return {
    deliveries: new Map(deliveries.map(({ source, days }) => [source, days])),
    mappedFrom: {
      login: firstDayOf(mapped.login),
      module: firstDayOf(mapped.module),
      client: firstDayOf(mapped.client),
      seconds: firstDayOf(mapped.seconds),
    },
  };
}

function firstDayOf(mapped: Day | 'always' | null): number | null {
  return mapped === null ? null : mapped === 'always' ? Number.NEGATIVE_INFINITY : dayNumber(mapped);
}

/** Reads what the stored columns of some accounts are made of, for day numbers `from` to `to`. */
export async function usageFacts(
  ctx: Ctx,
  shared: WorkspaceFacts,
  spans: ReadonlyMap<AccountId, LiveSpan>,
  from: number,
  to: number,
): Promise<ReadonlyMap<AccountId, UsageFacts>> {
  const ids = [...spans.keys()];
  const registered = await registeredUsers(ctx, ids);
  const [workspaceId, last] = [ctx.workspace.id, dayFromNumber(to)];
  const [userDays, moduleDays, onlineDays, sources] = await Promise.all([
    ctx.events.userDays(workspaceId, ids, dayFromNumber(from - daysBefore(registered !== null)), last),
    ctx.events.moduleDays(workspaceId, ids, dayFromNumber(from - IN_USE.windowDays + 1), last),
    ctx.events.onlineDays(workspaceId, ids, dayFromNumber(from), last),
    ctx.events.sourcesOf(workspaceId, ids),
  ]);
  const [rows, moduleRows, onlineRows] = [rowsByAccount(userDays), rowsByAccount(moduleDays), rowsByAccount(onlineDays)];
  const united = new Map<string, Int32Array>();
  return new Map(
    [...spans].map(([accountId, live]) => {
      const [start, end] = rows.get(accountId) ?? NO_ROWS;
      const modules = moduleRows.get(accountId) ?? NO_ROWS;
      const online = onlineRows.get(accountId) ?? NO_ROWS;
      const spansOfUsers = registered === null ? null : (registered.get(accountId) ?? []);
      return [
        accountId,
        {
          live,
          user: userDays.user.subarray(start, end),
          day: userDays.day.subarray(start, end),
          login: userDays.login.subarray(start, end),
          clients: userDays.clients.subarray(start, end),
          modules: {
            module: moduleDays.module.subarray(...modules),
            day: moduleDays.day.subarray(...modules),
            user: moduleDays.user.subarray(...modules),
          },
          online: {
            client: onlineDays.client.subarray(...online),
            day: onlineDays.day.subarray(...online),
            seconds: onlineDays.seconds.subarray(...online),
          },
          deliveryDays: deliveryDays(shared, sources.get(accountId) ?? [], united),
          mappedFrom: shared.mappedFrom,
          registered:
            spansOfUsers?.map((span) => ({ from: dayNumber(span.from), to: span.to === null ? null : dayNumber(span.to) })) ?? null,
        },
      ];
    }),
  );
}

/** Rows of one account stand together: from where to where. */
export function rowsByAccount({ accounts, account }: AccountRows): ReadonlyMap<AccountId, readonly [number, number]> {
  const rows = new Map<AccountId, readonly [number, number]>();
  for (let start = 0; start < account.length; ) {
    let end = start + 1;
    while (end < account.length && account[end] === account[start]) end += 1;
    const accountId = accounts[account[start] ?? 0];
    if (accountId !== undefined) rows.set(accountId, [start, end]);
    start = end;
  }
  return rows;
}

// Settled 1: an account's sources are those that ever served it; while there are none, all of the workspace.
function deliveryDays(shared: WorkspaceFacts, sources: readonly string[], united: Map<string, Int32Array>): Int32Array {
  const names = (sources.length > 0 ? [...sources] : [...shared.deliveries.keys()]).sort();
  const key = JSON.stringify(names);
  const known = united.get(key);
  if (known !== undefined) return known;
  const days = Int32Array.from(new Set(names.flatMap((name) => [...(shared.deliveries.get(name) ?? [])]))).sort();
  united.set(key, days);
  return days;
}
