import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { serve } from '../../src/app/serve.ts';
import { getAccount } from '../../src/features/accounts/contract.ts';
import { listEvents, listSources, type Receipt } from '../../src/features/usage/contract.ts';
import { readConfig } from '../../src/platform/config.ts';
import { describeEmbedded } from '../engines.ts';
import { makeHouse } from '../make.ts';
import { type FailingProxy, failingProxy } from './failing-proxy.ts';
import { eventsOf, setUp } from './owner.ts';

interface Batch {
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: string;
}

/** What the client put on the wire: see the README beside it. */
const { requests } = JSON.parse(
  readFileSync(join(import.meta.dirname, '..', 'fixtures', 'rudderstack-node', 'recording.json'), 'utf8'),
) as { requests: readonly Batch[] };
/** A try again sends the same bytes, so each batch is here once. */
const BATCHES = [...new Map(requests.map((one) => [one.body, one])).values()] as [Batch, ...Batch[]];
const CALLS = BATCHES.flatMap(({ body }) => (JSON.parse(gunzipSync(Buffer.from(body, 'base64')).toString()) as { batch: object[] }).batch);
/** As axios-retry does it: the same bytes again, at most three times more. */
const TRIES = 4;
const KEPT = [
  'Home action u-1',
  'Reports action u-1',
  'alias other u-1',
  'group other u-1',
  'identify other u-1',
  'login login u-1',
  'report exported action 7',
];

test('the recording holds tries again, with the same bytes', () => {
  expect([requests.length, BATCHES.length, CALLS.length]).toEqual([5, 2, 7]);
});

describeEmbedded("RudderStack's client for Node, recorded", (engine) => {
  test.each([
    ['the answer is lost, then a 429', ['lose', 'brake', 'pass']],
    ['a 500, then the connection is cut', ['refuse', 'cut', 'lose', 'pass']],
  ] as const)('%s: every call is kept once', async (_, fates) => {
    const house = await makeHouse(engine);
    const proxy = await failingProxy(fates);
    try {
      const owner = await house.setUp();
      proxy.lead(await house.listen());
      const key = await house.addKey(owner, ['ingest']);
      for (const batch of BATCHES) expect(await delivered(proxy, batch, key)).toBe(200);
      expect(keptIn(proxy)).toBe(CALLS.length);
      await house.settle();
      expect((await house.call(listSources, {}, owner)).sources).toMatchObject([{ events: CALLS.length }]);
      expect(await house.call(getAccount, { externalId: 'acme' }, owner)).toMatchObject({ name: 'Acme' });
      const { events } = await house.call(listEvents, { externalId: 'acme' }, owner);
      expect(events.map(({ name, kind, userId }) => `${name} ${kind} ${userId}`).sort()).toEqual(KEPT);
    } finally {
      await proxy.close();
      await house.close();
    }
  });
});

test("RudderStack's client for Node, recorded: a 500, a 429, and the server goes and comes back between two tries", async () => {
  const folder = mkdtempSync(join(tmpdir(), 'mooring-clients-'));
  const config = readConfig({ PORT: '0', MOORING_DATA: join(folder, 'data') });
  const log = pino({ level: 'fatal' });
  const proxy = await failingProxy(['refuse', 'brake', 'lose']);
  let serving = await serve(config, log);
  try {
    const owner = await setUp(serving.url);
    proxy.lead(serving.url);
    for (let tries = 0; tries < TRIES - 1; tries++) await sent(proxy, BATCHES[0], owner.key);
    await serving.close();
    serving = await serve(config, log);
    proxy.lead(serving.url);
    for (const batch of BATCHES) expect(await sent(proxy, batch, owner.key)).toBe(200);
    expect(keptIn(proxy)).toBe(CALLS.length);
    const { total, events } = await eventsOf(serving.url, 'acme', owner);
    expect(total).toBe(CALLS.length);
    expect(events.map(({ name, kind, userId }) => `${name} ${kind} ${userId}`).sort()).toEqual(KEPT);
  } finally {
    await serving.close();
    await proxy.close();
    rmSync(folder, { recursive: true, force: true });
  }
}, 60_000);

async function sent({ url }: FailingProxy, { method, path, headers, body }: Batch, key: string): Promise<number> {
  const authorization = `Basic ${Buffer.from(`${key}:`).toString('base64')}`;
  return fetch(`${url}${path}`, { method, headers: { ...headers, authorization }, body: new Uint8Array(Buffer.from(body, 'base64')) }).then(
    ({ status }) => status,
    () => 0,
  );
}

async function delivered(proxy: FailingProxy, batch: Batch, key: string): Promise<number> {
  let answered = 0;
  for (let tries = 0; tries < TRIES && answered !== 200; tries++) answered = await sent(proxy, batch, key);
  return answered;
}

/** How many calls were taken, by all receipts together; nothing was refused or waits. */
function keptIn({ seen }: FailingProxy): number {
  const receipts = seen.filter(({ status }) => status === 200).map(({ answer }) => JSON.parse(answer) as Receipt);
  for (const { accepted, duplicate, items } of receipts) expect(accepted + duplicate).toBe(items.length);
  return receipts.reduce((sum, { accepted }) => sum + accepted, 0);
}
