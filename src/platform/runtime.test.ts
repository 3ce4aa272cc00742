import { sql } from 'drizzle-orm';
import { pino } from 'pino';
import { afterEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { describeEachEngine, type Engine } from '../../test/engines.ts';
import { domainEvent } from '../contract/domain-event.ts';
import { job } from '../contract/job.ts';
import { AppError, InvariantError } from '../kernel/errors.ts';
import type { WorkspaceId } from '../kernel/ids.ts';
import { day, type Instant, instant } from '../kernel/time.ts';
import type { Ctx, WorkspaceInfo } from './context.ts';
import { createRuntime } from './create-runtime.ts';
import type { Relational } from './db/relational.ts';
import { openDuckDbEventStore } from './events/duckdb-event-store.ts';
import type { EventStore } from './events/port.ts';
import { type Module, on } from './module.ts';
import type { Runtime } from './runtime.ts';
import { openDuckDbSeriesStore } from './series/duckdb-series-store.ts';
import type { SeriesStore } from './series/port.ts';

const added = domainEvent({ name: 'counter.added', payload: z.object({ key: z.string(), amount: z.int() }) });
const seen = domainEvent({ name: 'counter.seen', payload: z.object({ key: z.string() }) });
const count = job({ name: 'counter.count', summary: 'Counts.', schedule: '10 0 * * *' });
const other = job({ name: 'counter.other', summary: 'Fails when told to.', schedule: null });

const ACME: WorkspaceInfo = { id: 'ws_acme' as WorkspaceId, key: 'acme', name: 'Acme', timeZone: 'Asia/Shanghai', locale: 'zh-CN' };
const BETA: WorkspaceInfo = { id: 'ws_beta' as WorkspaceId, key: 'beta', name: 'Beta', timeZone: 'UTC', locale: 'en-US' };
const OPERATOR = { kind: 'operator' } as const;

interface Bench {
  readonly runtime: Runtime;
  readonly relational: Relational;
  /** What handlers and jobs did, in order. */
  readonly calls: string[];
  clock: Instant;
  /** Fails a handler or a job by its name, as long as it is set. */
  failing: string | null;
  again(): Runtime;
}

const opened: Runtime[] = [];
afterEach(async () => {
  for (const runtime of opened.splice(0)) await runtime.stop();
});

/** A house with one table, three handlers and two jobs. */
async function makeBench(engine: Engine): Promise<Bench> {
  const relational = await engine.fresh();
  await relational.unscopedDb.execute(
    sql.raw(`drop table if exists totals, additions;
      create table additions (workspace_id text, key text, amount int, primary key (workspace_id, key));
      create table totals (workspace_id text, name text, amount int, primary key (workspace_id, name))`),
  );
  const [events, series] = [await openDuckDbEventStore(':memory:'), await openDuckDbSeriesStore(':memory:')];
  const record = (ctx: Ctx, name: string, detail = '') => {
    bench.calls.push(`${name} ${ctx.workspace.key}${detail}`);
    if (bench.failing === name) throw new Error(`${name} was told to fail`);
  };
  const module: Module = {
    name: 'counter',
    subscriptions: [
      on(added, 'counter.keep', async (ctx, { key, amount }) => {
        await ctx.db.execute(
          sql`insert into additions (workspace_id, key, amount) values (${ctx.workspace.id}, ${key}, ${amount}) on conflict do nothing`,
        );
        record(ctx, 'counter.keep', ` ${key}`);
        await ctx.emit(seen, { key });
      }),
      on(added, 'counter.note', async (ctx, { key }) => record(ctx, 'counter.note', ` ${key}`)),
      on(seen, 'counter.total', async (ctx) => {
        await ctx.db.execute(sql`insert into totals (workspace_id, name, amount)
          select ${ctx.workspace.id}, 'all', sum(amount) from additions where workspace_id = ${ctx.workspace.id}
          on conflict (workspace_id, name) do update set amount = excluded.amount`);
        record(ctx, 'counter.total');
      }),
    ],
    jobs: [
      { job: count, run: async (ctx) => record(ctx, 'counter.count', ` ${ctx.today} ${ctx.principal.kind}`) },
      { job: other, run: async (ctx) => record(ctx, 'counter.other', ` ${ctx.today}`) },
    ],
  };
  const workspaces = {
    all: async () => [ACME, BETA],
    find: async (id: WorkspaceId) => [ACME, BETA].find((workspace) => workspace.id === id) ?? null,
  };
  const again = () => {
    const runtime = createRuntime({
      clock: () => bench.clock,
      relational,
      events,
      series,
      workspaces,
      modules: [module],
      log: pino({ level: 'silent' }),
    });
    opened.push(runtime);
    return runtime;
  };
  const bench: Bench = { runtime: again(), relational, calls: [], clock: instant('2026-11-18T20:00:00Z'), failing: null, again };
  return bench;
}

const add = (runtime: Runtime, key: string, amount = 1, workspace = ACME) =>
  runtime.write(workspace, OPERATOR, (ctx) => ctx.emit(added, { key, amount }));

async function totals({ relational }: Bench): Promise<unknown> {
  return (await relational.unscopedDb.execute(sql`select workspace_id, amount from totals order by 1`)).rows;
}

async function deliveries({ relational }: Bench): Promise<unknown> {
  const found = sql`select subscriber, state, attempts from outbox_deliveries order by 1`;
  return (await relational.unscopedDb.execute(found)).rows;
}

test('two subscribers or two jobs of one name are refused when the house is put together', () => {
  const twice = (module: Omit<Module, 'name'>) => () =>
    createRuntime({
      clock: () => 0 as Instant,
      relational: {} as Relational,
      events: {} as EventStore,
      series: {} as SeriesStore,
      workspaces: { all: async () => [], find: async () => null },
      modules: [
        { name: 'one', ...module },
        { name: 'two', ...module },
      ],
      log: pino({ level: 'silent' }),
    });
  expect(twice({ subscriptions: [on(seen, 'counter.total', async () => undefined)] })).toThrow("subscriber 'counter.total'");
  expect(twice({ jobs: [{ job: count, run: async () => undefined }] })).toThrow("job 'counter.count'");
});

describeEachEngine('runtime', (engine) => {
  test('a use case has one reading of the clock and the day of its workspace', async () => {
    const { runtime } = await makeBench(engine);
    const look = (ctx: Ctx) => Promise.resolve({ now: ctx.now, today: ctx.today, workspace: ctx.workspace.key });
    expect(await runtime.write(ACME, OPERATOR, look)).toEqual({
      now: instant('2026-11-18T20:00:00Z'),
      today: '2026-11-19',
      workspace: 'acme',
    });
    expect(await runtime.read(BETA, OPERATOR, look)).toMatchObject({ today: '2026-11-18' });
    expect(await runtime.read(BETA, OPERATOR, look, day('2019-06-30'))).toMatchObject({ today: '2019-06-30' });
    expect(await runtime.read(BETA, OPERATOR, (ctx) => ctx.transaction(look), day('2019-06-30'))).toMatchObject({ today: '2019-06-30' });
  });

  test('the handle of a use case is bound to its workspace, in a transaction and outside of one', async () => {
    const { runtime } = await makeBench(engine);
    const foreign = (ctx: Ctx) => Promise.resolve(ctx.db.execute(sql`delete from totals where workspace_id = ${BETA.id}`));
    await expect(runtime.write(ACME, OPERATOR, foreign)).rejects.toThrow(InvariantError);
    await expect(runtime.read(ACME, OPERATOR, foreign)).rejects.toThrow(InvariantError);
    await expect(runtime.read(ACME, OPERATOR, (ctx) => ctx.transaction(foreign))).rejects.toThrow(InvariantError);
  });

  test('an event is told of once the change is kept, and never when it is not', async () => {
    const bench = await makeBench(engine);
    await add(bench.runtime, 'a', 3);
    const failing = bench.runtime.write(ACME, OPERATOR, async (ctx) => {
      await ctx.emit(added, { key: 'b', amount: 4 });
      throw new AppError('conflict', 'Changed our mind.');
    });
    await expect(failing).rejects.toThrow('Changed our mind.');
    await bench.runtime.settle();
    expect(bench.calls.sort()).toEqual(['counter.keep acme a', 'counter.note acme a', 'counter.total acme']);
    expect(await totals(bench)).toEqual([{ workspace_id: ACME.id, amount: 3 }]);
  });

  test('refuses to emit outside a transaction, and a payload that is not what the event declares', async () => {
    const { runtime } = await makeBench(engine);
    await expect(runtime.read(ACME, OPERATOR, (ctx) => ctx.emit(added, { key: 'a', amount: 1 }))).rejects.toThrow(/outside a transaction/);
    await expect(add(runtime, 'a', 0.5)).rejects.toThrow(/not what it declares/);
  });

  test('everything delivered twice and in another order changes nothing', async () => {
    const bench = await makeBench(engine);
    for (const [index, workspace] of [ACME, BETA, ACME, BETA, ACME].entries()) await add(bench.runtime, `k${index}`, 2 ** index, workspace);
    await bench.runtime.settle();
    const before = await totals(bench);
    expect(before).toEqual([
      { workspace_id: ACME.id, amount: 21 },
      { workspace_id: BETA.id, amount: 10 },
    ]);
    const { rows } = await bench.relational.unscopedDb.execute(sql`select count(*)::int as n from outbox_deliveries where state = 'done'`);
    expect(rows).toEqual([{ n: 15 }]);
    bench.calls.length = 0;
    await bench.relational.unscopedDb.execute(
      sql.raw(`update outbox_deliveries set state = 'due',
      due_at = due_at - (select count(*) from outbox_deliveries other where other.event_id < outbox_deliveries.event_id)`),
    );
    await bench.runtime.settle();
    // The second round emits anew, so everything comes a third time as well.
    expect(bench.calls.filter((call) => call.startsWith('counter.keep'))).toEqual(
      [4, 3, 2, 1, 0].map((n) => `counter.keep ${n % 2 ? 'beta' : 'acme'} k${n}`),
    );
    expect(await totals(bench)).toEqual(before);
  });

  test('a delivery that was made is not made again', async () => {
    const bench = await makeBench(engine);
    await add(bench.runtime, 'a');
    await bench.runtime.settle();
    const count = bench.calls.length;
    await bench.runtime.settle();
    await bench.again().settle();
    expect(bench.calls).toHaveLength(count);
  });

  test('a handler that fails is tried again later, keeps nothing of the failed attempt, and holds nobody up', async () => {
    const bench = await makeBench(engine);
    bench.failing = 'counter.keep';
    await add(bench.runtime, 'a', 5);
    await bench.runtime.settle();
    expect(await deliveries(bench)).toEqual([
      { subscriber: 'counter.keep', state: 'due', attempts: 1 },
      { subscriber: 'counter.note', state: 'done', attempts: 0 },
    ]);
    expect((await bench.relational.unscopedDb.execute(sql`select * from additions`)).rows).toEqual([]);
    await bench.runtime.settle();
    expect(bench.calls.filter((call) => call.startsWith('counter.keep'))).toHaveLength(1);
    bench.failing = null;
    bench.clock = (bench.clock + 1_000) as Instant;
    await bench.runtime.settle();
    expect(await totals(bench)).toEqual([{ workspace_id: ACME.id, amount: 5 }]);
  });

  test('a handler that goes on failing is parked after the last attempt, with the reason', async () => {
    const bench = await makeBench(engine);
    bench.failing = 'counter.keep';
    await add(bench.runtime, 'a');
    for (let attempt = 0; attempt < 20; attempt++) {
      await bench.runtime.settle();
      bench.clock = (bench.clock + 3_600_000) as Instant;
    }
    expect(bench.calls.filter((call) => call === 'counter.keep acme a')).toHaveLength(8);
    const { rows } = await bench.relational.unscopedDb.execute(
      sql`select state, attempts, error from outbox_deliveries where subscriber = 'counter.keep'`,
    );
    expect(rows).toEqual([{ state: 'parked', attempts: 8, error: 'counter.keep was told to fail' }]);
    bench.failing = null;
    await add(bench.runtime, 'b');
    await bench.runtime.settle();
    expect(bench.calls).toContain('counter.keep acme b');
  });

  test('what was committed and not yet delivered when a process died is delivered by the next one', async () => {
    const bench = await makeBench(engine);
    await add(bench.runtime, 'a', 7);
    // The first runtime never gets to deliver; all the second one has is the database.
    await bench.again().settle();
    expect(await totals(bench)).toEqual([{ workspace_id: ACME.id, amount: 7 }]);
  });

  test('a server delivers by itself, runs requested jobs by itself, and runs every job at its start', async () => {
    const bench = await makeBench(engine);
    await bench.runtime.start();
    await vi.waitFor(() => expect(bench.calls.filter((call) => call.startsWith('counter.count'))).toHaveLength(2), 10_000);
    expect(bench.calls.sort()).toEqual([
      'counter.count acme 2026-11-19 system',
      'counter.count beta 2026-11-18 system',
      'counter.other acme 2026-11-19',
      'counter.other beta 2026-11-18',
    ]);
    bench.calls.length = 0;
    await bench.runtime.write(BETA, OPERATOR, async (ctx) => {
      ctx.requestJob(other, day('2026-01-31'));
      await ctx.emit(added, { key: 'a', amount: 9 });
    });
    await vi.waitFor(async () => expect(await totals(bench)).toEqual([{ workspace_id: BETA.id, amount: 9 }]), 10_000);
    await vi.waitFor(() => expect(bench.calls).toContain('counter.other beta 2026-01-31'), 10_000);
    const scheduled = sql`select name, cron, timezone from pgboss.schedule order by 1`;
    const wanted = [
      { name: 'counter.count@Asia/Shanghai', cron: '10 0 * * *', timezone: 'Asia/Shanghai' },
      { name: 'counter.count@UTC', cron: '10 0 * * *', timezone: 'UTC' },
    ];
    await vi.waitFor(async () => expect((await bench.relational.unscopedDb.execute(scheduled)).rows).toEqual(wanted), 10_000);
    const before = performance.now();
    await bench.runtime.stop();
    expect(performance.now() - before).toBeLessThan(8_000);
  });

  test('jobs are requested after the commit only, once for the same day, and for the day that the use case is for', async () => {
    const bench = await makeBench(engine);
    const ask = async (ctx: Ctx) => {
      ctx.requestJob(count);
      ctx.requestJob(count);
      expect(bench.calls).toEqual([]);
    };
    await bench.runtime.write(ACME, OPERATOR, ask);
    const failing = bench.runtime.write(BETA, OPERATOR, async (ctx) => {
      await ask(ctx);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    await bench.runtime.settle();
    expect(bench.calls).toEqual(['counter.count acme 2026-11-19 system']);
    bench.calls.length = 0;
    await bench.runtime.read(ACME, OPERATOR, ask, day('2019-06-30'));
    await bench.runtime.settle();
    expect(bench.calls).toEqual(['counter.count acme 2019-06-30 system']);
  });

  test('a job is run by name for one workspace or all, for a day; a failure in one does not keep the others', async () => {
    const bench = await makeBench(engine);
    await bench.runtime.runJob('counter.count', { asOf: day('2026-03-01') });
    await bench.runtime.runJob('counter.count', { workspace: BETA });
    expect(bench.calls).toEqual([
      'counter.count acme 2026-03-01 system',
      'counter.count beta 2026-03-01 system',
      'counter.count beta 2026-11-18 system',
    ]);
    bench.failing = 'counter.other';
    await expect(bench.runtime.runJob('counter.other')).rejects.toThrow(AggregateError);
    expect(bench.calls.slice(3)).toEqual(['counter.other acme 2026-11-19', 'counter.other beta 2026-11-18']);
    await expect(bench.runtime.runJob('counter.nope')).rejects.toMatchObject({
      code: 'not-found',
      hint: 'Jobs are: counter.count, counter.other.',
    });
  });

  test('a requested job that fails makes settle fail, after everything else was done', async () => {
    const bench = await makeBench(engine);
    bench.failing = 'counter.other';
    await bench.runtime.write(ACME, OPERATOR, async (ctx) => {
      ctx.requestJob(other);
      await ctx.emit(added, { key: 'a', amount: 2 });
    });
    await expect(bench.runtime.settle()).rejects.toThrow('counter.other was told to fail');
    expect(await totals(bench)).toEqual([{ workspace_id: ACME.id, amount: 2 }]);
  });
});
