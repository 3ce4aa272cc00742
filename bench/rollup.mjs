// From durable events to durable account-day rows: `npm run bench:rollup [-- --events 50000000 --json]`.
// Alternative: the same numbers by hand-written SQL in the same engine, on the same file, with both cores.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { ACCOUNTS, accountIdOf, DAYS, eventOf, FIRST_DAY, makeBigLog, USERS_PER_ACCOUNT, WORKSPACE } from './big-log.mjs';
import { keepResult } from './results.mjs';

const EVENTS = process.argv.includes('--events') ? Number(process.argv[process.argv.indexOf('--events') + 1]) : 50_000_000;
const MILLION = 1_000_000;
const CHUNK = 200;
const LAST_DAY = FIRST_DAY + DAYS - 1;
const MUST = { ratioToSql: 2.5, lastMillionShare: 1 / 20 };
/** Every user of a customer, since the first day. */
const REGISTERED = Array.from({ length: USERS_PER_ACCOUNT }, () => ({ from: FIRST_DAY, to: null }));
const COLUMNS = ['dau', 'wau', 'mau', 'login_users'];

const { openDuckDbEventStore } = await import('../dist/server/platform/events/duckdb-event-store.js');
const { openDuckDbSeriesStore } = await import('../dist/server/platform/series/duckdb-series-store.js');
const { daysBefore, usageColumns, SILENCE_LIMITS } = await import('../dist/server/features/metrics/core/usage-columns.js');

const folder = mkdtempSync(join(process.env.BENCH_FOLDER ?? tmpdir(), 'mooring-bench-'));
const path = join(folder, 'events.duckdb');
const ids = Array.from({ length: ACCOUNTS }, (_, index) => accountIdOf(index));
const dayOf = (number) => new Date(number * 86_400_000).toISOString().slice(0, 10);
const seconds = async (step) => {
  const begun = performance.now();
  const result = await step();
  return [(performance.now() - begun) / 1000, result];
};

try {
  const tallyPerLot = await makeBigLog(path, EVENTS);
  const sql = await bySql();
  const series = await openDuckDbSeriesStore(join(folder, 'series.duckdb'));
  const [opening, store] = await seconds(() => openDuckDbEventStore(path));
  const whole = await rollup(store, series, FIRST_DAY, LAST_DAY);
  const checksum = await checksumOf(series);
  const last = await lastMillion(store, series, checksum);
  await store.close();
  await series.close();
  const fromFiles = opening + whole.total;
  const result = {
    seconds: { fromFiles, open: opening, ...whole, sql: sql.seconds, lastMillion: last, tallyOfOneLot: tallyPerLot },
    ratio: {
      fromFilesToSql: sql.seconds / fromFiles,
      inMemoryToSql: sql.seconds / (whole.read + whole.count),
      lastMillionToWhole: last.total / fromFiles,
    },
    checksum,
    must: MUST,
    same: JSON.stringify(checksum) === JSON.stringify(sql.checksum),
  };
  result.check = result.same && result.ratio.fromFilesToSql >= MUST.ratioToSql && result.ratio.lastMillionToWhole <= MUST.lastMillionShare;
  keepResult('rollup', result, { events: EVENTS, accounts: ACCOUNTS, users: ACCOUNTS * USERS_PER_ACCOUNT, days: DAYS });
  if (!result.same) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** What the rollup does for all customers, from some day on: ask for users' days, count, write. */
async function rollup(store, series, from, to) {
  const spent = { read: 0, count: 0, write: 0 };
  const deliveryDays = (await store.deliveries(WORKSPACE))[0].days;
  for (let start = 0; start < ids.length; start += CHUNK) {
    const chunk = ids.slice(start, start + CHUNK);
    const [reading, found] = await seconds(() => store.userDays(WORKSPACE, chunk, dayOf(from - daysBefore(true)), dayOf(to)));
    const [counting, counted] = await seconds(async () => columnsOf(found, deliveryDays, from, to));
    const [writing] = await seconds(() => series.replace(WORKSPACE, counted));
    spent.read += reading;
    spent.count += counting;
    spent.write += writing;
  }
  return { ...spent, total: spent.read + spent.count + spent.write };
}

function columnsOf({ accounts, account, user, day, login }, deliveryDays, from, to) {
  let end = 0;
  return accounts.map((accountId, position) => {
    const start = end;
    while (account[end] === position) end += 1;
    const facts = {
      live: { startsOn: FIRST_DAY, endsOn: null },
      user: user.subarray(start, end),
      day: day.subarray(start, end),
      login: login.subarray(start, end),
      deliveryDays,
      loginsMappedFrom: Number.NEGATIVE_INFINITY,
      registered: REGISTERED,
    };
    return { accountId, columns: usageColumns(facts, SILENCE_LIMITS, from, to) };
  });
}

async function checksumOf(series) {
  const sums = Object.fromEntries(COLUMNS.map((name) => [name, 0]));
  for (const { columns } of await series.read(WORKSPACE, ids, COLUMNS, FIRST_DAY, LAST_DAY))
    for (const name of COLUMNS) sums[name] += columns[name].values.reduce((sum, value) => sum + value, 0);
  return sums;
}

/** A million more events of the last day, durable already: what of the rollup is left to do, and that it gives the same as from the start. */
async function lastMillion(store, series) {
  const { cursor } = await store.changedSince(WORKSPACE, 0);
  let appending = 0;
  for (let start = 0; start < MILLION; start += 20_000) {
    const events = Array.from({ length: 20_000 }, (_, index) => {
      const user = ((start + index) * 7919) % (ACCOUNTS * USERS_PER_ACCOUNT);
      return eventOf(WORKSPACE, accountIdOf(Math.floor(user / USERS_PER_ACCOUNT)), user, `late-${start + index}`, LAST_DAY);
    });
    appending += (await seconds(() => store.append(events)))[0];
  }
  const [asking] = await seconds(() => store.changedSince(WORKSPACE, cursor));
  const counted = await rollup(store, series, LAST_DAY, LAST_DAY);
  const incremental = await checksumOf(series);
  await rollup(store, series, FIRST_DAY, LAST_DAY);
  if (JSON.stringify(incremental) !== JSON.stringify(await checksumOf(series)))
    throw new Error('Counting on gives other numbers than counting anew.');
  return { appending, asking, ...counted, total: asking + counted.total };
}

/** Distinct users of a window by stretches: a user counts from the day, or from where the last stretch ended, for as long as the window. */
async function bySql() {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
  const connection = await instance.connect();
  await connection.run(`attach '${path}' as log (read_only)`);
  await connection.run(`attach '${join(folder, 'sql.duckdb')}' as result`);
  const active = (name, window, only = '') => `
    ${name} as (
      select account, day, sum(sum(step)) over (partition by account order by day) as users from (
        select account, unnest([greatest(day, coalesce(before + ${window}, day)), day + ${window}]) as day, unnest([1, -1]) as step
        from (select account, day, lag(day) over (partition by account, end_user order by day) as before from days ${only}))
      group by account, day)`;
  const at = (name) => `asof left join ${name} on ${name}.account = cells.account and ${name}.day <= cells.day`;
  const [taken] = await seconds(() =>
    connection.run(`
      create table result.account_days as
      with days as (
        select account, end_user, day, max(kind = 1) as login from log.rows where excluded = 0 and kind <> 7 group by account, end_user, day),
      ${active('d1', 1)}, ${active('d7', 7)}, ${active('d30', 30)}, ${active('l1', 1, 'where login')},
      cells as (select account, day from (select distinct account from days), (select unnest(range(${FIRST_DAY}, ${LAST_DAY + 1})) as day))
      select cells.account, cells.day, coalesce(d1.users, 0)::float as dau, coalesce(d7.users, 0)::float as wau, coalesce(d30.users, 0)::float as mau, coalesce(l1.users, 0)::float as login_users
      from cells ${['d1', 'd7', 'd30', 'l1'].map(at).join(' ')}`),
  );
  const sums = await connection.run(`select ${COLUMNS.map((name) => `sum(${name})::double`).join(', ')} from result.account_days`);
  const [row] = await sums.getRows();
  connection.closeSync();
  instance.closeSync();
  return { seconds: taken, checksum: Object.fromEntries(COLUMNS.map((name, index) => [name, Number(row[index])])) };
}
