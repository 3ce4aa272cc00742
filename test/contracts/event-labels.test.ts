import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AccountId, WorkspaceId } from '../../src/kernel/ids.ts';
import { addDays, day, type Instant, instant } from '../../src/kernel/time.ts';
import { openDuckDbEventStore } from '../../src/platform/events/duckdb-event-store.ts';
import { EVENT_KINDS, type EventStore, type Lot, type RelabelScope, type Split, type UsageEvent } from '../../src/platform/events/port.ts';
import { manyRuns } from '../many-runs.ts';
import { naiveEventStore } from './naive-event-store.ts';

const OPEN: Record<string, (path: string) => Promise<EventStore>> = {
  'one file': openDuckDbEventStore,
  'sealed after every few events': (path) => openDuckDbEventStore(path, { rows: 5, ms: 1e9 }),
};
const WORKSPACES = ['ws_a', 'ws_b'] as WorkspaceId[];
const ACCOUNTS = ['acc_1', 'acc_2', 'acc_3'] as AccountId[];
const FIRST = day('2026-01-01');
const START = instant('2026-01-01T00:00:00Z');
const HOUR = 3_600_000;

const properties = fc
  .record(
    {
      plan: fc.constantFrom('gold', 'it\'s "new"', '', 1, 1.5, true, null, ['gold'], { plan: 'gold' }),
      'a/b~c': fc.constantFrom('gold', 'x', '', 7),
      other: fc.constant('"plan"'),
      seconds: fc.constantFrom(0, 30, 1.5, '90', 'long', -3, 1e6),
    },
    { requiredKeys: [] },
  )
  .map((one) => (Object.keys(one).length === 0 ? '' : JSON.stringify(one)));

const events = fc.array(
  fc
    .record({
      workspaceId: fc.constantFrom(...WORKSPACES),
      source: fc.constantFrom('web', '导入'),
      accountId: fc.constantFrom(...ACCOUNTS),
      userId: fc.constantFrom('u1', '王芳', null),
      name: fc.constantFrom('Logged In', '登录', 'order.new'),
      kind: fc.constantFrom(...EVENT_KINDS),
      module: fc.constantFrom('crm', '报表', null),
      client: fc.constantFrom('pc' as const, 'app' as const, null),
      seconds: fc.constantFrom(0, 60),
      after: fc.nat(9),
      excluded: fc.boolean(),
      properties,
    })
    .map(({ after, ...rest }, messageId = 0): UsageEvent => {
      const at = (START + after * HOUR) as Instant;
      return { ...rest, messageId: String(messageId), occurredAt: at, day: addDays(FIRST, after), recordedAt: (at + 5000) as Instant };
    }),
  { maxLength: 40 },
);

const SPLITS: readonly Split[] = [
  { property: 'plan', values: ['gold', '1', 'true', 'it\'s "new"'] },
  { property: 'a/b~c', values: 'any' },
];

const scopes: fc.Arbitrary<RelabelScope> = fc.record(
  {
    splits: fc.constant(SPLITS),
    relabels: fc.uniqueArray(
      fc.record({
        name: fc.constantFrom('Logged In', '登录', 'never seen'),
        values: fc.tuple(fc.constantFrom('gold', '1', null), fc.constantFrom('', null)),
        to: fc.record(
          {
            kind: fc.constantFrom('login' as const, 'record' as const),
            client: fc.constantFrom('pc' as const, null),
            module: fc.constantFrom('crm', '新模块', null),
            seconds: fc.constantFrom('a/b~c', 'plan', null),
          },
          { requiredKeys: ['kind', 'client'] },
        ),
      }),
      { selector: ({ name, values }) => JSON.stringify([name, values]), maxLength: 6 },
    ),
    from: fc.constantFrom(FIRST, addDays(FIRST, 3)),
    to: fc.constantFrom(addDays(FIRST, 4), addDays(FIRST, 9)),
  },
  { requiredKeys: ['splits', 'relabels'] },
);

const choices = fc.record(
  {
    accountId: fc.constantFrom(...ACCOUNTS, 'nobody' as AccountId),
    accountIds: fc.subarray([...ACCOUNTS, 'nobody' as AccountId]),
    userId: fc.constantFrom('u1', 'nobody'),
    name: fc.constantFrom('登录', 'never seen'),
    module: fc.constantFrom('crm', 'never seen'),
    source: fc.constantFrom('web', 'never seen'),
    kind: fc.constantFrom(...EVENT_KINDS),
    from: fc.constant(addDays(FIRST, 2)),
    to: fc.constant(addDays(FIRST, 7)),
  },
  { requiredKeys: [] },
);

const inOrder = (lots: readonly Lot[]): string[] => lots.map((lot) => JSON.stringify(lot, Object.keys(lot).sort())).sort();

async function everything(store: EventStore, choice: object): Promise<unknown> {
  return Promise.all(
    WORKSPACES.map(async (id) => ({
      counts: await store.counts(id, choice),
      found: await store.find(id, { ...choice, limit: 1000 }),
      some: await store.find(id, { ...choice, limit: 3 }),
      arrivals: await store.arrivals(id, (START + 2 * HOUR) as Instant, 2 * HOUR),
      lots: inOrder(await store.lots(id, SPLITS, ['Logged In', '登录', 'order.new'])),
      names: await store.names(id, '', 10),
      later: await store.names(id, 'Logged In', 1),
      all: await store.largestLots(id, { names: 10, lots: 1000 }).then(({ lots, ...counts }) => ({ ...counts, lots: inOrder(lots) })),
      ofNames: inOrder(await store.lots(id, [], ['登录', 'never seen'])),
    })),
  );
}

describe.each(Object.entries(OPEN))('what kept events mean: %s', (_, open) => {
  test('looking, counting and saying anew go as in the naive reference', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(events, events, scopes, choices, async (before, after, scope, choice) => {
        const [store, reference] = [await open(':memory:'), naiveEventStore()];
        const named = (list: readonly UsageEvent[], round: string) =>
          list.map((event, index) => ({ ...event, messageId: `${round}${index}` }));
        for (const one of [store, reference]) await one.append(named(before, 'a'));
        const [workspace] = WORKSPACES as [WorkspaceId];
        expect(await store.wouldRelabel(workspace, scope)).toEqual(await reference.wouldRelabel(workspace, scope));
        expect(await store.relabel(workspace, scope)).toEqual(await reference.relabel(workspace, scope));
        expect(await store.wouldRelabel(workspace, scope)).toEqual([]);
        for (const one of [store, reference]) await one.append(named(after, 'b'));
        expect(await everything(store, choice)).toEqual(await everything(reference, choice));
        await store.close();
      }),
      { seed: 20_261_124, numRuns: manyRuns(12) },
    );
  });

  test('of any number of names a list holds the most frequent ones, and tells of all', async () => {
    const store = await open(':memory:');
    const [workspaceId] = WORKSPACES as [WorkspaceId];
    const [accountId] = ACCOUNTS as [AccountId];
    const named = (name: string, index: number): UsageEvent => ({
      ...{ workspaceId, accountId, name, source: 'web', messageId: `${name} ${index}`, userId: 'u1', kind: 'action', module: null },
      ...{ client: null, seconds: 0, occurredAt: START, day: FIRST, recordedAt: START, excluded: false, properties: '' },
    });
    await store.append(Array.from({ length: 3000 }, (_, index) => ({ ...named(`opened order ${index}`, 0), module: `m${index % 700}` })));
    await store.append(['login', 'export'].flatMap((name) => Array.from({ length: name.length }, (_, index) => named(name, index))));
    const { lots, names, events: all } = await store.largestLots(workspaceId, { names: 5, lots: 5 });
    expect([lots.map(({ name, events: count }) => `${name}: ${count}`).slice(0, 2), lots.length, names, all]).toEqual([
      ['export: 6', 'login: 5'],
      5,
      3002,
      3011,
    ]);
    const { modules, otherModules } = await store.counts(workspaceId, {});
    const listed = modules.reduce((sum, { events: count }) => sum + count, 0);
    expect([modules.length, otherModules.modules, listed + otherModules.events]).toEqual([501, 200, 3011]);
    const pages = [await store.names(workspaceId, '', 2), await store.names(workspaceId, 'login', 2)];
    expect(pages).toEqual([
      ['export', 'login'],
      ['opened order 0', 'opened order 1'],
    ]);
    await store.close();
  });

  test('what was said anew is there after a restart, and a new module with it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'mooring-labels-'));
    try {
      const path = join(folder, 'events.duckdb');
      const first = await open(path);
      const [workspaceId] = WORKSPACES as [WorkspaceId];
      const [accountId] = ACCOUNTS as [AccountId];
      const kept = {
        workspaceId,
        accountId,
        source: 'web',
        userId: 'u1',
        name: 'enter',
        kind: 'action',
        module: null,
        client: null,
        seconds: 0,
      } as const;
      const event = (messageId: string): UsageEvent => ({
        ...kept,
        messageId,
        occurredAt: START,
        day: FIRST,
        recordedAt: START,
        excluded: false,
        properties: '',
      });
      await first.append([event('a')]);
      const scope: RelabelScope = {
        splits: [],
        relabels: [{ name: 'enter', values: [], to: { kind: 'login', client: 'pc', module: '大门' } }],
      };
      expect(await first.relabel(workspaceId, scope)).toEqual([{ accountId, from: FIRST, events: 1 }]);
      await first.close();
      const second = await open(path);
      expect(await second.append([event('a'), event('b')])).toEqual(['duplicate', 'accepted']);
      const { events: found } = await second.find(workspaceId, { limit: 9 });
      expect(found.map(({ messageId, kind, module, client }) => [messageId, kind, module, client])).toEqual([
        ['b', 'action', null, null],
        ['a', 'login', '大门', 'pc'],
      ]);
      await second.close();
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
