import type { AccountId } from '../../kernel/ids.ts';
import { type Day, dayFromNumber, dayNumber } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import type { NamedModuleDays } from '../../platform/events/port.ts';
import { pageOfRecords } from '../../platform/records/read-records.ts';
import { moduleKind } from '../contracts/core/kinds.ts';
import { depthFrom } from '../usage/reads.ts';
import type { LineFact } from './core/account-facts.ts';
import { DEPTH_DAYS, type DepthFacts, type DepthKind } from './core/depth.ts';
import { IN_USE } from './core/module-counts.ts';
import type { ModuleFacts } from './core/module-share.ts';
import { NO_MODULES } from './core/usage-columns.ts';
import { rowsByAccount } from './facts.ts';

/** Modules that are looked at: a vendor sells tens of them. */
const MOST_MODULES = 1000;

/** Which modules customers use of those that are recorded; null where the workspace records none. */
export async function moduleFacts(
  ctx: Ctx,
  lines: ReadonlyMap<AccountId, readonly LineFact[]>,
  from: number,
  to: number,
): Promise<((accountId: AccountId) => ModuleFacts) | null> {
  const recorded = await pageOfRecords(ctx, moduleKind, {}, MOST_MODULES);
  if (recorded.length === 0) return null;
  const ids = [...lines.keys()];
  const days = await ctx.events.namedModuleDays(ctx.workspace.id, ids, dayFromNumber(from - IN_USE.windowDays + 1), dayFromNumber(to));
  const rows = rowsByAccount(days);
  return (accountId) => {
    const used = useByName(days, rows.get(accountId) ?? [0, 0]);
    return {
      modules: recorded.map(({ id, content: { name, product, core } }) => ({
        core: core === true,
        product: typeof product === 'string' ? product : null,
        // Senders name a module as people do, or by its id.
        use: (typeof name === 'string' ? used.get(name) : undefined) ?? used.get(id) ?? NO_MODULES,
      })),
      products: (lines.get(accountId) ?? []).flatMap(({ product, from: since, to: until }) =>
        product === undefined || product === null ? [] : [{ product, from: since, to: until }],
      ),
    };
  };
}

function useByName(
  days: NamedModuleDays,
  [start, end]: readonly [number, number],
): ReadonlyMap<string, ModuleFacts['modules'][number]['use']> {
  const used = new Map<string, ModuleFacts['modules'][number]['use']>();
  for (let row = start; row < end; ) {
    let last = row + 1;
    while (last < end && days.module[last] === days.module[row]) last += 1;
    used.set(days.names[days.name[row] ?? 0] ?? '', {
      module: days.module.subarray(row, last),
      day: days.day.subarray(row, last),
      user: days.user.subarray(row, last),
    });
    row = last;
  }
  return used;
}

/** When the users of customers first logged in: activated seats (ACT-02). */
export async function loginFacts(ctx: Ctx, accountIds: readonly AccountId[]): Promise<(accountId: AccountId) => Int32Array> {
  const logins = await ctx.events.firstLogins(ctx.workspace.id, accountIds);
  const rows = rowsByAccount(logins);
  return (accountId) => logins.day.slice(...(rows.get(accountId) ?? [0, 0])).sort();
}

/** What says how deep customers use the product. The log is asked only where anything of the kind was ever seen or mapped. */
export async function depthFacts(
  ctx: Ctx,
  accountIds: readonly AccountId[],
  from: number,
  to: number,
): Promise<(accountId: AccountId) => DepthFacts> {
  const since = await depthFrom(ctx);
  const numbered = (kind: DepthKind): number | null => firstDayOf(since[kind]);
  const mappedFrom = {
    record: numbered('record'),
    'process-finished': numbered('process-finished'),
    'integration-call': numbered('integration-call'),
    'extension-use': numbered('extension-use'),
  };
  const seen = Object.values(since).some((day) => day !== null);
  const asked = seen ? accountIds : [];
  const days = await ctx.events.depthDays(ctx.workspace.id, asked, dayFromNumber(from - DEPTH_DAYS + 1), dayFromNumber(to));
  const rows = rowsByAccount(days);
  return (accountId) => {
    const [start, end] = rows.get(accountId) ?? [0, 0];
    return {
      mappedFrom,
      rows: {
        kind: days.kind.subarray(start, end),
        name: days.name.subarray(start, end),
        user: days.user.subarray(start, end),
        day: days.day.subarray(start, end),
        events: days.events.subarray(start, end),
      },
    };
  };
}

function firstDayOf(since: Day | 'always' | null): number | null {
  if (since === null) return null;
  return since === 'always' ? Number.NEGATIVE_INFINITY : dayNumber(since);
}
