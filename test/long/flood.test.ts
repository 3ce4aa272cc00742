import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';

const USERS = 1_000_000;
const NAMES = 100_000;
const REGISTERED = 100_000;
const BATCH = 1000;
const AT_ONCE = 4;
/** What ingest may hold at most (bench:ingest). */
const MOST_MEGABYTES = 1536;

const folder = mkdtempSync(join(tmpdir(), 'mooring-flood-'));
let child: ChildProcess | null = null;
afterAll(() => {
  child?.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

/** Starts the built server; where it is reached. */
function start(): Promise<string> {
  const started = spawn(process.execPath, ['dist/server/app/main.js'], {
    env: { ...process.env, PORT: '0', MOORING_DATA: join(folder, 'data'), LOG_LEVEL: 'error' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  child = started;
  return new Promise((resolve, reject) => {
    started.once('exit', (code) => reject(new Error(`Mooring ended with ${code} before it was ready.`)));
    started.stdout.on('data', (said: Buffer) => {
      const url = /ready on (http:\S+)/.exec(said.toString())?.[1];
      if (url !== undefined) resolve(url);
    });
  });
}

const megabytes = (): number =>
  Math.round(Number(execFileSync('ps', ['-o', 'rss=', '-p', String(child?.pid)], { encoding: 'utf8' })) / 1024);

async function call<T>(
  url: string,
  path: string,
  headers: Record<string, string>,
  body?: object,
): Promise<{ answer: T; cookie: string; ms: number }> {
  const begun = performance.now();
  const response = await fetch(url + path, {
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    headers: { 'content-type': 'application/json', ...headers },
  });
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${(await response.text()).slice(0, 500)}`);
  const cookie = response.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  return { answer: (await response.json()) as T, cookie, ms: Math.round(performance.now() - begun) };
}

/** The owner in a browser, and a key. */
async function setUp(url: string): Promise<{ person: Record<string, string>; key: Record<string, string> }> {
  const owner = {
    name: '王琳',
    email: 'owner@example.com',
    password: 'correct horse battery',
    workspaceKey: 'acme',
    workspaceName: 'Acme',
    timeZone: 'UTC',
  };
  const { cookie } = await call(url, '/api/v1/setup', {}, owner);
  const person = { cookie, 'x-mooring-workspace': 'acme' };
  const { answer } = await call<{ secret: string }>(url, '/api/v1/keys', person, { name: 'flood', scopes: ['ingest', 'read'] });
  return { person, key: { authorization: `Bearer ${answer.secret}` } };
}

/** Sends `count` items in batches, some at once; the slowest answer in milliseconds. */
async function send(url: string, key: Record<string, string>, count: number, item: (index: number) => object): Promise<number> {
  let [next, slowest] = [0, 0];
  const sender = async (): Promise<void> => {
    while (next < count) {
      const from = next;
      next += BATCH;
      const batch = Array.from({ length: BATCH }, (_, index) => item(from + index));
      const { answer, ms } = await call<{ accepted: number }>(url, '/v1/batch', key, { batch });
      expect(answer.accepted).toBe(BATCH);
      slowest = Math.max(slowest, ms);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, sender));
  return slowest;
}

test('a million users and a hundred thousand names of events: all are kept, and memory stays within bounds', async () => {
  const url = await start();
  const { person, key } = await setUp(url);
  const timestamp = new Date().toISOString();
  const context = { groupId: 'acme' };
  await call(url, '/v1/group', key, { userId: 'u', groupId: 'acme', traits: { name: 'Acme' } });
  const told: Record<string, number> = { before: megabytes() };
  const slowestTrack = await send(url, key, USERS, (index) => ({
    type: 'track',
    messageId: `t${index}`,
    userId: `user-${index}`,
    event: `name ${index % NAMES}`,
    timestamp,
    context,
  }));
  told.afterUsers = megabytes();
  const slowestIdentify = await send(url, key, REGISTERED, (index) => ({
    type: 'identify',
    messageId: `i${index}`,
    userId: `user-${index}`,
    timestamp,
    context,
  }));
  told.afterRegistrations = megabytes();
  const day = timestamp.slice(0, 10);
  const counted = async (): Promise<unknown> => {
    const { answer } = await call<readonly { value: number | null }[]>(
      url,
      `/api/v1/accounts/acme/series?metrics=dau&from=${day}&to=${day}`,
      key,
    );
    return answer[0]?.value;
  };
  const begun = performance.now();
  while ((await counted()) !== USERS && performance.now() - begun < 120_000) await sleep(500);
  expect(await counted()).toBe(USERS);
  told.afterRollup = megabytes();
  const { answer: names, ms: namesMs } = await call<{ total: number; names: unknown[] }>(url, '/api/v1/mappings/names', person);
  expect([names.total, names.names.length]).toEqual([NAMES, 500]);
  told.afterNames = megabytes();
  console.log(
    `Megabytes held: ${JSON.stringify(told)}; slowest batch ${slowestTrack} ms of tracks, ${slowestIdentify} ms of identifies; list of names ${namesMs} ms`,
  );
  expect(Math.max(...Object.values(told))).toBeLessThan(MOST_MEGABYTES);
  child?.removeAllListeners('exit');
  const code = new Promise((resolve) => child?.once('exit', resolve));
  child?.kill('SIGTERM');
  expect(await code).toBe(0);
});
