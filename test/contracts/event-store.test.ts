import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AccountId, WorkspaceId } from '../../src/kernel/ids.ts';
import { addDays, type Day, day, dayOf, type Instant, instant } from '../../src/kernel/time.ts';
import { openDuckDbEventStore } from '../../src/platform/events/duckdb-event-store.ts';
import { startEventStore } from '../../src/platform/events/event-thread.ts';
import {
  DEPTH_KINDS,
  type DepthDays,
  EVENT_KINDS,
  type EventStore,
  type EventsSince,
  type FirstLogins,
  MANY_USERS,
  type ModuleDays,
  type NamedModuleDays,
  type OnlineDays,
  type UsageEvent,
  type UserDays,
} from '../../src/platform/events/port.ts';
import { manyRuns } from '../many-runs.ts';
import { PICKS, pickedOf } from './naive-event-picks.ts';
import { naiveEventStore } from './naive-event-store.ts';

/** How to open it, and how many histories it is put through: a thread takes a second to start from source. */
const IMPLEMENTATIONS: Record<string, [open: (path: string) => Promise<EventStore>, histories: number]> = {
  duckdb: [openDuckDbEventStore, manyRuns(12)],
  'duckdb, sealed after every few events': [(path) => openDuckDbEventStore(path, { rows: 5, ms: 1e9 }), manyRuns(5)],
  'duckdb in its thread': [startEventStore, manyRuns(2)],
};
const WORKSPACES = ['ws_a', 'ws_b'] as WorkspaceId[];
const ACCOUNTS = ['acc_1', 'acc_2', 'stable/mariadb'] as AccountId[];
const START = instant('2026-01-01T00:00:00Z');
/** All within the days for which ids are remembered in memory; what happens beyond them has its own tests. */
const RECORDED = instant('2026-02-11T00:00:00Z');

const eventArbitrary = fc
  .record({
    workspaceId: fc.constantFrom(...WORKSPACES),
    source: fc.constantFrom('web', 'import', '导入'),
    messageId: fc.integer({ min: 0, max: 60 }).map((n) => `m${n}`),
    accountId: fc.constantFrom(...ACCOUNTS),
    userId: fc.constantFrom('u1', 'u2', '王芳', '😀', '￿', null),
    name: fc.constantFrom('Logged In', '登录', ''),
    kind: fc.constantFrom(...EVENT_KINDS),
    module: fc.constantFrom('crm', '报表', null),
    client: fc.constantFrom('pc' as const, 'app' as const, 'other' as const, null),
    seconds: fc.constantFrom(0, 0, 60, 86_400),
    minutes: fc.integer({ min: 0, max: 40 * 1440 }),
    excluded: fc.boolean(),
    properties: fc.constantFrom('', '{"a":1}', '{"a":1,"~b/":"0.25","n":-2.5}', '{"n":0.1}'),
  })
  .map(({ minutes, ...rest }): UsageEvent => {
    const occurredAt = (START + minutes * 60_000) as Instant;
    return { ...rest, occurredAt, day: dayOf(occurredAt, 'Asia/Shanghai'), recordedAt: (RECORDED + minutes * 1000) as Instant };
  });

const historyArbitrary = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.array(eventArbitrary, { maxLength: 15 }).map((events) => ({ append: events })) },
    {
      weight: 1,
      arbitrary: fc
        .record({
          erase: fc.constantFrom(...ACCOUNTS, undefined),
          workspaceId: fc.constantFrom(...WORKSPACES),
          userId: fc.constantFrom('u1', undefined),
          brought: fc.option(
            fc.record({
              source: fc.constantFrom('import', '导入', 'none'),
              // Every moment of a stretch of four weeks: a single one would hardly ever be met.
              recordedAt: fc
                .nat(20 * 1440)
                .map((from) => Array.from({ length: 20 * 1440 }, (_, at) => (RECORDED + (from + at) * 1000) as Instant)),
            }),
            { nil: undefined },
          ),
        })
        .filter(({ erase, userId, brought }) => erase !== undefined || userId !== undefined || brought !== undefined),
    },
    { weight: 1, arbitrary: fc.array(eventArbitrary, { maxLength: 15 }).map((events) => ({ judge: events })) },
  ),
  { maxLength: 8 },
);

async function everything(store: EventStore): Promise<unknown> {
  const [from, to] = [day('2026-01-05'), day('2026-02-01')];
  return Promise.all(
    WORKSPACES.map(async (id) => ({
      userDays: usersOf(await store.userDays(id, ['acc_2', 'stable/mariadb', 'acc_1', 'none'] as AccountId[], from, to)),
      firstLogins: loginsOf(await store.firstLogins(id, ['acc_2', 'stable/mariadb', 'acc_1', 'none'] as AccountId[])),
      deliveries: await store.deliveries(id),
      sources: await store.sourcesOf(id, ACCOUNTS.slice(0, 2)),
      firstDays: [...(await store.firstDays(id))].sort(),
      modules: modulesOf(await store.moduleDays(id, ['acc_2', 'stable/mariadb', 'acc_1', 'none'] as AccountId[], from, to)),
      named: namedOf(await store.namedModuleDays(id, ['acc_2', 'stable/mariadb', 'acc_1', 'none'] as AccountId[], from, to)),
      depth: depthOf(await store.depthDays(id, ['acc_2', 'stable/mariadb', 'acc_1', 'none'] as AccountId[], from, to)),
      picked: await Promise.all(PICKS.map(async (pick) => pickedOf(await store.pickedDays(id, ACCOUNTS, pick, from, to)))),
      firstPicked: await Promise.all(PICKS.map((pick) => store.firstPicked(id, pick))),
      online: onlineOf(await store.onlineDays(id, ['acc_2', 'stable/mariadb', 'acc_1', 'none'] as AccountId[], from, to)),
      changed: changedOf(await store.changedSince(id, 0)),
      found: await Promise.all(ACCOUNTS.map((accountId) => store.find(id, { accountId, from, kind: 'login', limit: 3 }))),
      all: await Promise.all(ACCOUNTS.map((accountId) => store.find(id, { accountId, limit: 1000 }))),
    })),
  );
}

/** First days of users by customer; the users themselves come in any order. */
function loginsOf({ accounts, account, day: days }: FirstLogins): unknown {
  return accounts.map((id, position) => [id, [...days].filter((_, row) => account[row] === position).sort((a, b) => a - b)]);
}

/** Which customer used which module on which days. */
function namedOf({ accounts, account, name, names, day: days }: NamedModuleDays): unknown {
  return [...new Set([...account.keys()].map((row) => `${accounts[account[row] ?? 0]} ${names[name[row] ?? 0]} ${days[row]}`))].sort();
}

/** Customers, and of each kind the events of a day: of how many names by how many users; names and users themselves come in any order. */
function depthOf({ accounts, account, kind, name, user, day: days, events }: DepthDays): unknown {
  const rows = [...account.keys()];
  return accounts.map((id, position) => [
    id,
    DEPTH_KINDS.map((_, code) => {
      const own = rows.filter((row) => account[row] === position && kind[row] === code);
      return [...new Set(own.map((row) => name[row] ?? 0))]
        .map((called) => own.filter((row) => name[row] === called))
        .map((group) => [
          new Set(group.map((row) => user[row])).size,
          group.filter((row) => user[row] === 0).length,
          group.map((row) => `${days[row]}:${events[row]}`).sort(),
        ])
        .map((one) => JSON.stringify(one))
        .sort();
    }),
  ]);
}

/** Customers in their order, and the days of each of their users; users themselves come in any order. */
function usersOf({ accounts, account, user, day: days, login, clients }: UserDays): unknown {
  return accounts.map((id, position) => {
    const users = new Map<number, string>();
    const rows = [...account.keys()].filter((row) => account[row] === position);
    for (const row of rows) users.set(user[row] ?? 0, `${users.get(user[row] ?? 0) ?? ''} ${days[row]}:${login[row]}${clients[row]}`);
    // One user's rows stand together.
    expect(rows.filter((row) => user[row] !== user[row - 1] || account[row - 1] !== position)).toHaveLength(users.size);
    return [id, [...users.values()].sort()];
  });
}

/** Customers, their modules, and the days of each: with how few users, or many; modules and users themselves come in any order. */
function modulesOf({ accounts, account, module, day: days, user }: ModuleDays): unknown {
  return accounts.map((id, position) => {
    const rows = [...account.keys()].filter((row) => account[row] === position);
    const modules = [...new Set(rows.map((row) => module[row] ?? 0))];
    expect(rows.filter((row) => module[row] !== module[row - 1] || account[row - 1] !== position)).toHaveLength(modules.length);
    const described = modules.map((one) => {
      const own = rows.filter((row) => module[row] === one);
      return [...new Set(own.map((row) => user[row]))]
        .map((who) => `${who === MANY_USERS ? 'many' : 'one'}: ${own.flatMap((row) => (user[row] === who ? [days[row]] : [])).sort()}`)
        .sort();
    });
    return [id, described.map((one) => one.join('; ')).sort()];
  });
}

const onlineOf = ({ accounts, account, client, day: days, seconds }: OnlineDays): string[] =>
  [...account.keys()].map((row) => `${accounts[account[row] ?? 0]} ${client[row]} ${days[row]} ${seconds[row]}`).sort();

const changedOf = ({ firstDays, ...rest }: EventsSince): unknown => ({ ...rest, firstDays: [...firstDays].sort() });

/** What is made of the events of a customer up to a day. */
async function daily(store: EventStore, id: WorkspaceId, account: AccountId, to: Day): Promise<unknown> {
  const from = day('2025-12-01');
  return [
    usersOf(await store.userDays(id, [account], from, to)),
    modulesOf(await store.moduleDays(id, [account], from, to)),
    onlineOf(await store.onlineDays(id, [account], from, to)),
  ];
}

/** Checks what is said of what changed since a cursor against all that came since then: what is left out must not have changed anything. */
async function checkChanges(store: EventStore, id: WorkspaceId, cursor: number, before: EventStore, after: EventStore): Promise<number> {
  const [said, all] = [await store.changedSince(id, cursor), await after.changedSince(id, cursor)];
  expect(said.cursor).toBe(all.cursor);
  expect(all.sources).toEqual(expect.arrayContaining([...said.sources]));
  expect(all.deliveryDays).toEqual(expect.arrayContaining([...said.deliveryDays]));
  for (const account of ACCOUNTS) {
    const [own, every] = [said, all].map(({ accounts }) => accounts.find(({ accountId }) => accountId === account)?.from);
    if (own !== undefined) expect(every !== undefined && every <= own).toBe(true);
    const unchanged = own === undefined ? day('2027-01-01') : addDays(own, -1);
    expect(await daily(after, id, account, unchanged)).toEqual(await daily(before, id, account, unchanged));
    const [had, has] = [await before.sourcesOf(id, [account]), await after.sourcesOf(id, [account])];
    const gained = (has.get(account) ?? []).filter((source) => had.get(account)?.includes(source) !== true);
    expect(said.sources.flatMap(({ accountId, source }) => (accountId === account ? [source] : []))).toEqual(
      expect.arrayContaining(gained),
    );
  }
  const daysOf = async (of: EventStore): Promise<string[]> =>
    (await of.deliveries(id)).flatMap(({ source, days }) => [...days].map((on) => `${source} ${on}`));
  const known = await daysOf(before);
  const fresh = (await daysOf(after)).filter((one) => !known.includes(one));
  expect(said.deliveryDays.map(({ source, day: on }) => `${source} ${on}`)).toEqual(expect.arrayContaining(fresh));
  const [first, firstNow] = [await before.firstDays(id), await after.firstDays(id)];
  for (const sign of ['login', 'module', 'client', 'seconds'] as const)
    if (first.get(sign) !== firstNow.get(sign)) expect(said.firstDays.get(sign)).toBe(firstNow.get(sign));
  return said.cursor;
}

async function dropTally(path: string): Promise<void> {
  const instance = await DuckDBInstance.create(path);
  const connection = await instance.connect();
  for (const table of ['users', 'many', 'few', 'online', 'sources', 'served', 'signs', 'times'])
    await connection.run(`drop table tally_${table}`);
  // As it was when modules, clients and seconds were not counted yet.
  await connection.run('create table tally_kinds (workspace integer); create table tally_users (workspace integer)');
  connection.closeSync();
  instance.closeSync();
}

function event(messageId: string, more: Partial<UsageEvent> = {}): UsageEvent {
  return {
    workspaceId: WORKSPACES[0] as WorkspaceId,
    source: 'web',
    messageId,
    accountId: ACCOUNTS[0] as AccountId,
    userId: 'u1',
    name: 'Logged In',
    kind: 'login',
    module: null,
    client: null,
    seconds: 0,
    occurredAt: START,
    day: day('2026-01-01'),
    recordedAt: START,
    excluded: false,
    properties: '',
    ...more,
  };
}

describe.each(Object.entries(IMPLEMENTATIONS))('event store: %s', (_, [open, histories]) => {
  test('answers any history as the naive reference does', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(historyArbitrary, async (history) => {
        const [store, reference] = [await open(':memory:'), naiveEventStore()];
        for (const step of history) {
          const act = (on: EventStore): Promise<unknown> =>
            'append' in step
              ? on.append(step.append)
              : 'judge' in step
                ? on.judge(step.judge)
                : on.erase(step.workspaceId, { accountId: step.erase, userId: step.userId, brought: step.brought });
          expect(await act(store)).toEqual(await act(reference));
        }
        expect(await everything(store)).toEqual(await everything(reference));
        await store.close();
      }),
      { seed: 20_261_118, numRuns: histories },
    );
  });

  test('leaves out of what changed only what changed nothing', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(eventArbitrary, { minLength: 1, maxLength: 15 }), { maxLength: 8 }), async (batches) => {
        const store = await open(':memory:');
        const cursors = WORKSPACES.map(() => 0);
        for (const [index, batch] of batches.entries()) {
          const [before, after] = [naiveEventStore(), naiveEventStore()];
          for (const earlier of batches.slice(0, index)) for (const each of [before, after]) await each.append(earlier);
          await after.append(batch);
          await store.append(batch);
          for (const [at, id] of WORKSPACES.entries()) cursors[at] = await checkChanges(store, id, cursors[at] ?? 0, before, after);
        }
        await store.close();
      }),
      { seed: 20_261_127, numRuns: histories },
    );
  });

  test('says nothing of a customer whose users do again what they did on that day', async () => {
    const [store, workspace] = [await open(':memory:'), WORKSPACES[0] as WorkspaceId];
    await store.append([event('a', { module: 'crm' })]);
    const { cursor } = await store.changedSince(workspace, 0);
    await store.append([event('b', { module: 'crm' }), event('c', { module: 'crm', occurredAt: (START + 60_000) as Instant })]);
    expect(await store.changedSince(workspace, cursor)).toMatchObject({ accounts: [], sources: [], cursor: cursor + 2 });
    await store.append([event('d', { module: 'crm', userId: 'u2' })]);
    expect((await store.changedSince(workspace, cursor)).accounts).toEqual([{ accountId: ACCOUNTS[0], from: '2026-01-01' }]);
    await store.close();
  });

  test('keeps everything over a restart: events, ids, and numbers that never come twice', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'mooring-events-'));
    try {
      const path = join(folder, 'events.duckdb');
      const first = await open(path);
      await first.append(['a', 'b', 'c'].map((id) => event(id, id === 'c' ? { accountId: ACCOUNTS[1] as AccountId } : {})));
      const { cursor } = await first.changedSince(WORKSPACES[0] as WorkspaceId, 0);
      await first.erase(WORKSPACES[0] as WorkspaceId, { accountId: ACCOUNTS[1] as AccountId });
      await first.close();
      const second = await open(path);
      expect(await second.append([event('a'), event('b', { name: 'Other' }), event('c'), event('d')])).toEqual([
        'duplicate',
        'conflict',
        'accepted',
        'accepted',
      ]);
      expect((await second.changedSince(WORKSPACES[0] as WorkspaceId, cursor)).cursor).toBe(cursor + 2);
      await second.close();
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('what is known of all events is the same after a restart, and in a log of before it was kept on disk', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'mooring-events-'));
    const path = join(folder, 'events.duckdb');
    try {
      const events = fc.sample(eventArbitrary, { seed: 7, numRuns: 40 });
      const reference = naiveEventStore();
      await reference.append(events);
      const said = await everything(reference);
      const first = await open(path);
      for (const one of events) await first.append([one]);
      expect(await everything(first)).toEqual(said);
      await first.close();
      const second = await open(path);
      expect(await everything(second)).toEqual(said);
      await second.close();
      await dropTally(path);
      const third = await open(path);
      expect(await everything(third)).toEqual(said);
      await third.close();
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('a name that comes after an erasure is not taken for the erased one', async () => {
    // In a file: only there the texts of erased events go, and their numbers come again.
    const folder = mkdtempSync(join(tmpdir(), 'mooring-events-'));
    const store = await open(join(folder, 'events.duckdb'));
    const workspace = WORKSPACES[0] as WorkspaceId;
    await store.append([event('a', { accountId: ACCOUNTS[1] as AccountId }), event('b', { source: 'gone' })]);
    const sources = async (): Promise<string[]> => (await store.deliveries(workspace)).map(({ source }) => source);
    expect(await sources()).toEqual(['gone', 'web']);
    await store.erase(workspace, { accountId: ACCOUNTS[0] as AccountId });
    await store.append([event('c', { source: 'new' })]);
    expect(await sources()).toEqual(['new', 'web']);
    await store.close();
    rmSync(folder, { recursive: true });
  });

  test('many callers at once: each gets its own answers, and of one id sent by all exactly one is accepted', async () => {
    const store = await open(':memory:');
    const answers = await Promise.all(Array.from({ length: 50 }, (_, caller) => store.append([event(`own-${caller}`), event('shared')])));
    expect(answers.map(([own]) => own)).toEqual(Array.from({ length: 50 }, () => 'accepted'));
    expect(answers.filter(([, shared]) => shared === 'accepted')).toHaveLength(1);
    expect((await store.find(WORKSPACES[0] as WorkspaceId, { accountId: ACCOUNTS[0] as AccountId, limit: 1 })).total).toBe(51);
    await store.close();
  });

  test('a resend stamped a little later by skew correction is a duplicate, not a conflict', async () => {
    const store = await open(':memory:');
    await store.append([event('a')]);
    expect(await store.append([event('a', { occurredAt: (START + 1500) as Instant, source: 'other', kind: 'action' })])).toEqual([
      'duplicate',
    ]);
    expect(await store.append([event('a', { occurredAt: (START + 86_400_000) as Instant })])).toEqual(['conflict']);
    await store.close();
  });

  test('a group that fails leaves nothing behind and the next one is kept', async () => {
    const store = await open(':memory:');
    const broken = event('bad', { day: 'no day' as never });
    await expect(store.append([event('a'), broken])).rejects.toThrow();
    expect(await store.append([event('a'), event('b')])).toEqual(['accepted', 'accepted']);
    expect((await store.find(WORKSPACES[0] as WorkspaceId, { accountId: ACCOUNTS[0] as AccountId, limit: 9 })).total).toBe(2);
    await store.close();
  });

  test('a file is opened once: again in this process is our defect', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'mooring-events-'));
    const store = await open(join(folder, 'events.duckdb'));
    await expect(open(join(folder, 'events.duckdb'))).rejects.toThrow(/open in this process/);
    await store.close();
    rmSync(folder, { recursive: true });
  });
});
