import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { type Answer, createClient } from './client.ts';

/** A page of which the test is the clock, the network and the storage. */
function page(answers: (Partial<Answer> | 'offline')[] = [], luck = 0) {
  const sent: { url: string; last: boolean; batch: Record<string, unknown>[] }[] = [];
  const warned: string[] = [];
  const kept: { id: string | null } = { id: null };
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
    chance: () => luck,
    warn: (text) => void warned.push(text),
    recall: () => kept.id,
    remember(id) {
      kept.id = id;
    },
  });
  /** Lets all timers run out, and what they begin come to its end. Returns how long they were. */
  const pass = async (): Promise<number[]> => {
    const due = timers.splice(0);
    for (const { act } of due) act();
    await new Promise((resolve) => setImmediate(resolve));
    return due.map(({ ms }) => ms);
  };
  return { client, sent, warned, kept, pass };
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

test('pages that met the same failure come back at different times, by chance up to half as late again', async () => {
  const { client, pass } = page([{ status: 503 }, { status: 429, retryAfter: 30 }, {}], 0.5);
  client.load('mk_1');
  client.track('login');
  await pass();
  expect(await pass()).toEqual([1250]);
  expect(await pass()).toEqual([37_500]);
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

test('before an answer nothing leaves and nothing is stored; a yes lets it go', async () => {
  const { client, sent, kept, pass } = page();
  client.load('mk_1', { consent: 'wait', persist: 'local' });
  client.track('seen');
  await pass();
  await client.flush();
  client.leave();
  expect([sent.length, kept.id]).toEqual([0, null]);
  client.consent(true);
  await pass();
  expect(sent.map(({ batch }) => batch)).toMatchObject([[{ event: 'seen', anonymousId: kept.id }]]);
});

test('a no remembers nothing: neither what was done, nor who it was', async () => {
  const { client, sent, kept, pass } = page();
  client.load('mk_1', { persist: 'local' });
  client.track('before');
  expect(kept.id).not.toBeNull();
  client.consent(false);
  client.track('meanwhile');
  await pass();
  expect([sent.length, kept.id]).toEqual([0, null]);
  client.consent(true);
  client.track('later');
  await pass();
  expect(sent.map(({ batch }) => batch.map(({ event }) => event))).toEqual([['later']]);
});

test('without being asked to, nothing is stored', async () => {
  const { client, kept } = page();
  client.load('mk_1');
  client.track('login');
  expect(kept.id).toBeNull();
});

test('a batch has 50 items at most, fewer when they are long; of a page that never sends, the latest 500 stay', async () => {
  const { client, sent, pass } = page();
  client.load('mk_1', { consent: 'wait' });
  for (let call = 0; call < 600; call++) client.track(`call ${call}`, { text: call < 590 ? '' : '长'.repeat(8000) });
  client.consent(true);
  await pass();
  expect(sent.map(({ batch }) => batch.length)).toEqual([...Array(9).fill(50), 41, 2, 2, 2, 2, 1]);
  expect(sent[0]?.batch[0]).toMatchObject({ event: 'call 100' });
});

test('what is no JSON costs nothing but itself', async () => {
  const { client, sent, warned, pass } = page();
  client.load('mk_1');
  const round: Record<string, unknown> = {};
  round.round = round;
  client.track('round', round);
  client.track('login');
  await pass();
  expect(sent[0]?.batch).toMatchObject([{ event: 'login' }]);
  expect(warned).toEqual([expect.stringContaining('circular')]);
});

test('a page that goes away sends what is left, even while a batch is under way', async () => {
  const { client, sent, pass } = page();
  client.load('mk_1');
  await pass();
  for (let call = 0; call < 51; call++) client.track('bye');
  void client.flush();
  client.leave();
  expect(sent.map(({ last, batch }) => [last, batch.length])).toEqual([
    [false, 50],
    [true, 50],
    [true, 1],
  ]);
});

test('the built script is smaller than 2 KB', () => {
  expect(gzipSync(readFileSync('dist/web/mooring.js')).length).toBeLessThan(2048);
});
