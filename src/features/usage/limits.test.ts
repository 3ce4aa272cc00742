import { expect, test } from 'vitest';
import { describeEachEngine } from '../../../test/engines.ts';
import { type House, makeHouse, type Owner } from '../../../test/make.ts';
import { createKey, listKeys, updateKey } from '../access/contract.ts';
import { batch, listLimits, listSources } from './contract.ts';
import { takeBatch } from './service.ts';

describeEachEngine('limits of a key', (engine) => {
  const withKey = async (
    run: (parts: { house: House; owner: Owner; keyId: string; post: (items: number) => Promise<Answer>; limit: Limit }) => Promise<void>,
  ): Promise<void> => {
    const house = await makeHouse(engine);
    try {
      const owner = await house.setUp();
      const { key, secret } = await house.call(createKey, { name: 'web', scopes: ['ingest'] }, owner);
      let sent = 0;
      await run({
        house,
        owner,
        keyId: key.keyId,
        limit: (limits) => house.call(updateKey, { keyId: key.keyId, limits }, owner),
        async post(items) {
          const first = sent;
          sent += items;
          const answer = await house.server.inject({
            method: 'POST',
            url: '/v1/batch',
            headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
            payload: { batch: Array.from({ length: items }, (_, n) => item(first + n)) },
          });
          const { code, accepted } = answer.json() as { code?: string; accepted?: number };
          return { status: answer.statusCode, code: code ?? String(accepted), retryAfter: answer.headers['retry-after'] };
        },
      });
    } finally {
      await house.close();
    }
  };
  type Answer = { status: number; code: string; retryAfter: unknown };
  type Limit = (limits: { perMinute: number | null; perDay: number | null } | null) => Promise<unknown>;
  const item = (n: number) => ({ type: 'group', groupId: 'acme', userId: 'u-1', messageId: `m-${n}` });
  const total = async (house: House, owner: Owner): Promise<number> =>
    (await house.call(listSources, {}, owner)).sources.reduce((sum, { events }) => sum + events, 0);

  test('off by default; a minute and a day: 429 says when, and nothing of the batch is kept', async () => {
    await withKey(async ({ house, owner, post, limit }) => {
      house.clock.set('2026-11-18T02:00:20Z');
      expect(await post(100)).toMatchObject({ status: 200, code: '100' });
      await limit({ perMinute: 110, perDay: 150 });
      expect(await post(10)).toMatchObject({ status: 200 });
      expect(await post(1)).toEqual({ status: 429, code: 'too-many-requests', retryAfter: '40' });
      expect(await total(house, owner)).toBe(110);
      house.clock.set('2026-11-18T02:01:00Z');
      expect(await post(30)).toMatchObject({ status: 200 });
      // Midnight in Shanghai is four in the afternoon in London.
      expect(await post(11)).toEqual({ status: 429, code: 'too-many-requests', retryAfter: String(14 * 3600 - 60) });
      expect(await post(10)).toMatchObject({ status: 200 });
      house.clock.set('2026-11-18T16:00:00Z');
      expect(await post(110)).toMatchObject({ status: 200 });
      expect(await total(house, owner)).toBe(260);
      await limit(null);
      expect(await post(500)).toMatchObject({ status: 200 });
    });
  });

  test('a batch that never fits is too large: waiting would not help', async () => {
    await withKey(async ({ post, limit }) => {
      await limit({ perMinute: 5, perDay: null });
      expect(await post(6)).toEqual({ status: 413, code: 'too-large', retryAfter: undefined });
      expect(await post(5)).toMatchObject({ status: 200 });
    });
  });

  test('the meters tell use, limit and share, and warn at 70 and 90 %', async () => {
    await withKey(async ({ house, owner, keyId, post, limit }) => {
      await limit({ perMinute: 10, perDay: null });
      const meters = async () => {
        const { keys, dayEndsAt } = await house.call(listLimits, {}, owner);
        expect([keys.map((key) => key.keyId), dayEndsAt]).toEqual([[keyId], '2026-11-18T16:00:00.000Z']);
        return keys[0];
      };
      const day = (used: number) => ({ used, limit: null, share: null, warning: null });
      expect(await meters()).toMatchObject({ name: 'web', minute: { used: 0, limit: 10, share: 0, warning: null }, day: day(0) });
      for (const [more, used, warning] of [
        [6, 6, null],
        [1, 7, 70],
        [1, 8, 70],
        [1, 9, 90],
        [1, 10, 90],
      ] as const) {
        await post(more);
        expect(await meters()).toMatchObject({ minute: { used, limit: 10, share: used / 10, warning }, day: day(used) });
      }
      await post(1);
      expect(await meters()).toMatchObject({ minute: { used: 10 }, day: day(10) });
    });
  });

  test('the sum of a day outlives the process; what could not be kept is given back', async () => {
    await withKey(async ({ house, owner, keyId, post, limit }) => {
      await limit({ perMinute: null, perDay: 100 });
      await post(60);
      await house.settle();
      const principal = { kind: 'key', keyId, name: 'web', scopes: ['ingest'], limits: { perMinute: null, perDay: 100 } } as const;
      await house.runtime.read(owner.workspace, principal, async (ctx) => {
        let isBroken = true;
        const next = {
          ...ctx,
          events: {
            ...ctx.events,
            append: (events: Parameters<typeof ctx.events.append>[0]) => {
              if (isBroken) throw new Error('The disk is full.');
              return ctx.events.append(events);
            },
          },
        };
        const send = (from: number, items: number) =>
          takeBatch(next, { batch: Array.from({ length: items }, (_, n) => item(1000 + from + n)) });
        await expect(send(0, 40)).rejects.toThrow('The disk is full.');
        isBroken = false;
        await expect(send(0, 41)).rejects.toMatchObject({ code: 'too-many-requests' });
        expect(await send(0, 40)).toMatchObject({ accepted: 40 });
        await expect(send(40, 1)).rejects.toMatchObject({ code: 'too-many-requests' });
      });
    });
  });

  test('limits belong to the key: they are listed with it, are in the trail, and only administrators set them', async () => {
    await withKey(async ({ house, owner, keyId, limit }) => {
      await limit({ perMinute: 1000, perDay: null });
      const { keys } = await house.call(listKeys, {}, owner);
      expect(keys).toMatchObject([{ keyId, limits: { perMinute: 1000, perDay: null } }]);
      const other = await house.addKey(owner, ['ingest', 'read', 'write']);
      const limits = { perMinute: 1, perDay: 1 };
      await expect(house.call(updateKey, { keyId, limits }, { key: other })).rejects.toMatchObject({ code: 'forbidden' });
      await expect(house.call(updateKey, { keyId: 'key_none', limits }, owner)).rejects.toMatchObject({ code: 'not-found' });
      await expect(limit({ perMinute: 0, perDay: null })).rejects.toMatchObject({ code: 'invalid-input' });
      expect(await house.call(batch, { batch: [item(1)] }, { key: other })).toMatchObject({ accepted: 1 });
    });
  });
});
