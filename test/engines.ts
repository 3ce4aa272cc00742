import { sql } from 'drizzle-orm';
import { describe, inject } from 'vitest';
import { openPglite, openPostgres, type Relational } from '../src/platform/db/relational.ts';
import { newId } from '../src/platform/new-id.ts';

/** One of the two relational engines. */
export interface Engine {
  readonly kind: Relational['kind'];
  /** An empty, migrated database. It is the same one, emptied, so the tests of a file run one after another; closing it does nothing. */
  fresh(): Promise<Relational>;
}

const OPEN: Record<Engine['kind'], () => Promise<Relational>> = {
  pglite: () => openPglite({ folder: null, templateFile: inject('pgliteTemplate') }),
  postgres: openOwnDatabase,
};

/** The same tests on both engines. */
export function describeEachEngine(name: string, body: (engine: Engine) => void): void {
  describeOn(['pglite', 'postgres'], name, body);
}

/**
 * Tests of what is hardly any other on the second engine: on the embedded one alone, for the time it takes, and on both where MOORING_LONG is set.
 */
export function describeEmbedded(name: string, body: (engine: Engine) => void): void {
  describeOn(process.env.MOORING_LONG === undefined ? ['pglite'] : ['pglite', 'postgres'], name, body);
}

/** What is open: the files that a worker runs one after another share it. It ends with the worker. */
const opened: Partial<Record<Engine['kind'], Promise<Opened>>> = {};

interface Opened {
  readonly relational: Relational;
  /** The tables that the migrations made; a test may make more. */
  readonly tables: ReadonlySet<string>;
}

async function opening(kind: Engine['kind']): Promise<Opened> {
  const relational = await OPEN[kind]();
  return { relational, tables: new Set(await tablesIn(relational)) };
}

async function tablesIn({ unscopedDb }: Relational): Promise<string[]> {
  const { rows } = await unscopedDb.execute<{ name: string }>(sql`select tablename as name from pg_tables where schemaname = 'public'`);
  return rows.map(({ name }) => name);
}

function describeOn(kinds: readonly Engine['kind'][], name: string, body: (engine: Engine) => void): void {
  for (const kind of kinds) {
    describe(`${name} (${kind})`, () => {
      body({
        kind,
        async fresh() {
          opened[kind] ??= opening(kind);
          const { relational, tables } = await opened[kind];
          for (const name of await tablesIn(relational))
            if (!tables.has(name)) await relational.unscopedDb.execute(sql`drop table ${sql.identifier(name)} cascade`);
          await empty(relational);
          return { ...relational, close: async () => undefined };
        },
      });
    });
  }
}

async function openOwnDatabase(): Promise<Relational> {
  const url = inject('postgresUrl');
  const name = newId('test');
  const server = await openPostgres(url);
  await server.unscopedDb.execute(sql`create database ${sql.identifier(name)} template mooring_template`);
  await server.close();
  return openPostgres(new URL(`/${name}`, url).href);
}

/** Rows are deleted and tables not truncated: that makes new files for each of them, and takes ten times as long. */
const EMPTY = `do $$
  declare found record;
  begin
    set local session_replication_role = replica;
    for found in select tablename as name from pg_tables where schemaname = 'public' and tablename <> 'platform_migrations' loop
      execute format('delete from %I', found.name);
    end loop;
    if exists (select from pg_tables where schemaname = 'pgboss' and tablename = 'schedule') then
      delete from pgboss.schedule;
      delete from pgboss.job;
    end if;
  end
$$`;

async function empty({ unscopedDb }: Relational): Promise<void> {
  await unscopedDb.execute(sql.raw(EMPTY));
}
