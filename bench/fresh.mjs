// From an accepted batch to the task on the screen, while other events come in: `npm run bench:fresh [-- --seconds 60 --json]`.
// Limit: the same without other events.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ACCOUNTS } from './body.mjs';
import { keepResult } from './results.mjs';
import { get, load, makeCustomers, sendBatch, setUp, startMooring, stop } from './running.mjs';

const SECONDS = process.argv.includes('--seconds') ? Number(process.argv[process.argv.indexOf('--seconds') + 1]) : 60;
const RATE = 5000;
const EVERY_MS = 1000;
const POLL_MS = 50;
const GIVE_UP_MS = 60_000;
const MS_PER_DAY = 86_400_000;
const MUST = { p95Seconds: 5 };

const folder = mkdtempSync(join(tmpdir(), 'mooring-bench-'));
try {
  const server = await startMooring(join(folder, 'data'));
  const key = await setUp(server.url);
  await makeCustomers(server.url, key, ACCOUNTS);
  const quiet = await watched(server.url, key, 'quiet', Math.min(20, SECONDS));
  const loading = load({ port: server.port, key, prefix: 'load-', seconds: SECONDS + 10, connections: 32, rate: RATE, at: Date.now() });
  await sleep(5000);
  const busy = await watched(server.url, key, 'busy', SECONDS);
  const { acknowledged, refused, broken, eventsPerSecond, p99 } = await loading;
  await stop(server.child);
  const result = {
    busy,
    quiet,
    load: { rate: RATE, eventsPerSecond, acknowledged, refused, broken, p99Ms: p99 },
    ratio: { busyToQuiet: busy.p95 / quiet.p95 },
    must: MUST,
    check: busy.missing === 0 && refused + broken === 0 && busy.p95 <= MUST.p95Seconds,
  };
  keepResult('fresh', result, { customers: ACCOUNTS, probesEveryMs: EVERY_MS, seconds: SECONDS, pollMs: POLL_MS });
  if (!result.check) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Sends, again and again, a customer who is at the edge of loss, and looks at 我的一天 until each is there. Seconds from receipt to task. */
async function watched(url, key, name, seconds) {
  const accepted = new Map();
  const seen = new Map();
  let over = false;
  const looking = (async () => {
    while (!over) {
      const { tasks } = await get(url, key, '/api/v1/my-day?whose=team');
      const now = performance.now();
      for (const { account } of tasks)
        if (accepted.has(account.externalId) && !seen.has(account.externalId)) seen.set(account.externalId, now);
      await sleep(POLL_MS);
    }
  })();
  const until = performance.now() + seconds * 1000;
  for (let number = 0; performance.now() < until; number++) {
    const account = `${name}-${number}`;
    await sendBatch(url, key, fading(account));
    accepted.set(account, performance.now());
    await sleep(EVERY_MS);
  }
  const deadline = performance.now() + GIVE_UP_MS;
  while (seen.size < accepted.size && performance.now() < deadline) await sleep(POLL_MS);
  over = true;
  await looking;
  const waits = [...seen].map(([account, at]) => (at - accepted.get(account)) / 1000).sort((a, b) => a - b);
  const at = (share) => waits[Math.min(waits.length - 1, Math.floor(waits.length * share))] ?? null;
  return { probes: accepted.size, missing: accepted.size - seen.size, p50: at(0.5), p95: at(0.95), max: at(1) };
}

/** Ten users, of whom one logged in on each of the last four weeks' days. */
function fading(account) {
  const context = { groupId: account };
  const ago = (days) => new Date(Date.now() - days * MS_PER_DAY).toISOString();
  const items = [{ type: 'group', groupId: account, traits: { name: account, createdAt: ago(60) } }];
  for (let user = 0; user < 10; user++)
    items.push({ type: 'identify', userId: `${account}-${user}`, traits: { createdAt: ago(60) }, timestamp: ago(60), context });
  for (let day = 0; day < 28; day++) items.push({ type: 'track', event: 'login', userId: `${account}-0`, timestamp: ago(day), context });
  return items.map((item, index) => ({ messageId: `${account}-${index}`, ...item }));
}
