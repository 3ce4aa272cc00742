import { sql } from 'drizzle-orm';
import { bigint, boolean, doublePrecision, integer, jsonb, pgTable, text, timestamp } from 'drizzle-orm/pg-core';
import { expect, inject, test } from 'vitest';
import { describeEachEngine } from '../../../test/engines.ts';
import { InvariantError } from '../../kernel/errors.ts';
import type { WorkspaceId } from '../../kernel/ids.ts';
import { ExitError } from '../exit-codes.ts';
import { openPostgres, scoped } from './relational.ts';

const ACME = 'ws_acme' as WorkspaceId;

const things = pgTable('things', {
  workspaceId: text('workspace_id').notNull(),
  name: text('name').notNull(),
  size: integer('size'),
  at: bigint('at', { mode: 'number' }),
  ratio: doublePrecision('ratio'),
  flag: boolean('flag'),
  body: jsonb('body').$type<unknown>(),
  tags: text('tags').array(),
  made: timestamp('made', { withTimezone: true }),
});

describeEachEngine('relational', (engine) => {
  async function withThings() {
    const relational = await engine.fresh();
    await relational.unscopedDb.execute(
      sql.raw(`drop table if exists things; create table things (workspace_id text not null, name text not null, size integer, at bigint,
        ratio double precision, flag boolean, body jsonb, tags text[], made timestamptz)`),
    );
    return relational;
  }

  test('gives every type back as it was put in, the same on both engines', async () => {
    const { unscopedDb } = await withThings();
    const row = {
      workspaceId: ACME,
      name: "客户 'quoted' \\ \u{1F6A2}",
      size: -1,
      at: Date.UTC(2026, 10, 24),
      ratio: 0.1 + 0.2,
      flag: false,
      body: [{ deep: [1, null, 'x'] }, 'text'],
      tags: ['a', 'b,c', '"d"', ''],
      made: new Date('2026-11-24T01:02:03.456Z'),
    };
    await unscopedDb.insert(things).values(row);
    expect(await unscopedDb.select().from(things)).toEqual([row]);
    const nothing = { size: null, at: null, ratio: null, flag: null, body: null, tags: null, made: null };
    await unscopedDb.update(things).set(nothing);
    expect(await unscopedDb.select().from(things)).toEqual([{ ...row, ...nothing }]);
    await unscopedDb.update(things).set({ body: 'a bare text', ratio: Number.NaN });
    expect(await unscopedDb.select({ body: things.body, ratio: things.ratio }).from(things)).toEqual([
      { body: 'a bare text', ratio: Number.NaN },
    ]);
  });

  test('carries thousands of rows and megabytes in one statement', async () => {
    const { unscopedDb } = await withThings();
    const rows = Array.from({ length: 3000 }, (_, index) => ({ workspaceId: ACME, name: `${index} ${'长'.repeat(500)}`, size: index }));
    await unscopedDb.insert(things).values(rows);
    const back = await unscopedDb.select({ name: things.name }).from(things).orderBy(things.size);
    expect(back.map(({ name }) => name)).toEqual(rows.map(({ name }) => name));
  });

  test('keeps a transaction as a whole, or nothing of it', async () => {
    const { unscopedDb, transaction } = await withThings();
    await transaction((db) => db.insert(things).values({ workspaceId: ACME, name: 'kept' }));
    const failing = transaction(async (db) => {
      await db.insert(things).values({ workspaceId: ACME, name: 'lost' });
      throw new Error('changed our mind');
    });
    await expect(failing).rejects.toThrow('changed our mind');
    expect(await unscopedDb.select({ name: things.name }).from(things)).toEqual([{ name: 'kept' }]);
  });

  test('says what the engine said when a statement fails, and goes on afterwards', async () => {
    const { unscopedDb, transaction } = await withThings();
    await expect(unscopedDb.execute(sql`select nope from things`)).rejects.toMatchObject({
      cause: { code: '42703', message: 'column "nope" does not exist' },
    });
    await expect(transaction((db) => db.execute(sql`insert into things (name) values ('x')`))).rejects.toMatchObject({
      cause: { code: '23502' },
    });
    expect((await unscopedDb.execute(sql`select 1 as one`)).rows).toEqual([{ one: 1 }]);
  });

  test('refuses to pass over a failed statement of a transaction in silence', async () => {
    const { transaction } = await withThings();
    const run = transaction(async (db) => {
      await db.execute(sql`select nope from things`).catch(() => undefined);
    });
    await expect(run).rejects.toThrow(InvariantError);
  });

  test('takes a savepoint back alone', async () => {
    const { unscopedDb, transaction } = await withThings();
    await transaction(async (db) => {
      await db.insert(things).values({ workspaceId: ACME, name: 'outer' });
      const inner = db.transaction(async (point) => {
        await point.insert(things).values({ workspaceId: ACME, name: 'inner' });
        throw new Error('back');
      });
      await expect(inner).rejects.toThrow('back');
    });
    expect(await unscopedDb.select({ name: things.name }).from(things)).toEqual([{ name: 'outer' }]);
  });

  test('throws, and does not hang, when another handle is used inside a transaction', async () => {
    const { unscopedDb, transaction } = await withThings();
    const inside = (use: () => Promise<unknown>) => transaction(async () => void (await use()));
    await expect(inside(async () => unscopedDb.select().from(things))).rejects.toThrow(/inside a transaction/);
    await expect(inside(async () => unscopedDb.execute(sql`select 1`))).rejects.toThrow(/inside a transaction/);
    await expect(inside(() => transaction(async () => 1))).rejects.toThrow(/inside a transaction/);
    await expect(inside(() => unscopedDb.transaction(async () => 1))).rejects.toThrow(/inside a transaction/);
    expect(await unscopedDb.select().from(things)).toEqual([]);
  });

  test('lets work that a transaction started, and that outlives it, use the outer handle', async () => {
    const { unscopedDb, transaction } = await withThings();
    let later: Promise<unknown> = Promise.resolve();
    await transaction(async () => {
      later = new Promise((done) => setTimeout(done, 20)).then(() => unscopedDb.select().from(things));
    });
    expect(await later).toEqual([]);
  });

  test('refuses a statement that comes after the end of its transaction', async () => {
    const { transaction } = await withThings();
    const leaked = await transaction(async (db) => ({ db }));
    await expect(async () => leaked.db.select().from(things)).rejects.toThrow(/not awaited/);
  });

  test('serves transactions that are asked for at the same time', async () => {
    const { unscopedDb, transaction } = await withThings();
    await unscopedDb.insert(things).values({ workspaceId: ACME, name: 'counter', size: 0 });
    await Promise.all(Array.from({ length: 20 }, () => transaction((db) => db.update(things).set({ size: sql`${things.size} + 1` }))));
    expect(await unscopedDb.select({ size: things.size }).from(things)).toEqual([{ size: 20 }]);
  });

  test('is swept where most rows of a table are dead, if it does not do so by itself', async () => {
    const { unscopedDb, sweep } = await withThings();
    await unscopedDb.execute(
      sql`insert into things (workspace_id, name, size) select ${ACME}, n::text, n from generate_series(1, 6000) as n`,
    );
    for (const _ of [1, 2, 3]) await unscopedDb.execute(sql`update things set size = size + 1`);
    const pages = async () => (await unscopedDb.execute(sql`select pg_relation_size('things') as bytes`)).rows;
    const before = await pages();
    const swept = await sweep();
    expect(swept).toBe(engine.kind === 'pglite' ? 'public.things' : null);
    if (engine.kind !== 'pglite') return;
    await unscopedDb.execute(sql`update things set size = size + 1`);
    expect(await pages()).toEqual(before);
    expect((await unscopedDb.execute(sql`select reltuples::int as rows from pg_class where relname = 'things'`)).rows).toEqual([
      { rows: 6000 },
    ]);
    await sweep();
    expect(await sweep()).toBe(null);
  });

  test('a scoped handle refuses what does not name and pass its workspace (decision 0007)', async () => {
    const { unscopedDb, transaction } = await withThings();
    const own = sql`${things.workspaceId} = ${ACME}`;
    await scoped(unscopedDb, ACME).insert(things).values({ workspaceId: ACME, name: 'mine' });
    expect(await scoped(unscopedDb, ACME).select({ name: things.name }).from(things).where(own)).toEqual([{ name: 'mine' }]);
    const refused = (run: () => PromiseLike<unknown>, why: RegExp) => expect(async () => run()).rejects.toThrow(why);
    await refused(() => scoped(unscopedDb, ACME).select({ name: things.name }).from(things), /does not name workspace_id/);
    await refused(() => scoped(unscopedDb, ACME).select().from(things), /does not pass the id/);
    await refused(
      () => scoped(unscopedDb, ACME).insert(things).values({ workspaceId: 'ws_other', name: 'theirs' }),
      /does not pass the id/,
    );
    await refused(() => scoped(unscopedDb, ACME).execute(sql`delete from things`), /does not name workspace_id/);
    await refused(() => scoped(unscopedDb, ACME).transaction((db) => db.select().from(things)), /does not pass the id/);
    await refused(() => transaction((db) => scoped(db, ACME).transaction((point) => point.select().from(things))), /does not pass the id/);
    await transaction((db) => scoped(db, ACME).transaction((point) => point.delete(things).where(own)));
    expect(await unscopedDb.select().from(things)).toEqual([]);
  });
});

test('a PostgreSQL that does not answer ends the program with a name', async () => {
  await expect(openPostgres('postgres://nobody@127.0.0.1:1/none')).rejects.toThrow(ExitError);
  await expect(openPostgres('postgres://nobody@127.0.0.1:1/none')).rejects.toMatchObject({ exit: 'database unreachable', code: 7 });
});

test('a PostgreSQL that cuts its connections fails the use case under way, and serves the next one', async () => {
  const url = inject('postgresUrl');
  const relational = await openPostgres(url);
  const admin = await openPostgres(url);
  const cut = () =>
    admin.unscopedDb.execute(
      sql`select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and query like '%the victim%'`,
    );
  const underWay = relational.transaction(async (db) => {
    await db.execute(sql`select 'the victim'`);
    await cut();
    await db.execute(sql`select 'the victim'`);
  });
  await expect(underWay).rejects.toThrow();
  await relational.unscopedDb.execute(sql`select 'the victim'`);
  await cut();
  await new Promise((done) => setTimeout(done, 50));
  expect((await relational.unscopedDb.execute(sql`select 1 as one`)).rows).toEqual([{ one: 1 }]);
  await relational.close();
  await admin.close();
});
