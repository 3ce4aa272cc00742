import type { WorkspaceId } from '../../kernel/ids.ts';
import { dayFromNumber, type Instant } from '../../kernel/time.ts';
import { type Reading, values } from './log-queries.ts';
import { whereOf } from './log-where.ts';
import type { EventChoice, EventStore } from './port.ts';

export async function counts(
  { files, dictionary }: Reading,
  workspace: WorkspaceId,
  choice: EventChoice,
): ReturnType<EventStore['counts']> {
  const where = whereOf(dictionary, workspace, choice);
  const days = values(await files.rows(({ rows }) => `select day, count(*)::double from ${rows} where ${where} group by day order by day`));
  const modules = values(
    await files.rows(
      ({ rows, texts }) => `
      with counted as (select module, count(*)::double as events from ${rows} where ${where} group by module)
      select text, events from counted left join ${texts} on number = module order by text nulls last`,
    ),
  );
  return {
    days: days.map(([day, events]) => ({ day: dayFromNumber(Number(day)), events: Number(events) })),
    modules: modules.map(([module, events]) => ({ module: module === null ? null : String(module), events: Number(events) })),
  };
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
