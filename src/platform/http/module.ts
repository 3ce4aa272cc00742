import { sql } from 'drizzle-orm';
import type { AccountId, WorkspaceId } from '../../kernel/ids.ts';
import type { EventStore } from '../events/port.ts';
import { type Module, Reply, route } from '../module.ts';
import type { Runtime } from '../runtime.ts';
import type { SeriesStore } from '../series/port.ts';
import { health, openApi } from './contract.ts';
import { openApiOf } from './openapi.ts';

/** What the house tells about itself: health, and the description of its API. */
export function platformModule(parts: {
  version: string;
  runtime: Runtime;
  events: EventStore;
  series: SeriesStore;
  modules: readonly Module[];
}): Module {
  const nowhere = '' as WorkspaceId;
  const stateOf = (ask: Promise<unknown>): Promise<'ok' | 'failing'> =>
    ask.then(
      () => 'ok' as const,
      () => 'failing' as const,
    );
  const describe = lazily(() =>
    openApiOf([health, openApi, ...parts.modules.flatMap(({ routes }) => (routes ?? []).map(({ operation }) => operation))], parts.version),
  );
  return {
    name: 'platform',
    routes: [
      route(health, async () => {
        const [relational, events, series] = await Promise.all([
          stateOf(parts.runtime.unscopedDb.execute(sql`select 1`)),
          stateOf(parts.events.changedSince(nowhere, Number.MAX_SAFE_INTEGER)),
          stateOf(parts.series.read(nowhere, ['' as AccountId], ['dau'], 0, 0)),
        ]);
        const answer = { version: parts.version, stores: { relational, events, series } };
        return Object.values(answer.stores).every((state) => state === 'ok') ? answer : new Reply(503, answer);
      }),
      route(openApi, async () => describe()),
    ],
  };
}

function lazily<T>(make: () => T): () => T {
  let made: { value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
