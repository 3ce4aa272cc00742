// An event log of many events, as ingest and sealing would have left it: 2,000 customers with 36 users each, 6 modules, 180 days, in lots in
// the order of time.
import { DuckDBInstance } from '@duckdb/node-api';

export const ACCOUNTS = 2000;
export const USERS_PER_ACCOUNT = 36;
export const DAYS = 180;
const MODULES = 6;
const moduleOf = (number) => `module-${number}`;
export const WORKSPACE = 'ws_bench';
export const FIRST_DAY = 20_400;
const LOT = 400_000;
const MS_PER_DAY = 86_400_000;

export const accountIdOf = (index) => `acc_${String(index).padStart(4, '0')}`;

/** Fills a new log with so many events. Returns the seconds that one lot takes to be added to the tally, on average. */
export async function makeBigLog(path, events, workspace = WORKSPACE) {
  await nameEverybody(path, workspace);
  const { addToTally } = await import('../dist/server/platform/events/log-tally.js');
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
  const connection = await instance.connect();
  await connection.run(`attach '${path}' as log`);
  await connection.run(
    `create table accounts as select number, text, substr(text, 5)::integer as index from log.texts where text like 'acc_%'`,
  );
  await connection.run(
    `create table modules as select number, substr(text, 8)::integer as index from log.texts where text like 'module-%'`,
  );
  await connection.run(`create table users as select number, substr(text, 3)::integer as index from log.texts where text like 'u-%'`);
  const number = async (text) =>
    Number((await (await connection.run(`select number from log.texts where text = '${text}'`)).getRows())[0][0]);
  const [ws, source, name] = [await number(workspace), await number('web'), await number('Report Opened')];
  let seconds = 0;
  for (let start = 0; start < events; start += LOT) {
    const end = Math.min(events, start + LOT);
    await connection.run(`create or replace table lot as
      with raw as (
        select i, (hash(i) % ${ACCOUNTS * USERS_PER_ACCOUNT})::integer as who, ${FIRST_DAY} + (i * ${DAYS} // ${events})::integer as day,
          (hash(i + 1) % 20)::integer as what,
          (hash(i + 5) % 1000)::integer as where_to from range(${start}, ${end}) t(i))
      select i + 1000000 as seq, ${ws} as workspace, ${source} as source, a.number as account, u.number as end_user, ${name} as name, m.number as module,
        (case when what = 0 then 7 when what < 3 then 1 else 0 end)::utinyint as kind, (what % 4)::utinyint as client, 0::utinyint as excluded, day,
        day::bigint * ${MS_PER_DAY} + (hash(i + 2) % ${MS_PER_DAY})::bigint as occurred_at, (day + 1)::bigint * ${MS_PER_DAY} as recorded_at,
        (hash(i + 3) % 4294967295)::uinteger as id_low, (hash(i + 4) % 4294967295)::uinteger as id_high, 'm' || i as message_id,
        '{"page":' || (i % 97) || '}' as properties, case when what < 10 then 30 + (i % 90)::integer else 0 end as seconds
      from raw join modules m on m.index = case when where_to < 3 then 5 when where_to < 30 then 4 else where_to % 4 end
      join accounts a on a.index = who // ${USERS_PER_ACCOUNT} join users u on u.index = who order by account, day, seq`);
    await connection.run('insert into log.rows from lot');
    const begun = performance.now();
    await addToTally(connection, 'log', 'lot');
    seconds += (performance.now() - begun) / 1000;
    await connection.run('checkpoint log');
  }
  connection.closeSync();
  instance.closeSync();
  return seconds / Math.ceil(events / LOT);
}

/** One event of every user through the store itself, so that all texts have their numbers; then the rows are forgotten. */
async function nameEverybody(path, workspaceId) {
  const { openDuckDbEventStore } = await import('../dist/server/platform/events/duckdb-event-store.js');
  const store = await openDuckDbEventStore(path);
  for (let account = 0; account < ACCOUNTS; account += 200) {
    const events = Array.from({ length: 200 * USERS_PER_ACCOUNT }, (_, index) => {
      const user = account * USERS_PER_ACCOUNT + index;
      return eventOf(workspaceId, accountIdOf(Math.floor(user / USERS_PER_ACCOUNT)), user);
    });
    await store.append(events);
  }
  await store.erase(workspaceId, { userId: 'nobody' });
  await store.close();
  const instance = await DuckDBInstance.create(path);
  const connection = await instance.connect();
  for (const table of [
    'rows',
    ...['users', 'many', 'few', 'online', 'sources', 'served', 'signs', 'times', 'united'].map((one) => `tally_${one}`),
  ])
    await connection.run(`delete from ${table}`);
  connection.closeSync();
  instance.closeSync();
}

/** The event of one user at the last day. */
export function eventOf(workspaceId, accountId, user, messageId = `named-${user}`, day = FIRST_DAY) {
  const at = day * MS_PER_DAY;
  return {
    workspaceId,
    source: 'web',
    messageId,
    accountId,
    userId: `u-${user}`,
    name: 'Report Opened',
    kind: 'action',
    module: moduleOf(user % MODULES),
    client: user % 2 === 0 ? 'pc' : 'app',
    seconds: 60,
    occurredAt: at,
    day: new Date(at).toISOString().slice(0, 10),
    recordedAt: at,
    excluded: false,
    properties: '',
  };
}
