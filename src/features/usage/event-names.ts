import type { InputOf, OutputOf } from '../../contract/operation.ts';
import type { AccountId } from '../../kernel/ids.ts';
import { formatInstant } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import type { Lot } from '../../platform/events/port.ts';
import { accountsById, visibleAccountIds } from '../accounts/reads.ts';
import type { listEventNames, listEventSamples } from './contract-mappings.ts';
import { callKept, propertiesIn } from './core/mapping.ts';
import { proposals, type SeenName } from './core/mapping-proposals.ts';
import { mappingOf } from './mapping-memory.ts';

/**
 * Names looked at and meanings of theirs, at most, and names shown: a sender that puts an id into a name invents any number of them. The
 * rest is told together; it holds the names that were seldom seen.
 */
export const MOST_LOTS = { names: 5000, lots: 20_000 };
const MOST_NAMES = 500;
const SAMPLES = 5;

/** The names that were seen, the most frequent first, with what their events mean now, and rules that they suggest. */
export async function nameList(ctx: Ctx): Promise<OutputOf<typeof listEventNames>> {
  const { rules, mapping } = await mappingOf(ctx);
  const { lots, ...all } = await ctx.events.largestLots(ctx.workspace.id, MOST_LOTS);
  const byName = new Map<string, Lot[]>();
  for (const lot of lots) {
    const own = byName.get(lot.name);
    if (own === undefined) byName.set(lot.name, [lot]);
    else own.push(lot);
  }
  const names = [...byName].map(([name, own]) => ({
    name,
    events: own.reduce((sum, { events }) => sum + events, 0),
    lastDay: own.map(({ lastDay }) => lastDay).reduce((a, b) => (a > b ? a : b)),
    lastRecordedAt: formatInstant(own.map(({ lastRecordedAt }) => lastRecordedAt).reduce((a, b) => (a > b ? a : b))),
    meanings: own
      .map(({ kind, module, client, events }) => ({ kind, module, client, events }))
      .sort((a, b) => b.events - a.events)
      .slice(0, SAMPLES),
    rules: [...mapping.rulesOf(name)],
  }));
  names.sort((a, b) => b.events - a.events || (a.name < b.name ? -1 : 1));
  const shown = names.slice(0, MOST_NAMES);
  return {
    total: all.names,
    names: shown,
    others: { names: all.names - shown.length, events: all.events - shown.reduce((sum, { events }) => sum + events, 0) },
    proposals: proposals([...byName].map(seenName), rules).map(({ rule, names: meant, events }) => ({ rule, names: [...meant], events })),
  };
}

function seenName([name, lots]: readonly [string, readonly Lot[]]): SeenName {
  const kinds = new Map<Lot['kind'], number>();
  for (const { kind, events } of lots) kinds.set(kind, (kinds.get(kind) ?? 0) + events);
  return {
    name,
    kinds,
    events: lots.reduce((sum, { events }) => sum + events, 0),
    withoutModule: lots.reduce((sum, { module, events }) => sum + (module === null ? events : 0), 0),
  };
}

/** The latest events of a name at customers that the caller may see. */
export async function sampleList(ctx: Ctx, { name }: InputOf<typeof listEventSamples>): Promise<OutputOf<typeof listEventSamples>> {
  const { mapping } = await mappingOf(ctx);
  const visible = await visibleAccountIds(ctx);
  const { events } = await ctx.events.find(ctx.workspace.id, {
    name,
    limit: SAMPLES,
    ...(visible === 'all' ? {} : { accountIds: visible }),
  });
  const accounts = await accountsById(ctx, [...new Set(events.map(({ accountId }): AccountId => accountId))]);
  return {
    samples: events.map(({ kind, module, client, occurredAt, accountId, properties: json }) => {
      const { $call: _, ...properties } = propertiesIn(json) ?? {};
      const type = callKept(propertiesIn(json));
      return {
        ...{ type, kind, module, client, properties },
        ...mapping.measures(type, name, properties),
        occurredAt: formatInstant(occurredAt),
        customer: accounts.get(accountId)?.name ?? '',
      };
    }),
  };
}
