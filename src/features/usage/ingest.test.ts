import { Analytics } from '@segment/analytics-node';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { describeEmbedded } from '../../../test/engines.ts';
import { type House, makeHouse, type Owner } from '../../../test/make.ts';
import type { Ctx } from '../../platform/context.ts';
import { getAccount, listAccounts, saveAccount } from '../accounts/contract.ts';
import { series } from '../metrics/contract.ts';
import { listEvents, listSources } from './contract.ts';
import { ingest } from './ingest.ts';
import { rollup } from './rollup.ts';

describeEmbedded('ingest', (engine) => {
  const withHouse = async (run: (house: House, owner: Owner) => Promise<void>): Promise<void> => {
    const house = await makeHouse(engine);
    try {
      await run(house, await house.setUp());
    } finally {
      await house.close();
    }
  };
  const asKey = <T>(house: House, { workspace }: Owner, run: (ctx: Ctx) => Promise<T>): Promise<T> =>
    house.runtime.read(workspace, { kind: 'key', keyId: 'key_1', name: 'web', scopes: ['ingest'] }, run);

  test('a batch of known customers and users asks the relational store nothing', async () => {
    await withHouse(async (house, owner) => {
      const items = (round: number) => [
        { type: 'identify', userId: 'u-1', messageId: `i-${round}`, traits: { email: 'a@example.com' } },
        { type: 'group', userId: 'u-1', groupId: 'acme', messageId: `g-${round}`, traits: { name: 'Acme' } },
        { type: 'track', userId: 'u-1', event: 'login', messageId: `t-${round}` },
        { type: 'track', userId: 'u-2', event: 'login', messageId: `c-${round}`, context: { groupId: 'acme' } },
      ];
      expect(await asKey(house, owner, (ctx) => ingest(ctx, { batch: items(1) }))).toMatchObject({ accepted: 4 });
      const refuse = (): never => {
        throw new Error('The relational store was asked.');
      };
      const steady = await asKey(house, owner, (ctx) =>
        ingest({ ...ctx, db: new Proxy(ctx.db, { get: refuse }), transaction: refuse }, { batch: items(2) }),
      );
      expect(steady).toMatchObject({ accepted: 4 });
      await expect(
        asKey(house, owner, (ctx) =>
          ingest({ ...ctx, db: new Proxy(ctx.db, { get: refuse }) }, { batch: [{ ...items(3)[3], context: { groupId: 'new' } }] }),
        ),
      ).rejects.toThrow('The relational store was asked.');
    });
  });

  test('property: any batch: one status an item, in order, and sending it again keeps nothing more', async () => {
    await withHouse(async (house, owner) => {
      await house.call(saveAccount, { externalId: 'acme', startsOn: '2026-01-01' }, owner);
      const item = fc.record(
        {
          type: fc.constantFrom('track', 'track', 'identify', 'group', 'page', 'alias', 'nonsense'),
          messageId: fc.oneof(fc.uuid(), fc.constantFrom('m-1', 'm-2')),
          userId: fc.constantFrom('u-1', 'u-2', 'u-3'),
          groupId: fc.constantFrom('acme', 'beta'),
          event: fc.constantFrom('login', 'report'),
          timestamp: fc.constantFrom('2026-11-17T00:00:00Z', '2020-01-01T00:00:00Z', '2027-01-01T00:00:00Z', 'soon'),
          context: fc.constantFrom({ groupId: 'acme' }, { groupId: 'gamma' }, {}),
          properties: fc.jsonValue({ maxDepth: 2 }),
        },
        { requiredKeys: ['messageId'] },
      );
      const totals = async (): Promise<number> =>
        (await house.call(listSources, {}, owner)).sources.reduce((sum, { events }) => sum + events, 0);
      await fc.assert(
        fc.asyncProperty(fc.array(item, { minLength: 1, maxLength: 15 }), async (batch) => {
          const before = await totals();
          const receipt = await asKey(house, owner, (ctx) => ingest(ctx, { batch }));
          expect(receipt.items.map(({ index }) => index)).toEqual(batch.map((_, index) => index));
          expect(receipt.accepted + receipt.duplicate + receipt.quarantined + receipt.rejected).toBe(batch.length);
          for (const { index, messageId } of receipt.items) expect([batch[index]?.messageId, null]).toContain(messageId);
          await house.settle();
          const after = await totals();
          expect(after - before).toBeGreaterThanOrEqual(receipt.accepted);
          const again = await asKey(house, owner, (ctx) => ingest(ctx, { batch }));
          await house.settle();
          for (const { index, status } of again.items)
            if (receipt.items[index]?.status === 'accepted') expect(status).toMatch(/^(duplicate|rejected)$/);
          expect(await totals()).toBe(after + again.accepted);
          expect(again.accepted).toBeLessThanOrEqual(receipt.items.filter(({ code }) => code === 'no-account').length);
        }),
        { numRuns: 25 },
      );
    });
  }, 60_000);

  test('many senders at once name the same new customers in any order: each is made once, and nothing stays behind', async () => {
    await withHouse(async (house, owner) => {
      const names = ['北京', 'acme', 'beta', 'gamma', 'delta'];
      const batchOf = (sender: number) => {
        const mine = names.map((_, index) => names[(index + sender) % names.length] ?? '');
        return [
          { type: 'track', event: 'login', userId: `u-${sender}`, messageId: `early-${sender}` },
          ...mine.map((groupId) => ({
            type: 'track',
            event: 'login',
            userId: `v-${sender}`,
            messageId: `t-${sender}-${groupId}`,
            context: { groupId },
          })),
          ...(sender % 2 === 0
            ? mine.map((groupId) => ({ type: 'group', groupId, userId: 'admin', messageId: `g-${sender}-${groupId}` }))
            : []),
          ...(sender % 2 === 0 ? [{ type: 'group', groupId: mine[0], userId: `u-${sender + 1}`, messageId: `late-${sender}` }] : []),
          { type: 'identify', userId: 'admin', messageId: `i-${sender}`, context: { groupId: mine[1] } },
        ];
      };
      const senders = Array.from({ length: 12 }, (_, sender) => sender);
      await Promise.all(senders.map((sender) => asKey(house, owner, (ctx) => ingest(ctx, { batch: batchOf(sender) }))));
      await house.settle();
      expect((await house.call(listAccounts, {}, owner)).total).toBe(names.length);
      const { sources, waiting } = await house.call(listSources, {}, owner);
      // The users of even senders are never told a customer.
      expect(waiting).toBe(6);
      expect(sources.map(({ events }) => events)).toEqual([senders.flatMap(batchOf).length - waiting]);
    });
  });

  test('decision 0006: a rollup that ran already announces nothing; whoever loses the news finds the work again', async () => {
    await withHouse(async (house, owner) => {
      await house.call(saveAccount, { externalId: 'acme', startsOn: '2026-11-01' }, owner);
      const track = { type: 'track', userId: 'u-1', event: 'login', messageId: 'm', context: { groupId: 'acme' } };
      await asKey(house, owner, (ctx) => ingest(ctx, { batch: [track] }));
      const emitted: string[] = [];
      const watched = (ctx: Ctx): Ctx => ({
        ...ctx,
        transaction: (step) =>
          ctx.transaction((inside) =>
            step({
              ...inside,
              async emit(event, payload) {
                emitted.push(event.name);
                await inside.emit(event, payload);
              },
            }),
          ),
      });
      const crashing = (ctx: Ctx): Ctx => ({
        ...ctx,
        transaction: (step) =>
          ctx.transaction(async (inside) => {
            await step(inside);
            throw new Error('The power went.');
          }),
      });
      await expect(asKey(house, owner, (ctx) => rollup(crashing(ctx)))).rejects.toThrow('The power went.');
      await asKey(house, owner, (ctx) => rollup(watched(ctx)));
      expect(emitted).toEqual(['usage.changed']);
      await asKey(house, owner, (ctx) => rollup(watched(ctx)));
      expect(emitted).toHaveLength(1);
    });
  });

  test("Segment's own client for Node sends to a real server: customers, users and logins arrive", async () => {
    await withHouse(async (house, owner) => {
      const host = await house.listen();
      const analytics = new Analytics({ writeKey: await house.addKey(owner, ['ingest']), host, flushAt: 10, maxRetries: 0 });
      const failures: unknown[] = [];
      analytics.on('error', (error) => failures.push(error));
      analytics.group({ userId: 'u-1', groupId: 'acme', traits: { name: '航天信息' } });
      analytics.identify({ userId: 'u-1', traits: { email: 'a@example.com' } });
      analytics.track({ userId: 'u-1', event: '登录', properties: { module: '首页' } });
      analytics.track({ userId: 'u-2', event: 'login', context: { groupId: 'acme' } });
      analytics.page({ userId: 'u-1', name: '报表' });
      analytics.screen({ userId: 'u-1', name: 'Home' });
      analytics.alias({ userId: 'u-1', previousId: 'anon-1' });
      analytics.track({ anonymousId: 'anon-2', event: 'visit', context: { groupId: 'acme' } });
      await analytics.closeAndFlush();
      expect(failures).toEqual([]);
      await house.settle();
      expect(await house.call(getAccount, { externalId: 'acme' }, owner)).toMatchObject({ name: '航天信息' });
      const { total, events } = await house.call(listEvents, { externalId: 'acme' }, owner);
      expect(total).toBe(8);
      const shown = events.map(({ name, kind, userId, module }) => [name, kind, userId, module].join(' ').trim()).sort();
      expect(shown).toEqual([
        'Home action u-1',
        'alias other u-1',
        'group other u-1',
        'identify other u-1',
        'login login u-2',
        'visit action anon-2',
        '报表 action u-1',
        '登录 login u-1 首页',
      ]);
      const today = events[0]?.occurredAt.slice(0, 10) ?? '';
      expect(today).toBe('2026-11-18');
      const counted = await house.call(series, { externalId: 'acme', metrics: 'dau,registered-users', from: today, to: today }, owner);
      expect(counted.map(({ value }) => value)).toEqual([3, 1]);
      expect((await house.call(listAccounts, {}, owner)).total).toBe(1);
    });
  });
});
