import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { getAccount } from '../../src/features/accounts/contract.ts';
import { listEvents, listSources, type Receipt } from '../../src/features/usage/contract.ts';
import { describeEachEngine } from '../engines.ts';
import { makeHouse } from '../make.ts';
import { failingProxy } from './failing-proxy.ts';

/** A reconstruction from the client's published source, not a recording: see the README beside it. */
const REQUEST = JSON.parse(readFileSync(join(import.meta.dirname, '..', 'fixtures', 'rudderstack-node', 'request.json'), 'utf8')) as {
  readonly headers: Record<string, string>;
  readonly body: { readonly batch: readonly { readonly type: string; readonly messageId: string }[] };
};
/** As axios-retry does it: the same bytes again, at most three times more. */
const TRIES = 4;

describeEachEngine("RudderStack's client for Node, reconstructed", (engine) => {
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
      const authorization = `Basic ${Buffer.from(`${key}:`).toString('base64')}`;
      const body = new Uint8Array(gzipSync(JSON.stringify(REQUEST.body)));
      let answered = 0;
      for (let tries = 0; tries < TRIES && answered !== 200; tries++)
        answered = await fetch(`${proxy.url}/v1/batch`, { method: 'POST', headers: { ...REQUEST.headers, authorization }, body }).then(
          ({ status }) => status,
          () => 0,
        );
      expect(answered).toBe(200);
      const receipts = proxy.seen.filter(({ status }) => status !== null).map(({ answer }) => JSON.parse(answer) as Receipt);
      const size = REQUEST.body.batch.length;
      expect(receipts.map(({ accepted, duplicate }) => [accepted, duplicate])).toEqual(
        receipts.map((_receipt, index) => (index === 0 ? [size, 0] : [0, size])),
      );
      await house.settle();
      expect((await house.call(listSources, {}, owner)).sources).toMatchObject([{ events: size }]);
      expect(await house.call(getAccount, { externalId: 'acme' }, owner)).toMatchObject({ name: 'Acme' });
      const { events } = await house.call(listEvents, { externalId: 'acme' }, owner);
      expect(events.map(({ name, kind, userId }) => `${name} ${kind} ${userId}`).sort()).toEqual([
        'Home action u-1',
        'Reports action u-1',
        'alias other u-1',
        'group other u-1',
        'identify other u-1',
        'login login u-1',
        'report exported action 7',
      ]);
    } finally {
      await proxy.close();
      await house.close();
    }
  });
});
