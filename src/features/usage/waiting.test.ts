import { expect, test } from 'vitest';
import { describeEachEngine } from '../../../test/engines.ts';
import { type House, makeHouse, type Owner } from '../../../test/make.ts';
import { assignAccount, getAccount, listAccounts, saveAccount } from '../accounts/contract.ts';
import { series } from '../metrics/contract.ts';
import { batch, listEvents, listWaiting } from './contract.ts';
import { saveMapping } from './contract-mappings.ts';
import { countEvents, findEvents, retireSource, sourceHealth } from './contract-sources.ts';
import { assignWaiting, discardWaiting, listWaitingItems, listWaitingUsers, replayWaiting } from './contract-waiting.ts';

describeEachEngine('what waits', (engine) => {
  interface Place {
    readonly house: House;
    readonly owner: Owner;
    send(...items: Record<string, unknown>[]): Promise<string[]>;
    total(externalId: string): Promise<number>;
    groups(): Promise<string[]>;
  }

  const inPlace = async (run: (place: Place) => Promise<void>): Promise<void> => {
    const house = await makeHouse(engine);
    try {
      const owner = await house.setUp();
      const key = await house.addKey(owner, ['ingest']);
      await house.call(saveAccount, { externalId: 'acme', name: '航信', startsOn: '2026-09-01' }, owner);
      let sent = 0;
      await run({
        house,
        owner,
        async send(...items) {
          const common = { type: 'track', event: 'login', userId: 'u-1', timestamp: '2026-11-16T02:00:00Z' };
          const { items: answers } = await house.call(
            batch,
            { batch: items.map((item) => ({ ...common, messageId: `m-${++sent}`, ...item })) },
            { key },
          );
          await house.settle();
          return answers.map(({ status, code }) => (code === undefined ? status : `${status} ${code}`));
        },
        total: async (externalId) => (await house.call(listEvents, { externalId }, owner)).total,
        groups: async () =>
          (await house.call(listWaiting, {}, owner)).groups
            .map(({ status, code, subject, count }) => `${status} ${code} ${subject} ${count}`)
            .sort(),
      });
    } finally {
      await house.close();
    }
  };
  const of = (groupId: string) => ({ context: { groupId } });

  test('an unknown customer is assigned to a known one: what waits is counted there, and what comes too, also a group call', async () => {
    await inPlace(async ({ house, owner, send, total, groups }) => {
      expect(await send(of('ACME Ltd'), { ...of('ACME Ltd'), userId: 'u-2' }, { type: 'identify', ...of('ACME Ltd') })).toEqual(
        Array(3).fill('quarantined unknown-account'),
      );
      const group = { status: 'quarantined' as const, code: 'unknown-account', subject: 'ACME Ltd' };
      const { items } = await house.call(listWaitingItems, group, owner);
      expect(items).toHaveLength(3);
      expect(items[0]).toMatchObject({ source: 'test ingest', item: { groupId: 'ACME Ltd' } });
      await expect(house.call(assignWaiting, { what: 'account', name: 'ACME Ltd', customer: 'nobody' }, owner)).rejects.toMatchObject({
        code: 'account-unknown',
      });
      expect(await house.call(assignWaiting, { what: 'account', name: 'ACME Ltd', customer: 'acme' }, owner)).toEqual({ waiting: 3 });
      await house.settle();
      expect([await total('acme'), await groups()]).toEqual([3, []]);
      const days = await house.call(series, { externalId: 'acme', metrics: 'dau', from: '2026-11-16', to: '2026-11-16' }, owner);
      expect(days).toMatchObject([{ metric: 'dau', value: 2 }]);
      expect(await send(of('ACME Ltd'), { type: 'group', groupId: 'ACME Ltd', traits: { plan: 'gold' } })).toEqual([
        'accepted',
        'accepted',
      ]);
      expect(await total('acme')).toBe(5);
      expect(await house.call(getAccount, { externalId: 'acme' }, owner)).toMatchObject({ name: '航信', attributes: { plan: 'gold' } });
      expect((await house.call(listAccounts, {}, owner)).total).toBe(1);
      await expect(house.call(assignWaiting, { what: 'account', name: 'acme', customer: 'acme' }, owner)).rejects.toMatchObject({
        code: 'conflict',
      });
    });
  });

  test('a user of whom nobody said whose they are is assigned; other users go on waiting', async () => {
    await inPlace(async ({ house, owner, send, total, groups }) => {
      await send({ userId: 'lost-1' }, { userId: 'lost-1', event: 'x' }, { userId: 'lost-2' });
      const { users } = await house.call(listWaitingUsers, {}, owner);
      expect(users.map(({ userId, count }) => `${userId} ${count}`)).toEqual(['lost-1 2', 'lost-2 1']);
      await house.call(assignWaiting, { what: 'user', name: 'lost-1', customer: 'acme' }, owner);
      await house.settle();
      expect([await total('acme'), await groups()]).toEqual([2, ['quarantined no-account  1']]);
      expect(await send({ userId: 'lost-1' })).toEqual(['accepted']);
    });
  });

  test('what is too old counts when a person says so; what was refused is judged anew, as of when it came', async () => {
    await inPlace(async ({ house, owner, send, total, groups }) => {
      await send(
        { ...of('acme'), timestamp: '2020-01-01T00:00:00Z' },
        { ...of('acme'), userId: null, event: 'sync', timestamp: undefined },
        { ...of('acme'), userId: null, event: 'other' },
        { ...of('acme'), event: 'x', properties: 'no object' },
      );
      expect(await groups()).toEqual(['quarantined too-old  1', 'rejected no-user  2', 'rejected shape properties 1']);
      const nothing = { accepted: 0, duplicate: 0, quarantined: 0, rejected: 0, left: 0 };
      expect(await house.call(replayWaiting, { status: 'quarantined', code: 'too-old', subject: '' }, owner)).toEqual({
        ...nothing,
        accepted: 1,
      });
      await house.call(saveMapping, { rules: [{ name: 'sync', kind: 'integration-call' }], version: 0 }, owner);
      house.clock.set('2026-11-25T02:00:00Z');
      expect(await house.call(replayWaiting, { status: 'rejected', code: 'no-user', subject: '' }, owner)).toEqual({
        ...nothing,
        accepted: 1,
        rejected: 1,
      });
      expect([await total('acme'), await groups()]).toEqual([2, ['rejected no-user  1', 'rejected shape properties 1']]);
      const { events } = await house.call(findEvents, { customer: 'acme', name: 'sync', to: '2026-11-25' }, owner);
      expect(events).toMatchObject([{ kind: 'integration-call', source: 'test ingest', occurredAt: '2026-11-18T02:00:00.000Z' }]);
    });
  });

  test('a group is discarded, and only that one', async () => {
    await inPlace(async ({ house, owner, send, groups }) => {
      await send(of('a'), of('a'), of('b'), { type: 'nonsense' });
      expect(await house.call(discardWaiting, { status: 'quarantined', code: 'unknown-account', subject: 'a' }, owner)).toEqual({
        discarded: 2,
      });
      expect(await house.call(discardWaiting, { status: 'rejected', code: 'unknown-type', subject: 'nonsense' }, owner)).toEqual({
        discarded: 1,
      });
      expect(await groups()).toEqual(['quarantined unknown-account b 1']);
    });
  });

  test('sources: what is heard of, how much, what share is refused; one that is silent is named once, until it is not waited for', async () => {
    await inPlace(async ({ house, owner, send }) => {
      await send(of('acme'), of('acme'), of('acme'), { type: 'nonsense' });
      house.clock.set('2026-11-18T03:10:00Z');
      const fresh = await house.call(sourceHealth, {}, owner);
      expect(fresh).toMatchObject({ freshnessDays: 3, silent: [] });
      expect(fresh.sources).toMatchObject([
        { source: 'test ingest', state: 'fresh', events: 3, lastHour: 3, typicalHour: null, refused: 1, refusedShare: 0.25, silentDays: 2 },
      ]);
      house.clock.set('2026-11-20T03:00:00Z');
      expect((await house.call(sourceHealth, {}, owner)).silent).toEqual(['test ingest']);
      await house.call(retireSource, { source: 'test ingest', retired: true }, owner);
      expect((await house.call(sourceHealth, {}, owner)).silent).toEqual([]);
      await house.call(retireSource, { source: 'test ingest', retired: false }, owner);
      expect((await house.call(sourceHealth, {}, owner)).silent).toEqual(['test ingest']);
      await expect(house.call(retireSource, { source: 'nobody', retired: true }, owner)).rejects.toMatchObject({ code: 'not-found' });
    });
  });

  test('events are found and counted, each person among the customers they may see', async () => {
    await inPlace(async ({ house, owner, send }) => {
      await house.call(saveAccount, { externalId: 'other', name: '别家' }, owner);
      await send(
        { ...of('acme'), properties: { module: 'crm', seconds: 4, plan: 'gold' } },
        { ...of('acme'), event: 'export', timestamp: '2026-11-17T02:00:00Z' },
        { ...of('other'), timestamp: '2026-11-17T03:00:00Z' },
        { ...of('acme'), timestamp: '2026-01-17T03:00:00Z' },
      );
      const found = await house.call(findEvents, { user: 'u-1' }, owner);
      expect(found.total).toBe(3);
      expect(found.events.map(({ customer, name }) => `${customer.externalId} ${name}`)).toEqual([
        'other login',
        'acme export',
        'acme login',
      ]);
      expect(found.events[2]).toMatchObject({ module: 'crm', seconds: 4, properties: { plan: 'gold' }, customer: { name: '航信' } });
      expect(await house.call(countEvents, { customer: 'acme' }, owner)).toEqual({
        from: '2026-10-20',
        to: '2026-11-19',
        days: [
          { day: '2026-11-16', events: 1 },
          { day: '2026-11-17', events: 1 },
        ],
        modules: [
          { module: 'crm', events: 1 },
          { module: null, events: 1 },
        ],
        otherModules: { modules: 0, events: 0 },
        kinds: [
          { kind: 'action', events: 1 },
          { kind: 'login', events: 1 },
        ],
        clients: [{ client: null, events: 2 }],
      });
      expect((await house.call(findEvents, { from: '2026-01-01', to: '2026-11-18', name: 'login', limit: 1 }, owner)).total).toBe(3);
      await expect(house.call(findEvents, { from: '2020-01-01', to: '2026-11-18' }, owner)).rejects.toMatchObject({
        code: 'invalid-input',
      });
      const csm = await house.addPerson(owner, { functions: ['csm'], scope: 'own', name: '陈思' });
      const asCsm = { ...owner, cookie: csm.cookie };
      expect((await house.call(findEvents, { user: 'u-1' }, asCsm)).total).toBe(0);
      await house.call(assignAccount, { externalId: 'acme', personId: csm.personId }, owner);
      expect((await house.call(findEvents, { user: 'u-1' }, asCsm)).events.map(({ customer }) => customer.externalId)).toEqual([
        'acme',
        'acme',
      ]);
      expect((await house.call(countEvents, {}, asCsm)).days).toHaveLength(2);
      await expect(house.call(findEvents, { customer: 'other' }, asCsm)).rejects.toMatchObject({ code: 'account-unknown' });
    });
  });
});
