import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { type Answer, createClient } from './client.ts';

/** A page of which the test is the clock, the network and the storage. */
function page(answers: (Partial<Answer> | 'offline')[] = []) {
  const sent: { url: string; last: boolean; batch: Record<string, unknown>[] }[] = [];
  const warned: string[] = [];
  const stored = new Map<string, string>();
  const timers: { ms: number; act: () => void }[] = [];
  let ids = 0;
  const client = createClient({
    origin: 'https://mooring.example.com',
    now: () => '2026-11-18T02:00:00.000Z',
    newId: () => `id-${++ids}`,
    path: () => '/orders',
    async send(url, body, last) {
      sent.push({ url, last, ...(JSON.parse(body) as { batch: Record<string, unknown>[] }) });
      const answer = answers.shift() ?? {};
      if (answer === 'offline') throw new TypeError('Failed to fetch');
      return { status: 200, retryAfter: 0, text: '{"items":[]}', ...answer };
    },
    later: (ms, act) => void timers.push({ ms, act }),
    warn: (text) => void warned.push(text),
    storage: {
      getItem: (name) => stored.get(name) ?? null,
      setItem: (name, value) => void stored.set(name, value),
      removeItem: (name) => void stored.delete(name),
    },
  });
  /** Lets all timers run out, and what they begin come to its end. Returns how long they were. */
  const pass = async (): Promise<number[]> => {
    const due = timers.splice(0);
    for (const { act } of due) act();
    await new Promise((resolve) => setImmediate(resolve));
    return due.map(({ ms }) => ms);
  };
  return { client, sent, warned, stored, pass };
}

test('calls go in one batch, in the words of Segment: who, for which customer, an id and a time each', async () => {
  const { client, sent, pass } = page();
  client.track('before load');
  client.load('mk_1');
  client.identify('u-1', { name: '王芳' });
  client.group('acme', { name: 'Acme' });
  client.track('login', { from: 'menu' });
  client.page();
  await pass();
  expect(sent.map(({ url, last, batch }) => [url, last, batch.length])).toEqual([
    ['https://mooring.example.com/v1/batch?writeKey=mk_1', false, 5],
  ]);
  const timestamp = '2026-11-18T02:00:00.000Z';
  const context = { groupId: 'acme' };
  expect(sent[0]?.batch).toEqual([
    { type: 'track', messageId: 'id-1', timestamp, anonymousId: 'id-2', event: 'before load', properties: {} },
    { type: 'identify', messageId: 'id-3', timestamp, userId: 'u-1', traits: { name: '王芳' } },
    { type: 'group', messageId: 'id-4', timestamp, userId: 'u-1', context, groupId: 'acme', traits: { name: 'Acme' } },
    { type: 'track', messageId: 'id-5', timestamp, userId: 'u-1', context, event: 'login', properties: { from: 'menu' } },
    { type: 'page', messageId: 'id-6', timestamp, userId: 'u-1', context, name: '/orders', properties: {} },
  ]);
});

test('without a network, after 429 and after 5xx the same items go again, later each time and never sooner than asked', async () => {
  const { client, sent, pass } = page(['offline', { status: 503 }, { status: 429, retryAfter: 30 }, {}]);
  client.load('mk_1');
  client.track('login');
  await pass();
  expect(await pass()).toEqual([1000]);
  expect(await pass()).toEqual([2000]);
  expect(await pass()).toEqual([30_000]);
  expect(await pass()).toEqual([]);
  expect(sent).toHaveLength(4);
  expect(new Set(sent.map(({ batch }) => JSON.stringify(batch)))).toHaveProperty('size', 1);
});

test('what is refused for good is dropped, and the console says why', async () => {
  const { client, sent, warned, pass } = page([{ status: 401, text: '{"code":"wrong-key"}' }]);
  client.load('mk_1');
  client.track('login');
  await pass();
  await pass();
  expect(sent).toHaveLength(1);
  expect(warned).toEqual(['mooring: 401 "code":"wrong-key"']);
});

test('nothing leaves and nothing is stored before consent; a no forgets what waits', async () => {
  const { client, sent, stored, pass } = page();
  client.load('mk_1', { consent: false, persist: true });
  client.track('seen');
  await pass();
  await client.flush();
  client.leave();
  expect([sent.length, stored.size]).toEqual([0, 0]);
  client.consent(true);
  await pass();
  expect(sent.map(({ batch }) => batch.length)).toEqual([1]);
  expect(stored.size).toBe(1);
  client.track('more');
  client.consent(false);
  await pass();
  expect([sent.length, stored.size]).toEqual([1, 0]);
});

test('a page that goes away sends what is left, even while a batch is under way', async () => {
  const { client, sent, pass } = page();
  client.load('mk_1');
  await pass();
  client.track('bye');
  client.leave();
  expect(sent.map(({ last, batch }) => [last, batch.length])).toEqual([[true, 1]]);
});

test('the built script is smaller than 2 KB', () => {
  expect(gzipSync(readFileSync('dist/web/mooring.js')).length).toBeLessThan(2048);
});
