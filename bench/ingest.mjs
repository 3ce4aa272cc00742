// Ingest through the real server: `npm run bench:ingest [-- --seconds 60 --json]`.
// Limit, measured in the same run: a bare node:http server with JSON.parse, ajv and fdatasync (bench/bare-server.mjs).
// Closed loop: 32 connections × 100 events. Open loop: fixed rates, latency from the due time.
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { ACCOUNTS, accountName, requestOf, USERS_PER_ACCOUNT } from './body.mjs';
import { keepResult } from './results.mjs';
import {
  get,
  load,
  makeCustomers,
  processorSeconds,
  sendBatch,
  setUp,
  start,
  startMooring,
  statusMegabytes,
  stop,
  storedEvents,
} from './running.mjs';

const option = (name, otherwise) =>
  process.argv.includes(`--${name}`) ? Number(process.argv[process.argv.indexOf(`--${name}`) + 1]) : otherwise;
const SECONDS = option('seconds', 60);
const OPEN_SECONDS = option('open-seconds', 20);
const BARE_SECONDS = option('bare-seconds', Math.max(5, SECONDS / 6));
const CONNECTIONS = 32;
const RATES = [5000, 60_000];
const MUST = { ratioToBare: 0.35, p99Ms: 50, rssMegabytes: 1536, rolledUpWithinSeconds: 5 };

const folder = mkdtempSync(join(tmpdir(), 'mooring-bench-'));
const at = Date.now();
try {
  const loadBefore = loadavg()[0];
  const bare = [await bareRun()];
  const server = await startMooring(join(folder, 'data'));
  const key = await setUp(server.url);
  await makeCustomers(server.url, key, ACCOUNTS);
  const closed = await measured(server, { key, prefix: 'closed-', seconds: SECONDS });
  const rolledUp = await secondsUntilRolledUp(server.url, key);
  const open = [];
  for (const rate of RATES) open.push({ rate, ...(await measured(server, { key, prefix: `open-${rate}-`, seconds: OPEN_SECONDS, rate })) });
  const acknowledged = closed.acknowledged + open.reduce((sum, run) => sum + run.acknowledged, 0);
  const stored = await storedEvents(server.url, key);
  await stop(server.child);
  bare.push(await bareRun());
  const bareRate = bare.reduce((sum, run) => sum + run.eventsPerSecond, 0) / bare.length;
  const ratio = closed.eventsPerSecond / bareRate;
  const counts = { acknowledged, stored: stored - ACCOUNTS - 1, equal: stored - ACCOUNTS - 1 === acknowledged };
  const clean = [closed, ...open].every(({ refused, broken }) => refused + broken === 0);
  keepResult(
    'ingest',
    {
      ratio,
      closed,
      rolledUpAfterSeconds: rolledUp,
      open,
      bare: { eventsPerSecond: Math.round(bareRate), runs: bare },
      rows: counts,
      load: { before: loadBefore, after: loadavg()[0] },
      must: MUST,
      check:
        clean &&
        counts.equal &&
        ratio >= MUST.ratioToBare &&
        closed.p99 <= MUST.p99Ms &&
        closed.rss.peak <= MUST.rssMegabytes &&
        rolledUp !== null &&
        rolledUp <= MUST.rolledUpWithinSeconds,
      correct: clean && counts.equal,
    },
    {
      connections: CONNECTIONS,
      seconds: SECONDS,
      openSeconds: OPEN_SECONDS,
      bytesPerEvent: requestOf(0, { key, prefix: 'closed-', at }).bytesPerEvent,
    },
  );
  if (!(clean && counts.equal)) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function bareRun() {
  const server = await start(['bench/bare-server.mjs', join(folder, 'bare.log')]);
  const before = processorSeconds(server.child.pid);
  const { eventsPerSecond, p50, p99, p999, refused, acknowledged } = await load({
    port: server.port,
    key: 'none',
    prefix: 'bare-',
    seconds: BARE_SECONDS,
    connections: CONNECTIONS,
    at,
    wantReceipt: false,
  });
  const cpu = processorSeconds(server.child.pid).own - before.own;
  await stop(server.child);
  if (refused > 0) throw new Error('The bare server refused batches.');
  return { eventsPerSecond, p50, p99, p999, eventsPerCoreSecond: Math.round(acknowledged / cpu) };
}

/** One run of the load, with what the server needed for it and what else the machine did meanwhile. */
async function measured({ child, port }, settings) {
  const rss = [];
  const timer = setInterval(() => rss.push(statusMegabytes(child.pid)), 1000);
  const before = processorSeconds(child.pid);
  const result = await load({ port, connections: CONNECTIONS, at, ...settings });
  clearInterval(timer);
  const after = processorSeconds(child.pid);
  const cores = (after.own - before.own) / result.seconds;
  const step = Math.max(1, Math.floor(rss.length / 20));
  return {
    ...result,
    serverCores: cores,
    /** What a second of processor time carries: says more than a rate when others use the machine too. */
    eventsPerCoreSecond: Math.round((result.acknowledged + result.duplicates) / (after.own - before.own)),
    foreignCores: (after.machine - before.machine) / result.seconds - cores - result.generatorCores,
    rss: { peak: statusMegabytes(child.pid, 'VmHWM'), overTime: rss.filter((_, index) => index % step === 0) },
  };
}

/** A last event by a new user: how long until the day's users of its customer count them. */
async function secondsUntilRolledUp(url, key) {
  const account = accountName(7);
  const now = new Date();
  await sendBatch(url, key, [
    {
      type: 'track',
      messageId: 'the-last',
      userId: 'the-last',
      event: 'Search Done',
      timestamp: now.toISOString(),
      context: { groupId: account },
    },
  ]);
  const begun = performance.now();
  const day = now.toISOString().slice(0, 10);
  for (; performance.now() - begun < 120_000; await new Promise((resolve) => setTimeout(resolve, 100))) {
    const series = await get(url, key, `/api/v1/accounts/${account}/series?metrics=dau&from=${day}&to=${day}`);
    if (JSON.stringify(series).includes(`${USERS_PER_ACCOUNT + 1}`)) return (performance.now() - begun) / 1000;
  }
  return null;
}
