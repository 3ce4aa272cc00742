// Whether anything that was acknowledged can be lost, or anything counted twice: `npm run test:kill [-- --times 20 --json]`.
// Eight senders send as fast as they can; the server is killed at another moment each time, and started again on the same folder.
// What is there is counted in a backup, by SQL over its file of events: neither the senders nor Mooring's own counts are asked.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DuckDBInstance } from '@duckdb/node-api';
import { ACCOUNTS, BATCH } from './body.mjs';
import { keepResult } from './results.mjs';
import { load, makeCustomers, SERVER, setUp, startMooring, stop, storedEvents } from './running.mjs';

const given = process.argv.indexOf('--times');
const TIMES = given === -1 ? 20 : Number(process.argv[given + 1]);
const SENDERS = 8;
const PREFIX = 'kill-';
/** A kill comes this long after the first receipt: from inside the first commits to long after the first rollups and seals. */
const KILL_AFTER_MS = Array.from({ length: TIMES }, (_, round) => (round * 677) % 2300);
const at = Date.now();

const folder = mkdtempSync(join(tmpdir(), 'mooring-kill-'));
const data = join(folder, 'data');
let server = null;
try {
  server = await startMooring(data);
  const key = await setUp(server.url);
  await makeCustomers(server.url, key, ACCOUNTS);
  const { acknowledged, sent, readySeconds } = await killOftenWhileSending(key);
  await end();
  const before = await eventsOnDisk(acknowledged);

  server = await startMooring(data);
  const again = await load({ port: server.port, key, prefix: PREFIX, at, connections: SENDERS, seconds: 3600, last: sent });
  const stored = (await storedEvents(server.url, key)) - ACCOUNTS;
  await end();
  const after = await eventsOnDisk(acknowledged);

  const counts = { acknowledged: acknowledged.size * BATCH, found: before.found, twice: after.twice, lost: before.lost };
  const sentAgain = {
    events: sent * BATCH,
    accepted: again.acknowledged,
    duplicate: again.duplicates,
    refused: again.refused,
    onDisk: after.events,
    stored,
  };
  const isWhole =
    again.refused + again.broken === 0 &&
    again.acknowledged === sent * BATCH - before.distinct &&
    after.events === sent * BATCH &&
    stored === after.events;
  const check = counts.lost === 0 && counts.twice === 0 && before.twice === 0 && isWhole && acknowledged.size >= TIMES;
  keepResult(
    'kill',
    { counts, onDiskBefore: before, sentAgain, readyAgainSeconds: readySeconds, check },
    { times: TIMES, senders: SENDERS, batch: BATCH },
  );
  console.log(`acknowledged ${counts.acknowledged}, found ${counts.found}, twice ${counts.twice}, lost ${counts.lost}`);
  console.log(`killed ${TIMES} times, ready again after ${Math.max(...readySeconds).toFixed(2)} s at most`);
  if (!check) process.exitCode = 1;
} finally {
  if (server !== null) await stop(server.child, 'SIGKILL');
  rmSync(folder, { recursive: true, force: true });
}

/** The batches that were acknowledged, how many were sent, and how long each start after a kill took. */
async function killOftenWhileSending(key) {
  const acknowledged = new Set();
  const readySeconds = [];
  let sent = 0;
  for (const pause of KILL_AFTER_MS) {
    // As a client does: what got no answer is sent again, with whatever came after it.
    const first = firstNotIn(acknowledged);
    let heard = () => undefined;
    const answered = new Promise((resolve) => {
      heard = resolve;
    });
    const sending = load(
      { port: server.port, key, prefix: PREFIX, at, connections: SENDERS, seconds: 3600, first, tell: true },
      (batch) => {
        acknowledged.add(batch);
        heard();
      },
    );
    await Promise.race([answered, sending]);
    await sleep(pause);
    await stop(server.child, 'SIGKILL');
    const { next, refused } = await sending;
    if (refused > 0) throw new Error(`${refused} batches were refused before the server was killed.`);
    sent = Math.max(sent, next);
    server = await startMooring(data);
    readySeconds.push(server.secondsUntilReady);
  }
  return { acknowledged, sent, readySeconds };
}

function firstNotIn(batches) {
  let first = 0;
  while (batches.has(first)) first += 1;
  return first;
}

async function end() {
  await stop(server.child);
  if (server.child.exitCode !== 0) throw new Error(`Mooring ended with ${server.child.exitCode}.`);
  server = null;
}

/** Counts our events in a backup of the folder that nobody holds, and looks for each that was acknowledged. */
async function eventsOnDisk(acknowledged) {
  const file = join(folder, 'kill.tar.gz');
  const env = { ...process.env, MOORING_DATA: data, LOG_LEVEL: 'error' };
  execFileSync(process.execPath, [join(dirname(SERVER), 'cli', 'main.js'), 'backup', file], {
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  execFileSync('tar', ['-xzf', file, '-C', folder]);
  writeFileSync(join(folder, 'acknowledged.csv'), ['batch', ...acknowledged].join('\n'));
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const events = `(select message_id as id, count(*) as times from read_parquet('${folder}/**/usage_events.parquet')
    where starts_with(message_id, '${PREFIX}') group by 1)`;
  const wanted = `(select '${PREFIX}' || lpad((batch * ${BATCH} + slot)::varchar, 12, '0') as id
    from read_csv('${folder}/acknowledged.csv', header = true, columns = {batch: 'bigint'}), range(${BATCH}) slots(slot))`;
  const [row] = await rowsOf(
    connection,
    `select coalesce(sum(times), 0)::double as events, count(*)::double as distinct_ids, count(*) filter (where times > 1)::double as twice,
      (select count(*)::double from ${wanted} semi join ${events} using (id)) as found,
      (select count(*)::double from ${wanted} anti join ${events} using (id)) as lost
    from ${events}`,
  );
  connection.closeSync();
  rmSync(file);
  const { events: all, distinct_ids: distinct, twice, found, lost } = row;
  return { events: all, distinct, twice, found, lost };
}

async function rowsOf(connection, sql) {
  return (await connection.runAndReadAll(sql)).getRowObjectsJS();
}
