import type { DuckDBConnection } from '@duckdb/node-api';
import { NONE } from './dictionary.ts';
import { LOGIN_KIND, OTHER_KIND } from './event-group.ts';
import { MONTH_SHIFT } from './user-chains.ts';

/*
 * What is kept in memory of all events (tally.ts) is kept on disk beside them: each hot file adds its part in the transaction that seals
 * it, so that a start reads months of users instead of events.
 */

interface Table {
  readonly columns: string;
  /** What some rows of events add to it. */
  select(rows: string): string;
}

const DAYS = 2 ** MONTH_SHIFT;
const BIT = `(1::bigint << (day & ${DAYS - 1}))::uinteger`;
/** No day of an event lies outside. */
const [FIRST_DAY, LAST_DAY] = [-(2 ** 30), 2 ** 30];

const TABLES: Record<'tally_users' | 'tally_sources' | 'tally_served' | 'tally_kinds' | 'tally_times', Table> = {
  tally_users: {
    columns: 'workspace integer, account integer, end_user integer, month integer, active uinteger, login uinteger',
    select: (rows) => `
      select workspace, account, end_user, (day - (day & ${DAYS - 1})) // ${DAYS} as month,
        bit_or(${BIT}) as active, bit_or(case when kind = ${LOGIN_KIND} then ${BIT} else 0::uinteger end) as login
      from ${rows} where excluded = 0 and kind <> ${OTHER_KIND} and end_user <> ${NONE} group by workspace, account, end_user, month`,
  },
  tally_sources: {
    columns: 'workspace integer, source integer, day integer, counted boolean, recorded_at bigint, events bigint',
    select: (rows) => `
      select workspace, source, day, bool_or(excluded = 0) as counted, max(recorded_at) as recorded_at, count(*) as events
      from ${rows} group by workspace, source, day`,
  },
  tally_served: {
    columns: 'workspace integer, account integer, source integer',
    select: (rows) => `select distinct workspace, account, source from ${rows} where excluded = 0`,
  },
  tally_kinds: {
    columns: 'workspace integer, kind utinyint, first_day integer',
    select: (rows) => `select workspace, kind, min(day) as first_day from ${rows} where excluded = 0 group by workspace, kind`,
  },
  /** Between which moments the rows of a hot file were recorded, and their last number. */
  tally_times: {
    columns: 'last_seq bigint, first_at bigint, last_at bigint',
    select: (rows) =>
      `select max(seq) as last_seq, min(recorded_at) as first_at, max(recorded_at) as last_at from ${rows} having count(*) > 0`,
  },
};

/** Rows of users up to which nothing is united, and how many times as many as the last time may stand there until it is done again. */
const FEW_ROWS = 1_000_000;
const TIMES = 3;

/** Makes the tables in a catalog, where they are not. */
export async function makeTally(connection: DuckDBConnection, catalog: string): Promise<void> {
  for (const [name, { columns }] of Object.entries(TABLES))
    await connection.run(`create table if not exists ${catalog}.${name} (${columns})`);
  await connection.run(`create table if not exists ${catalog}.tally_united (rows bigint not null)`);
}

/** Adds rows of events to the tables of a catalog. */
export async function addToTally(connection: DuckDBConnection, catalog: string, rows: string): Promise<void> {
  for (const [name, { select }] of Object.entries(TABLES)) await connection.run(`insert into ${catalog}.${name} ${select(rows)}`);
  await uniteUsers(connection, catalog);
}

/** Several rows of one user and month become one: seldom enough to cost little for each event, often enough for a quick start. */
async function uniteUsers(connection: DuckDBConnection, catalog: string): Promise<void> {
  const counted = await connection.run(
    `select (select count(*) from ${catalog}.tally_users)::double, (select coalesce(max(rows), 0) from ${catalog}.tally_united)::double`,
  );
  const [[rows, united] = []] = await counted.getRows();
  if (Number(rows) <= Math.max(FEW_ROWS, TIMES * Number(united))) return;
  await connection.run(`create or replace temp table united as
    select workspace, account, end_user, month, bit_or(active) as active, bit_or(login) as login from ${catalog}.tally_users group by all`);
  await connection.run(`delete from ${catalog}.tally_users; insert into ${catalog}.tally_users from united`);
  // It grows with every file, too: a row a customer and source.
  await connection.run(`create or replace temp table served as select distinct * from ${catalog}.tally_served`);
  await connection.run(`delete from ${catalog}.tally_served; insert into ${catalog}.tally_served from served`);
  await connection.run(`delete from ${catalog}.tally_united; insert into ${catalog}.tally_united select count(*) from united`);
  await connection.run('drop table united; drop table served');
}

/** Makes the tables anew from all events of the main file: something was taken away there, or they were never made. */
export async function renewTally(connection: DuckDBConnection): Promise<void> {
  for (const name of Object.keys(TABLES)) await connection.run(`delete from log.${name}`);
  await addToTally(connection, 'log', 'log.rows');
}

/** After some events of the main file were said anew: what depends on their kind, in the months of the days from `from` to `to`. */
export async function renewKinds(connection: DuckDBConnection, workspace: number, from = FIRST_DAY, to = LAST_DAY): Promise<void> {
  const [first, last] = [from >> MONTH_SHIFT, to >> MONTH_SHIFT];
  const days = `day between ${first << MONTH_SHIFT} and ${(last << MONTH_SHIFT) + DAYS - 1}`;
  const rows = (where: string): string => `(select * from log.rows where workspace = ${workspace}${where})`;
  await connection.run(`delete from log.tally_users where workspace = ${workspace} and month between ${first} and ${last}`);
  await connection.run(`insert into log.tally_users ${TABLES.tally_users.select(rows(` and ${days}`))}`);
  await connection.run(`delete from log.tally_kinds where workspace = ${workspace}`);
  await connection.run(`insert into log.tally_kinds ${TABLES.tally_kinds.select(rows(''))}`);
}

/** The rows of a table of the tally, with those that the rows of the hot files will add to it. */
export function tallied(name: keyof typeof TABLES, hotRows: string): string {
  return `(select * from log.${name} union all ${TABLES[name].select(hotRows)})`;
}
