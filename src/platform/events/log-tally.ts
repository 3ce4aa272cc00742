import type { DuckDBConnection } from '@duckdb/node-api';
import { DAYS_OF_MONTH, MONTH_SHIFT } from './day-chains.ts';
import { NONE } from './dictionary.ts';
import { CLIENTS, LOGIN_KIND, OTHER_KIND } from './event-group.ts';
import { MANY } from './module-days.ts';
import { CLIENT_SIGN, MODULE_SIGN, SECONDS_SIGN } from './tally.ts';

/*
 * What is kept in memory of all events (tally.ts) is kept on disk beside them: each hot file adds its part in the transaction that seals
 * it, so that a start reads months of users instead of events.
 */

interface Table {
  readonly columns: string;
  /** What some rows of events add to it. */
  readonly select: (rows: string) => string;
  /** How rows that are equal in all other columns become one. Absent where there are few rows. */
  readonly united?: string;
  /** The column of time of a table that depends on what events mean. */
  readonly span?: 'month' | 'day';
}

const BIT = `(1::bigint << (day & ${DAYS_OF_MONTH - 1}))::uinteger`;
const MONTH = `(day - (day & ${DAYS_OF_MONTH - 1})) // ${DAYS_OF_MONTH} as month`;
const [PC_CODE, APP_CODE] = [CLIENTS.indexOf('pc') + 1, CLIENTS.indexOf('app') + 1];
/** No day of an event lies outside. */
const [FIRST_DAY, LAST_DAY] = [-(2 ** 30), 2 ** 30];

/** The condition for rows that are activity: counted, of people, and more than telling who somebody is. */
export const ACTIVITY = `excluded = 0 and kind <> ${OTHER_KIND} and end_user <> ${NONE}`;

/** Days, a bit each, on which a condition holds for one of the rows of a group. */
function daysWith(condition: string): string {
  return `bit_or(case when ${condition} then ${BIT} else 0::uinteger end)`;
}

/** The days of modules in some rows, each with how many users it had, and two of them. */
function usersOfModules(rows: string): string {
  return `(select workspace, account, module, day, min(end_user) as one, max(end_user) as other, count(distinct end_user) as users
    from ${rows} where ${ACTIVITY} and module <> ${NONE} group by workspace, account, module, day)`;
}

const TABLES = {
  tally_users: {
    columns:
      'workspace integer, account integer, end_user integer, month integer, active uinteger, login uinteger, pc uinteger, app uinteger',
    select: (rows) => `
      select workspace, account, end_user, ${MONTH}, bit_or(${BIT}) as active, ${daysWith(`kind = ${LOGIN_KIND}`)} as login,
        ${daysWith(`client = ${PC_CODE}`)} as pc, ${daysWith(`client = ${APP_CODE}`)} as app
      from ${rows} where ${ACTIVITY} group by workspace, account, end_user, month`,
    united: 'bit_or(active) as active, bit_or(login) as login, bit_or(pc) as pc, bit_or(app) as app',
    span: 'month',
  },
  /** Days on which a module had many users. */
  tally_many: {
    columns: 'workspace integer, account integer, module integer, month integer, days uinteger',
    select: (rows) => `
      select workspace, account, module, ${MONTH}, bit_or(${BIT}) as days
      from ${usersOfModules(rows)} where users >= ${MANY} group by workspace, account, module, month`,
    united: 'bit_or(days) as days',
    span: 'month',
  },
  /** Users of a module on days with few. */
  tally_few: {
    columns: 'workspace integer, account integer, module integer, end_user integer, month integer, days uinteger',
    select: (rows) => `
      select workspace, account, module, end_user, ${MONTH}, bit_or(${BIT}) as days
      from (select workspace, account, module, day, unnest([one, other]) as end_user from ${usersOfModules(rows)} where users < ${MANY})
      group by workspace, account, module, end_user, month`,
    united: 'bit_or(days) as days',
    span: 'month',
  },
  tally_online: {
    columns: 'workspace integer, account integer, client utinyint, day integer, seconds bigint',
    select: (rows) => `
      select workspace, account, client, day, sum(seconds)::bigint as seconds
      from ${rows} where ${ACTIVITY} and seconds > 0 group by workspace, account, client, day`,
    united: 'sum(seconds)::bigint as seconds',
    span: 'day',
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
    united: '',
  },
  tally_signs: {
    columns: 'workspace integer, sign utinyint, first_day integer',
    select: (rows) => `
      select workspace, sign, min(day) as first_day from (
        select workspace, kind as sign, min(day) as day from ${rows} where excluded = 0 group by workspace, kind
        union all select workspace, unnest([${MODULE_SIGN}, ${CLIENT_SIGN}, ${SECONDS_SIGN}]::utinyint[]) as sign, unnest([module, client, seconds]) as day
        from (select workspace, ${['module', 'client', 'seconds'].map((sign) => `min(case when ${sign} > 0 then day end) as ${sign}`).join(', ')}
          from ${rows} where ${ACTIVITY} group by workspace))
      where day is not null group by workspace, sign`,
  },
  /** Between which moments the rows of a hot file were recorded, and their last number. */
  tally_times: {
    columns: 'last_seq bigint, first_at bigint, last_at bigint',
    select: (rows) =>
      `select max(seq) as last_seq, min(recorded_at) as first_at, max(recorded_at) as last_at from ${rows} having count(*) > 0`,
  },
} satisfies Record<string, Table>;
const TALLIED: readonly (readonly [name: string, table: Table])[] = Object.entries(TABLES);

/** Rows up to which nothing is united, and how many times as many as the last time may stand there until it is done again. */
const FEW_ROWS = 1_000_000;
const TIMES = 3;

/** Makes the tables in a catalog, where they are not. */
export async function makeTally(connection: DuckDBConnection, catalog: string): Promise<void> {
  for (const [name, { columns }] of TALLIED) await connection.run(`create table if not exists ${catalog}.${name} (${columns})`);
  await connection.run(`create table if not exists ${catalog}.tally_united (rows bigint not null)`);
}

/** Adds rows of events to the tables of a catalog. */
export async function addToTally(connection: DuckDBConnection, catalog: string, rows: string): Promise<void> {
  for (const [name, { select }] of TALLIED) await connection.run(`insert into ${catalog}.${name} ${select(rows)}`);
  await unite(connection, catalog);
}

/** Several rows of one user and month become one, and so on: seldom enough to cost little for each event, often enough for a quick start. */
async function unite(connection: DuckDBConnection, catalog: string): Promise<void> {
  const growing = TALLIED.flatMap(([name, { columns, united }]) => (united === undefined ? [] : [{ name, columns, united }]));
  const count = growing.map(({ name }) => `(select count(*) from ${catalog}.${name})`).join(' + ');
  const counted = await connection.run(`select (${count})::double, (select coalesce(max(rows), 0) from ${catalog}.tally_united)::double`);
  const [[rows, united] = []] = await counted.getRows();
  if (Number(rows) <= Math.max(FEW_ROWS, TIMES * Number(united))) return;
  for (const { name, columns, united: sums } of growing) {
    const all = columns.split(', ').map((column) => column.split(' ')[0] ?? '');
    const keys = all.filter((column) => !sums.includes(` as ${column}`)).join(', ');
    const one = [keys, sums].filter((part) => part !== '').join(', ');
    await connection.run(`create or replace temp table united as select ${one} from ${catalog}.${name} group by ${keys}`);
    await connection.run(
      `delete from ${catalog}.${name}; insert into ${catalog}.${name} (${all.join(', ')}) select ${all.join(', ')} from united`,
    );
  }
  await connection.run('drop table united');
  await connection.run(`delete from ${catalog}.tally_united; insert into ${catalog}.tally_united select ${count}`);
}

/** Makes the tables anew from all events of the main file: something was taken away there, or they were never made. */
export async function renewTally(connection: DuckDBConnection): Promise<void> {
  for (const [name] of TALLIED) await connection.run(`delete from log.${name}`);
  await addToTally(connection, 'log', 'log.rows');
}

/** After some events of the main file were said anew: what depends on their meaning, in the months of the days from `from` to `to`. */
export async function renewMeanings(connection: DuckDBConnection, workspace: number, from = FIRST_DAY, to = LAST_DAY): Promise<void> {
  const months = { first: from >> MONTH_SHIFT, last: to >> MONTH_SHIFT };
  const days = { first: months.first << MONTH_SHIFT, last: (months.last << MONTH_SHIFT) + DAYS_OF_MONTH - 1 };
  const own = `workspace = ${workspace}`;
  for (const [name, { select, span }] of TALLIED) {
    if (span === undefined) continue;
    const { first, last } = span === 'month' ? months : days;
    await connection.run(`delete from log.${name} where ${own} and ${span} between ${first} and ${last}`);
    const rows = `(select * from log.rows where ${own} and day between ${days.first} and ${days.last})`;
    await connection.run(`insert into log.${name} ${select(rows)}`);
  }
  await connection.run(`delete from log.tally_signs where ${own}`);
  await connection.run(`insert into log.tally_signs ${TABLES.tally_signs.select(`(select * from log.rows where ${own})`)}`);
}

/** The rows of a table of the tally, with those that the rows of the hot files will add to it. */
export function tallied(name: keyof typeof TABLES, hotRows: string): string {
  return `(select * from log.${name} union all ${TABLES[name].select(hotRows)})`;
}
