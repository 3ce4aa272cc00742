// From durable events to durable account-day rows (DAU, WAU, MAU, modules used and in use, time online, clients): `npm run bench:rollup [-- --events 50000000 --json]`.
// Alternative: the same numbers by hand-written SQL in the same engine, on the same file, with both cores.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { ACCOUNTS, accountIdOf, DAYS, eventOf, FIRST_DAY, makeBigLog, USERS_PER_ACCOUNT, WORKSPACE } from './big-log.mjs';
import { keepResult } from './results.mjs';

const EVENTS = process.argv.includes('--events') ? Number(process.argv[process.argv.indexOf('--events') + 1]) : 50_000_000;
const MILLION = 1_000_000;
const LAST_DAY = FIRST_DAY + DAYS - 1;
const MUST = { ratioToSql: 2.5, lastMillionShare: 1 / 20 };
/** Every user of a customer, since the first day. */
const REGISTERED = Array.from({ length: USERS_PER_ACCOUNT }, () => ({ from: FIRST_DAY, to: null }));
const COUNTED = ['dau', 'login_users', 'pc_users', 'app_users', 'online_seconds', 'pc_seconds', 'app_seconds', 'modules', 'modules_in_use'];
const COLUMNS = ['wau', 'mau', ...COUNTED];

const { openDuckDbEventStore } = await import('../dist/server/platform/events/duckdb-event-store.js');
const { openDuckDbSeriesStore } = await import('../dist/server/platform/series/duckdb-series-store.js');
const { daysBefore, usageColumns, SILENCE_LIMITS } = await import('../dist/server/features/metrics/core/usage-columns.js');
const { piecesByDays } = await import('../dist/server/features/usage/core/pieces.js');
const { IN_USE } = await import('../dist/server/features/metrics/core/module-counts.js');

const folder = mkdtempSync(join(process.env.BENCH_FOLDER ?? tmpdir(), 'mooring-bench-'));
const path = join(folder, 'events.duckdb');
const ids = Array.from({ length: ACCOUNTS }, (_, index) => accountIdOf(index));
const ALWAYS = Number.NEGATIVE_INFINITY;
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
  for (const chunk of piecesByDays(ids, () => to - from + 1)) {
    const [reading, found] = await seconds(async () => ({
      users: await store.userDays(WORKSPACE, chunk, dayOf(from - daysBefore(true)), dayOf(to)),
      modules: await store.moduleDays(WORKSPACE, chunk, dayOf(from - IN_USE.windowDays + 1), dayOf(to)),
      online: await store.onlineDays(WORKSPACE, chunk, dayOf(from), dayOf(to)),
    }));
    const [counting, counted] = await seconds(async () => columnsOf(found, deliveryDays, from, to));
    const [writing] = await seconds(() => series.replace(WORKSPACE, counted));
    spent.read += reading;
    spent.count += counting;
    spent.write += writing;
  }
  return { ...spent, total: spent.read + spent.count + spent.write };
}

function columnsOf({ users, modules, online }, deliveryDays, from, to) {
  const [userRows, moduleRows, onlineRows] = [cutter(users), cutter(modules), cutter(online)];
  return users.accounts.map((accountId, position) => {
    const facts = {
      live: { startsOn: FIRST_DAY, endsOn: null },
      ...userRows(position, ['user', 'day', 'login', 'clients']),
      modules: moduleRows(position, ['module', 'day', 'user']),
      online: onlineRows(position, ['client', 'day', 'seconds']),
      deliveryDays,
      mappedFrom: { login: ALWAYS, module: ALWAYS, client: ALWAYS, seconds: ALWAYS },
      registered: REGISTERED,
    };
    return { accountId, columns: usageColumns(facts, SILENCE_LIMITS, from, to) };
  });
}

/** Cuts out the rows of one customer after another. */
function cutter(rows) {
  let end = 0;
  return (position, names) => {
    const start = end;
    while (rows.account[end] === position) end += 1;
    return Object.fromEntries(names.map((name) => [name, rows[name].subarray(start, end)]));
  };
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
  const stretches = (from, keys, who, window) => `
    select ${keys}, day, sum(sum(step)) over (partition by ${keys} order by day) as users from (
      select ${keys}, unnest([greatest(day, coalesce(before + ${window}, day)), day + ${window}]) as day, unnest([1, -1]) as step
      from (select ${keys}, day, lag(day) over (partition by ${keys}, ${who} order by day) as before from ${from}))
    group by ${keys}, day`;
  const activity = 'from log.rows where excluded = 0 and kind <> 7 and end_user <> 0';
  const day = `(select unnest(range(${FIRST_DAY}, ${LAST_DAY + 1})) as day)`;
  const steps = {
    days: `select account, end_user, day, max(kind = 1) as login, max(client = 1) as pc, max(client = 2) as app ${activity} group by all`,
    daily: `select account, day, count(*) as dau, count(*) filter (login) as login_users, count(*) filter (pc) as pc_users, count(*) filter (app) as app_users
      from days group by account, day`,
    online: `select account, day, sum(seconds) as online_seconds, sum(seconds) filter (client = 1) as pc_seconds, sum(seconds) filter (client = 2) as app_seconds
      ${activity} group by account, day`,
    d7: stretches('days', 'account', 'end_user', 7),
    d30: stretches('days', 'account', 'end_user', 30),
    module_users: `select distinct account, module, end_user, day ${activity} and module <> 0`,
    module_days: 'select distinct account, module, day from module_users',
    used: 'select account, day, count(*) as modules from module_days group by account, day',
    u30: stretches('module_users', 'account, module', 'end_user', 30),
    module_cells: `select account, module, day from (select distinct account, module from module_days), ${day}`,
    of_thirty: `select account, module, day, count(found) over (partition by account, module order by day rows between 29 preceding and current row) as days
      from (select module_cells.*, module_days.day as found from module_cells left join module_days using (account, module, day))`,
    in_use: `select c.account, c.day, count(*) filter (c.days >= 5 and u30.users >= 3) as modules_in_use
      from of_thirty c asof left join u30 on u30.account = c.account and u30.module = c.module and u30.day <= c.day group by c.account, c.day`,
    cells: `select account, day from (select distinct account from days), ${day}`,
  };
  const [taken] = await seconds(async () => {
    for (const [name, select] of Object.entries(steps)) await connection.run(`create temp table ${name} as ${select}`);
    await connection.run(`
      create table result.account_days as
      select cells.account, cells.day, coalesce(d7.users, 0)::float as wau, coalesce(d30.users, 0)::float as mau,
        ${COUNTED.map((name) => `coalesce(${name}, 0)::float as ${name}`).join(', ')}
      from cells ${['d7', 'd30'].map((name) => `asof left join ${name} on ${name}.account = cells.account and ${name}.day <= cells.day`).join(' ')}
        ${['daily', 'online', 'used', 'in_use'].map((name) => `left join ${name} on ${name}.account = cells.account and ${name}.day = cells.day`).join(' ')}`);
  });
  const sums = await connection.run(`select ${COLUMNS.map((name) => `sum(${name})::double`).join(', ')} from result.account_days`);
  const [row] = await sums.getRows();
  connection.closeSync();
  instance.closeSync();
  return { seconds: taken, checksum: Object.fromEntries(COLUMNS.map((name, index) => [name, Number(row[index])])) };
}
