import { gzipSync } from 'node:zlib';
import type { LightMyRequestResponse } from 'fastify';
import { expect, test } from 'vitest';
import { describeEachEngine } from '../../../test/engines.ts';
import { type House, makeHouse, type Owner } from '../../../test/make.ts';
import { getAccount, listAccounts } from '../accounts/contract.ts';
import { listEvents, listSources } from './contract.ts';

interface Sender {
  readonly house: House;
  readonly owner: Owner;
  readonly key: string;
  /** Posts a body to an address of ingest, with the key as Segment's clients send it. */
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<LightMyRequestResponse>;
}

describeEachEngine('the addresses of ingest', (engine) => {
  const withSender = async (run: (sender: Sender) => Promise<void>): Promise<void> => {
    const house = await makeHouse(engine);
    try {
      const owner = await house.setUp();
      const key = await house.addKey(owner, ['ingest']);
      const basic = `Basic ${Buffer.from(`${key}:`).toString('base64')}`;
      const post: Sender['post'] = async (path, body, headers = {}) =>
        house.server.inject({
          method: 'POST',
          url: path,
          headers: { authorization: basic, 'content-type': 'application/json', ...headers },
          payload: Buffer.isBuffer(body) || typeof body === 'string' ? body : JSON.stringify(body),
        });
      await run({ house, owner, key, post });
    } finally {
      await house.close();
    }
  };

  test('each call of Segment has an address of its own, and a receipt of one item', async () => {
    await withSender(async ({ house, owner, post }) => {
      const sent: [string, Record<string, unknown>][] = [
        ['group', { groupId: 'acme', traits: { name: 'Acme' } }],
        ['identify', { traits: { email: 'a@example.com' } }],
        ['track', { event: 'login', properties: { module: 'home' }, type: 'alias', writeKey: 'nobody asks for it' }],
        ['page', { name: 'Reports' }],
        ['screen', { name: 'Home' }],
        ['alias', { previousId: 'anon-1' }],
      ];
      for (const [call, item] of sent) {
        const answer = await post(`/v1/${call}`, { userId: 'u-1', messageId: `m-${call}`, ...item });
        expect([answer.statusCode, answer.json()]).toEqual([
          200,
          { accepted: 1, duplicate: 0, quarantined: 0, rejected: 0, items: [{ index: 0, messageId: `m-${call}`, status: 'accepted' }] },
        ]);
      }
      const again = await post('/v1/track', { userId: 'u-1', messageId: 'm-track', event: 'login', properties: { module: 'home' } });
      expect(again.json()).toMatchObject({ duplicate: 1, items: [{ status: 'duplicate' }] });
      await house.settle();
      expect(await house.call(getAccount, { externalId: 'acme' }, owner)).toMatchObject({ name: 'Acme' });
      const { events } = await house.call(listEvents, { externalId: 'acme' }, owner);
      expect(events.map(({ name, kind }) => `${name} ${kind}`).sort()).toEqual([
        'Home action',
        'Reports action',
        'alias other',
        'group other',
        'identify other',
        'login login',
      ]);
    });
  });

  test('of one call nothing is kept: 400 with the same receipt; unknown customers wait', async () => {
    await withSender(async ({ post }) => {
      const nameless = await post('/v1/track', { userId: 'u-1', messageId: 'm-1' });
      expect([nameless.statusCode, nameless.json()]).toMatchObject([400, { rejected: 1, items: [{ status: 'rejected', code: 'shape' }] }]);
      const waiting = await post('/v1/track', { userId: 'u-1', event: 'login', messageId: 'm-2', context: { groupId: 'nobody' } });
      expect([waiting.statusCode, waiting.json()]).toMatchObject([200, { quarantined: 1, items: [{ code: 'unknown-account' }] }]);
      const empty = await post('/v1/track', '');
      expect([empty.statusCode, empty.json().items[0]]).toMatchObject([400, { code: 'shape', messageId: null }]);
    });
  });

  test('gzip, also when it is called a form, as one public client does; a form anywhere else is refused', async () => {
    await withSender(async ({ house, owner, post }) => {
      const form = { 'content-type': 'application/x-www-form-urlencoded' };
      const gzip = { 'content-encoding': 'gzip' };
      const item = (id: string) => ({ type: 'group', groupId: 'acme', userId: 'u-1', messageId: id });
      expect((await post('/v1/batch', gzipSync(JSON.stringify({ batch: [item('a')] })), gzip)).json()).toMatchObject({ accepted: 1 });
      const mislabelled = await post('/v1/batch', gzipSync(JSON.stringify({ batch: [item('b')] })), { ...form, ...gzip });
      expect(mislabelled.json()).toMatchObject({ accepted: 1 });
      expect((await post('/v1/group', JSON.stringify(item('c')), form)).json()).toMatchObject({ accepted: 1 });
      expect((await post('/v1/group', 'groupId=acme', form)).json()).toMatchObject({ code: 'malformed-json' });
      const keys = await house.server.inject({
        method: 'POST',
        url: '/api/v1/keys',
        headers: { cookie: owner.cookie, 'x-mooring-workspace': owner.workspace.key, ...form },
        payload: JSON.stringify({ name: 'x', scopes: ['read'] }),
      });
      expect([keys.statusCode, keys.json().code]).toEqual([415, 'unsupported-media-type']);
    });
  });

  test('a page of another site: asked once a day, answered without credentials, and no other address answers it', async () => {
    await withSender(async ({ house, owner, key }) => {
      const { server } = house;
      const origin = 'https://shop.example';
      const asking = { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization,content-type' };
      const payload = JSON.stringify({ batch: [{ type: 'group', groupId: 'acme', userId: 'u-1', messageId: 'm-1' }] });
      const cross = { origin, 'sec-fetch-site': 'cross-site', 'content-type': 'text/plain' };
      for (const call of ['batch', 'track', 'identify', 'group', 'page', 'screen', 'alias']) {
        const { statusCode, headers } = await server.inject({ method: 'OPTIONS', url: `/v1/${call}`, headers: asking });
        expect([call, statusCode, headers['access-control-allow-origin'], headers['access-control-max-age']]).toEqual([
          call,
          204,
          '*',
          '86400',
        ]);
        expect(headers['access-control-allow-headers']).toBe('authorization, content-type, content-encoding');
        expect(headers['access-control-allow-credentials']).toBeUndefined();
      }
      const sent = await server.inject({ method: 'POST', url: `/v1/batch?writeKey=${key}`, headers: cross, payload });
      expect([sent.json(), sent.headers['access-control-allow-origin']]).toMatchObject([{ accepted: 1 }, '*']);
      const withCookie = { ...cross, cookie: owner.cookie, 'x-mooring-workspace': owner.workspace.key };
      const refused = [
        await server.inject({ method: 'POST', url: '/v1/batch', headers: cross, payload }),
        await server.inject({ method: 'POST', url: '/v1/batch?writeKey=mk_wrong', headers: cross, payload }),
        await server.inject({ method: 'POST', url: '/v1/batch', headers: withCookie, payload }),
      ];
      expect(refused.map(({ statusCode, headers }) => [statusCode, headers['access-control-allow-origin']])).toEqual([
        [401, '*'],
        [401, '*'],
        [403, '*'],
      ]);
      for (const url of ['/api/v1/keys', '/api/v1/sign-in']) {
        expect((await server.inject({ method: 'OPTIONS', url, headers: asking })).headers['access-control-allow-origin']).toBeUndefined();
        const posted = await server.inject({ method: 'POST', url, headers: withCookie, payload });
        expect([posted.statusCode, posted.headers['access-control-allow-origin']]).toEqual([403, undefined]);
      }
      const reader = await house.addKey(owner, ['read']);
      expect((await server.inject({ url: `/api/v1/sources?writeKey=${reader}` })).statusCode).toBe(401);
      expect((await house.call(listSources, {}, { key: reader })).sources).toHaveLength(1);
      expect((await house.call(listAccounts, {}, owner)).total).toBe(1);
    });
  });
});
