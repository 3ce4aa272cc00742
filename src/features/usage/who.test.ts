import { expect, test } from 'vitest';
import { describeEachEngine } from '../../../test/engines.ts';
import { type House, makeHouse, type Owner } from '../../../test/make.ts';
import type { Ctx } from '../../platform/context.ts';
import { listEvents, listWaiting } from './contract.ts';
import { ingest } from './ingest.ts';

describeEachEngine('whose events are', (engine) => {
  /** Sends a batch; `fresh`: by a process that has just started and remembers nothing. */
  const withSender = async (
    run: (house: House, owner: Owner, send: (batch: unknown[], fresh?: 'fresh') => Promise<string[]>) => Promise<void>,
  ): Promise<void> => {
    const house = await makeHouse(engine);
    try {
      const owner = await house.setUp();
      const key = { kind: 'key', keyId: 'key_1', name: 'web', scopes: ['ingest'] } as const;
      await run(house, owner, (batch, fresh) =>
        house.runtime.read(owner.workspace, key, async (ctx: Ctx) => {
          const { items } = await ingest(fresh === undefined ? ctx : { ...ctx, events: { ...ctx.events } }, { batch });
          return items.map(({ status, code }) => (code === undefined ? status : `${status} ${code}`));
        }),
      );
    } finally {
      await house.close();
    }
  };
  const at = (minute: number): string => `2026-11-18T01:${String(minute).padStart(2, '0')}:00.000Z`;
  const track = (id: string, minute: number, rest: object = { userId: 'u-1' }) => ({
    type: 'track',
    event: 'report',
    messageId: id,
    timestamp: at(minute),
    ...rest,
  });
  const group = (id: string, minute: number, groupId: string) => ({
    type: 'group',
    userId: 'u-1',
    groupId,
    messageId: id,
    timestamp: at(minute),
  });
  const idsOf = async (house: House, owner: Owner, externalId: string): Promise<string[]> => {
    const { events } = await house.call(listEvents, { externalId }, owner);
    return events
      .filter(({ name }) => name === 'report')
      .map(({ messageId, userId }) => `${messageId} ${userId}`)
      .sort();
  };

  test('a user of several customers: what an event names, else the customer of that time, also when it comes late or again', async () => {
    await withSender(async (house, owner, send) => {
      const first = [group('g-1', 1, 'acme'), track('a-2', 2), track('b-2', 2, { userId: 'u-1', context: { groupId: 'beta' } })];
      await send([{ ...group('g-0', 0, 'beta'), userId: 'admin' }]);
      expect(await send(first)).toEqual(['accepted', 'accepted', 'accepted']);
      expect(await send([group('g-5', 5, 'beta'), track('b-6', 6)])).toEqual(['accepted', 'accepted']);
      expect(await send([track('a-4', 4), track('a-0', 0)])).toEqual(['accepted', 'accepted']);
      expect(await send([group('g-8', 8, 'acme'), track('a-9', 9)], 'fresh')).toEqual(['accepted', 'accepted']);
      // A first batch whose answer was lost comes again, after the user has long moved on.
      for (const process of [undefined, 'fresh'] as const) {
        expect(await send(first, process)).toEqual(['duplicate', 'duplicate', 'duplicate']);
        expect(await send([track('b-6', 6), track('a-4', 4)], process)).toEqual(['duplicate', 'duplicate']);
      }
      expect(await idsOf(house, owner, 'acme')).toEqual(['a-0 u-1', 'a-2 u-1', 'a-4 u-1', 'a-9 u-1']);
      expect(await idsOf(house, owner, 'beta')).toEqual(['b-2 u-1', 'b-6 u-1']);
    });
  });

  test('a group call that comes late moves nothing that was confirmed after it', async () => {
    await withSender(async (house, owner, send) => {
      await send([group('g-1', 1, 'acme'), group('g-9', 9, 'acme')]);
      await send([group('g-5', 5, 'beta')]);
      await send([track('a-10', 10), track('b-6', 6), track('a-2', 2)]);
      await send([track('a-11', 11), track('b-7', 7), track('a-3', 3)], 'fresh');
      expect(await idsOf(house, owner, 'acme')).toEqual(['a-10 u-1', 'a-11 u-1', 'a-2 u-1', 'a-3 u-1']);
      expect(await idsOf(house, owner, 'beta')).toEqual(['b-6 u-1', 'b-7 u-1']);
    });
  });

  test('alias: from then on an anonymous user counts as the known one and shares its customer; what was before stays', async () => {
    await withSender(async (house, owner, send) => {
      const anonymous = { anonymousId: 'anon-1' };
      await send([group('g-1', 1, 'acme')]);
      expect(await send([track('before', 2, { ...anonymous, context: { groupId: 'acme' } })])).toEqual(['accepted']);
      expect(await send([track('waits', 3, anonymous)])).toEqual(['quarantined no-account']);
      const batch = [
        { type: 'alias', userId: 'u-1', previousId: 'anon-1', messageId: 'alias', timestamp: at(5) },
        track('after', 6, anonymous),
      ];
      expect(await send(batch)).toEqual(['accepted', 'accepted']);
      expect(await send([track('later', 7, anonymous), track('other', 7, { userId: 'anon-1' })], 'fresh')).toEqual([
        'accepted',
        'quarantined no-account',
      ]);
      expect(await send([...batch, track('before', 2, { ...anonymous, context: { groupId: 'acme' } })], 'fresh')).toEqual(
        Array(3).fill('duplicate'),
      );
      expect(await idsOf(house, owner, 'acme')).toEqual(['after u-1', 'before anon-1', 'later u-1']);
      const { groups } = await house.call(listWaiting, {}, owner);
      expect(groups).toMatchObject([{ code: 'no-account', count: 2 }]);
    });
  });

  test('an anonymous item that waits is counted as the known user when the alias came before it and the customer after it', async () => {
    await withSender(async (house, owner, send) => {
      expect(await send([{ type: 'alias', userId: 'u-1', previousId: 'anon-1', messageId: 'alias', timestamp: at(1) }])).toEqual([
        'quarantined no-account',
      ]);
      expect(await send([track('waits', 3, { anonymousId: 'anon-1' })], 'fresh')).toEqual(['quarantined no-account']);
      await send([group('g-4', 4, 'acme')]);
      await house.settle();
      expect(await idsOf(house, owner, 'acme')).toEqual(['waits u-1']);
      expect((await house.call(listWaiting, {}, owner)).groups).toEqual([]);
    });
  });

  test('a sender that changes its mind for ever: the latest changes hold, the rest is forgotten', async () => {
    await withSender(async (house, owner, send) => {
      const flips = Array.from({ length: 120 }, (_, n) => ({
        ...group(`g-${n}`, 0, n % 2 === 0 ? 'acme' : 'beta'),
        timestamp: new Date(Date.parse(at(0)) + n * 1000).toISOString(),
      }));
      await send(flips);
      const in10 = track('late', 10);
      expect(await send([in10], 'fresh')).toEqual(['accepted']);
      expect(await idsOf(house, owner, 'beta')).toEqual(['late u-1']);
    });
  });
});
