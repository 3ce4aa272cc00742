import type { WorkspaceId } from '../../kernel/ids.ts';
import { dayFromNumber, type Instant } from '../../kernel/time.ts';
import { NONE } from './dictionary.ts';
import { CLIENTS } from './event-group.ts';
import { type Reading, textsOf, values } from './log-queries.ts';
import { whereOf } from './log-where.ts';
import { EVENT_KINDS, type EventChoice, type EventStore, MOST_MODULES } from './port.ts';

export async function counts(
  { files, dictionary }: Reading,
  workspace: WorkspaceId,
  choice: EventChoice,
): ReturnType<EventStore['counts']> {
  const where = whereOf(dictionary, workspace, choice);
  const days = values(await files.rows(({ rows }) => `select day, count(*)::double from ${rows} where ${where} group by day order by day`));
  const labels = await files.rows(
    ({ rows }) => `select module, kind, client, count(*)::double from ${rows} where ${where} group by module, kind, client`,
  );
  const sums = { modules: new Map<number, number>(), kinds: new Map<number, number>(), clients: new Map<number, number>() };
  for (const [module, kind, client, events] of values(labels)) {
    addTo(sums.modules, Number(module), Number(events));
    addTo(sums.kinds, Number(kind), Number(events));
    addTo(sums.clients, Number(client), Number(events));
  }
  const { listed, others } = largest(sums.modules);
  const names = await textsOf(files, listed);
  return {
    days: days.map(([day, events]) => ({ day: dayFromNumber(Number(day)), events: Number(events) })),
    modules: [...names, [NONE, null] as const].flatMap(([number, module]) => counted({ module }, sums.modules.get(number))),
    otherModules: others,
    kinds: EVENT_KINDS.flatMap((kind, code) => counted({ kind }, sums.kinds.get(code))),
    clients: [...CLIENTS, null].flatMap((client, index) => counted({ client }, sums.clients.get(client === null ? 0 : index + 1))),
  };
}

/** The modules with the most events, and the others together. */
function largest(sums: ReadonlyMap<number, number>): { listed: number[]; others: { modules: number; events: number } } {
  const named = [...sums].filter(([module]) => module !== NONE).sort(([a, x], [b, y]) => y - x || a - b);
  const others = named.slice(MOST_MODULES);
  return {
    listed: named.slice(0, MOST_MODULES).map(([module]) => module),
    others: { modules: others.length, events: others.reduce((sum, [, events]) => sum + events, 0) },
  };
}

function addTo(sums: Map<number, number>, key: number, events: number): void {
  sums.set(key, (sums.get(key) ?? 0) + events);
}

function counted<Label extends object>(label: Label, events: number | undefined): (Label & { events: number })[] {
  return events === undefined ? [] : [{ ...label, events }];
}

export async function arrivals(
  { files, dictionary }: Reading,
  workspace: WorkspaceId,
  since: Instant,
  everyMs: number,
): ReturnType<EventStore['arrivals']> {
  const every = Math.trunc(everyMs);
  const found = values(
    await files.rows(
      ({ rows, texts }) => `
      with counted as (
        select source, (recorded_at // ${every}) as stretch, count(*)::double as events from ${rows}
        where workspace = ${dictionary.find(workspace)} and recorded_at >= ${Math.trunc(since)} group by all)
      select text, (stretch * ${every})::double, events from counted join ${texts} on number = source order by text, stretch`,
    ),
  );
  return found.map(([source, at, events]) => ({ source: String(source), at: Number(at) as Instant, events: Number(events) }));
}
