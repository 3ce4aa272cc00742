// Ready again after a restart, with a large event log: `npm run bench:reload [-- --events 50000000 --json]`.
// Limit: a start of the same program with an empty log. The first batch after it must be taken and known ids must be known.
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ACCOUNTS, makeBigLog, USERS_PER_ACCOUNT } from './big-log.mjs';
import { keepResult, median } from './results.mjs';
import { sendBatch, setUp, startMooring, statusMegabytes, stop } from './running.mjs';

const EVENTS = process.argv.includes('--events') ? Number(process.argv[process.argv.indexOf('--events') + 1]) : 50_000_000;
const ROUNDS = 3;
const MUST = { readySeconds: 5 };

const folder = mkdtempSync(join(process.env.BENCH_FOLDER ?? tmpdir(), 'mooring-bench-'));
const data = join(folder, 'data');
try {
  const first = await startMooring(data);
  const key = await setUp(first.url);
  await stop(first.child);
  const empty = [];
  for (let round = 0; round < ROUNDS; round++) empty.push(await once(key));
  for (const name of readdirSync(data)) if (name.startsWith('events.duckdb')) rmSync(join(data, name));
  await makeBigLog(join(data, 'events.duckdb'), EVENTS);
  const full = [];
  for (let round = 0; round < ROUNDS; round++) full.push(await once(key));
  const seconds = { ready: median(full.map(({ ready }) => ready)), readyOnEmptyLog: median(empty.map(({ ready }) => ready)) };
  const result = {
    seconds: { ...seconds, firstBatch: median(full.map(({ firstBatch }) => firstBatch)), all: full },
    ratio: { fullToEmpty: seconds.ready / seconds.readyOnEmptyLog },
    rssMegabytes: Math.max(...full.map(({ megabytes }) => megabytes)),
    logMegabytes: Math.round(statSync(join(data, 'events.duckdb')).size / 1024 ** 2),
    must: MUST,
    check: seconds.ready <= MUST.readySeconds,
  };
  keepResult('reload', result, { events: EVENTS, customers: ACCOUNTS, users: ACCOUNTS * USERS_PER_ACCOUNT, rounds: ROUNDS });
  if (!result.check) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function once(key) {
  const { child, url, secondsUntilReady } = await startMooring(data);
  const begun = performance.now();
  await sendBatch(url, key, [{ type: 'track', event: 'login', messageId: `after-${begun}`, userId: 'u', context: { groupId: 'acme' } }]);
  const firstBatch = (performance.now() - begun) / 1000;
  const megabytes = statusMegabytes(child.pid);
  await stop(child);
  return { ready: secondsUntilReady, firstBatch, megabytes };
}
