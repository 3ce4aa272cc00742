import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';

const ROUNDS = 20;
const SENDERS = 8;
const BATCH = 100;
const OWNER = { name: '王琳', email: 'owner@example.com', password: 'correct horse battery' };

const folder = mkdtempSync(join(tmpdir(), 'mooring-kill-'));
let running: ChildProcess | null = null;
afterAll(() => {
  running?.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

/** Starts the built server on the folder; where it is reached. */
function start(): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, ['dist/server/app/main.js'], {
    env: { ...process.env, PORT: '0', MOORING_DATA: join(folder, 'data'), LOG_LEVEL: 'fatal' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  running = child;
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`Mooring ended with ${code} before it was ready.`)));
    child.stdout.on('data', (said: Buffer) => {
      const url = /ready on (http:\S+)/.exec(said.toString())?.[1];
      if (url !== undefined) resolve({ child, url });
    });
  });
}

interface Receipt {
  readonly items: readonly { readonly messageId: string | null; readonly status: string }[];
}

async function call<T>(
  url: string,
  path: string,
  more: { body?: object; headers?: Record<string, string> } = {},
): Promise<{ answer: T; cookie: string }> {
  const response = await fetch(url + path, {
    ...(more.body === undefined ? {} : { method: 'POST', body: JSON.stringify(more.body) }),
    headers: { 'content-type': 'application/json', ...more.headers },
  });
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
  const cookie = response.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  return { answer: (await response.json()) as T, cookie };
}

/** The receipts of ids by status; items of a batch that got no answer are in none. */
async function send(url: string, key: string, ids: readonly string[]): Promise<Receipt['items']> {
  const timestamp = new Date().toISOString();
  const batch = ids.map((messageId, index) => ({
    type: 'track',
    event: 'login',
    messageId,
    userId: `u${index % 40}`,
    timestamp,
    context: { groupId: 'acme' },
  }));
  return (await call<Receipt>(url, '/v1/batch', { body: { batch }, headers: { authorization: `Bearer ${key}` } })).answer.items;
}

test(`killed ${ROUNDS} times while it takes events: nothing that was acknowledged is lost, nothing is counted twice`, async () => {
  let { child, url } = await start();
  const setup = await call(url, '/api/v1/setup', { body: { ...OWNER, workspaceKey: 'acme', workspaceName: 'Acme' } });
  const person = { cookie: setup.cookie, 'x-mooring-workspace': 'acme' };
  const { answer: made } = await call<{ secret: string }>(url, '/api/v1/keys', {
    body: { name: 'kill', scopes: ['ingest', 'read'] },
    headers: person,
  });
  const key = made.secret;
  await call(url, '/v1/batch', {
    body: { batch: [{ type: 'group', userId: 'u0', groupId: 'acme', traits: { name: 'Acme' } }] },
    headers: { authorization: `Bearer ${key}` },
  });

  const sent: string[] = [];
  const acknowledged = new Set<string>();
  for (let round = 0; round < ROUNDS; round++) {
    const senders = Array.from({ length: SENDERS }, async (_, sender) => {
      for (let number = 0; ; number++) {
        const ids = Array.from({ length: BATCH }, (_id, index) => `r${round}-s${sender}-b${number}-${index}`);
        sent.push(...ids);
        for (const { messageId, status } of await send(url, key, ids))
          if (status === 'accepted' && messageId !== null) acknowledged.add(messageId);
      }
    });
    let over = false;
    const ended = Promise.allSettled(senders).then(() => {
      over = true;
    });
    // On a busy machine a fixed time may pass before anything was taken; and each round ends at another moment of a commit and a rollup.
    const before = acknowledged.size;
    while (!over && acknowledged.size < before + SENDERS * BATCH) await sleep(10);
    expect(over, 'the server still takes events').toBe(false);
    await sleep((round * 97) % 700);
    child.removeAllListeners('exit');
    child.kill('SIGKILL');
    await ended;
    ({ child, url } = await start());
  }
  expect(acknowledged.size).toBeGreaterThan(ROUNDS * BATCH);

  const lost: string[] = [];
  for (let from = 0; from < sent.length; from += BATCH) {
    for (const { messageId, status } of await send(url, key, sent.slice(from, from + BATCH)))
      if (messageId !== null && acknowledged.has(messageId) && status !== 'duplicate') lost.push(`${messageId} was ${status}`);
  }
  expect(lost).toEqual([]);
  const { answer } = await call<{ total: number }>(url, '/api/v1/accounts/acme/events?kind=login&limit=1', {
    headers: { authorization: `Bearer ${key}` },
  });
  expect(answer.total).toBe(new Set(sent).size);
  child.removeAllListeners('exit');
  const code = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  expect(await code).toBe(0);
});
