import { expect, test } from 'vitest';
import { describeEmbedded } from '../../../test/engines.ts';
import { type House, makeHouse, type Owner } from '../../../test/make.ts';
import { type Day, day, instant } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { saveAccounts } from '../accounts/commands.ts';
import { getAccount, listAccounts, saveAccount } from '../accounts/contract.ts';
import { series } from '../metrics/contract.ts';
import { countAtTheEnd, type NewEvent, recordEvents, registerUsers } from './commands.ts';
import { batch, listEvents, listSources, listWaiting, pruneJob } from './contract.ts';
import { registeredUsers } from './reads.ts';

interface Sender {
  readonly house: House;
  readonly owner: Owner;
  /** Sends items, fills in type, user, customer and id where they are absent. */
  send(...items: Record<string, unknown>[]): Promise<Awaited<ReturnType<typeof call>>>;
  inside<T>(run: (ctx: Ctx) => Promise<T>): Promise<T>;
}

const call = (house: House, key: string, items: unknown[]) => house.call(batch, { batch: items }, { key });

describeEmbedded('usage', (engine) => {
  const withSender = async (run: (sender: Sender) => Promise<void>): Promise<void> => {
    const house = await makeHouse(engine);
    try {
      const owner = await house.setUp();
      const key = await house.addKey(owner, ['ingest']);
      let sent = 0;
      await run({
        house,
        owner,
        send: (...items) =>
          call(
            house,
            key,
            items.map((item) => ({ type: 'track', event: 'login', userId: 'u-1', messageId: `m-${++sent}`, ...item })),
          ),
        inside: (step) => house.runtime.read(owner.workspace, { kind: 'operator' }, step),
      });
    } finally {
      await house.close();
    }
  };
  const of = (groupId: string) => ({ context: { groupId } });
  const codes = ({ items }: Awaited<ReturnType<typeof call>>) =>
    items.map(({ status, code }) => (code === undefined ? status : `${status} ${code}`));

  test('settled 14: every item has its own answer; one bad item costs its neighbours nothing', async () => {
    await withSender(async ({ house, owner, send }) => {
      await house.call(saveAccount, { externalId: 'acme', startsOn: '2026-01-01' }, owner);
      const receipt = await send(
        of('acme'),
        { ...of('acme'), messageId: 'm-1' },
        { ...of('acme'), messageId: 'm-1', event: 'other' },
        of('nobody'),
        { userId: 'u-lost' },
        { ...of('acme'), timestamp: '2022-01-01T00:00:00Z' },
        { ...of('acme'), timestamp: '2026-11-18T02:16:00Z' },
        { ...of('acme'), timestamp: 'yesterday' },
        { ...of('acme'), userId: null },
        { ...of('acme'), type: 'purchase' },
        { ...of('acme'), event: 'x'.repeat(201) },
        { ...of('acme'), properties: 'text' },
        { ...of('acme'), properties: { text: 'x'.repeat(40_000) } },
      );
      expect(codes(receipt)).toEqual([
        'accepted',
        'duplicate',
        'rejected conflict',
        'quarantined unknown-account',
        'quarantined no-account',
        'quarantined too-old',
        'rejected too-far-ahead',
        'rejected bad-time',
        'rejected no-user',
        'rejected unknown-type',
        'rejected shape',
        'rejected shape',
        'rejected shape',
      ]);
      expect(receipt).toMatchObject({ accepted: 1, duplicate: 1, quarantined: 3, rejected: 8 });
      expect(receipt.items.map(({ index }) => index)).toEqual(receipt.items.map((_, index) => index));
      expect(receipt.items.filter(({ code }) => code !== undefined).every(({ hint }) => hint !== undefined && hint !== '')).toBe(true);
      const { groups } = await house.call(listWaiting, {}, owner);
      const shown = groups.map(({ status, code, subject, count }) => `${status} ${code} ${subject} ${count}`).sort();
      expect(shown).toEqual([
        'quarantined no-account  1',
        'quarantined too-old  1',
        'quarantined unknown-account nobody 1',
        'rejected bad-time yesterday 1',
        'rejected conflict m-1 1',
        'rejected no-user  1',
        'rejected shape event 1',
        'rejected shape properties 2',
        'rejected too-far-ahead  1',
        'rejected unknown-type purchase 1',
      ]);
      expect(groups.find(({ code }) => code === 'unknown-type')?.sample).toMatchObject({ type: 'purchase', userId: 'u-1' });
      house.clock.set('2026-12-19T02:00:00Z');
      await house.runtime.runJob(pruneJob.name);
      expect((await house.call(listWaiting, {}, owner)).groups.map(({ status }) => status)).toEqual(Array(3).fill('quarantined'));
    });
  });

  test('settled 14: nothing kept is a 400 with the same receipt; nothing is written twice however often it is sent', async () => {
    await withSender(async ({ house, owner, send }) => {
      await house.call(saveAccount, { externalId: 'acme', startsOn: '2026-01-01' }, owner);
      const answer = await house.server.inject({
        method: 'POST',
        url: batch.path,
        headers: { authorization: `Bearer ${await house.addKey(owner, ['ingest'])}`, 'content-type': 'application/json' },
        payload: { batch: [{ type: 'track' }, 7] },
      });
      expect([answer.statusCode, answer.headers['content-type']]).toEqual([400, 'application/json; charset=utf-8']);
      expect(answer.json()).toMatchObject({ accepted: 0, rejected: 2, items: [{ code: 'shape' }, { code: 'shape' }] });
      const items = ['a', 'b', 'c'].map((messageId) => ({ ...of('acme'), messageId }));
      expect(await send(...items)).toMatchObject({ accepted: 3 });
      expect(await send(...items)).toMatchObject({ accepted: 0, duplicate: 3 });
      expect(await house.call(listEvents, { externalId: 'acme' }, owner)).toMatchObject({ total: 3 });
      const noId = { ...of('acme'), messageId: undefined, timestamp: '2026-11-17T02:00:00Z' };
      expect(await send(noId, noId)).toMatchObject({ accepted: 2 });
      expect(await send(noId, noId)).toMatchObject({ duplicate: 2 });
    });
  });

  test('group makes the customer and is remembered: later calls of the user need not name it', async () => {
    await withSender(async ({ house, owner, send }) => {
      const traits = { name: '航天信息', createdAt: '2026-03-01T00:00:00Z', plan: 'gold', secret: { nested: true } };
      const receipt = await send(
        { type: 'identify', traits: {} },
        { type: 'group', groupId: 'acme', traits },
        {},
        { userId: undefined, anonymousId: 'anon' },
      );
      expect(codes(receipt)).toEqual(['accepted', 'accepted', 'accepted', 'quarantined no-account']);
      expect(await house.call(getAccount, { externalId: 'acme' }, owner)).toMatchObject({
        name: '航天信息',
        startsOn: '2026-03-01',
        attributes: { plan: 'gold' },
      });
      await house.call(saveAccount, { externalId: 'acme', name: '航信' }, owner);
      expect(codes(await send({ type: 'group', groupId: 'acme', traits }, {}))).toEqual(['accepted', 'accepted']);
      expect(await house.call(getAccount, { externalId: 'acme' }, owner)).toMatchObject({ name: '航信' });
      await send({ type: 'group', groupId: 'acme', traits: { name: '航天信息股份' } });
      expect(await house.call(getAccount, { externalId: 'acme' }, owner)).toMatchObject({ name: '航天信息股份', startsOn: '2026-03-01' });
      const moved = await send({}, { type: 'group', groupId: 'beta' }, { event: 'report' });
      expect(moved).toMatchObject({ accepted: 3 });
      const { events } = await house.call(listEvents, { externalId: 'beta' }, owner);
      expect(events.map(({ name, kind }) => `${name} ${kind}`).sort()).toEqual(['group other', 'report action']);
    });
  });

  test('what waits for a customer or for a group is counted by itself when it appears, once', async () => {
    await withSender(async ({ house, owner, send }) => {
      const at = { timestamp: '2026-11-16T02:00:00Z' };
      await send(
        { ...of('late'), ...at, messageId: 'one' },
        { ...of('late'), ...at, type: 'identify', messageId: 'two' },
        { ...at, userId: 'u-2', messageId: 'three' },
      );
      await house.settle();
      expect(await house.call(listSources, {}, owner)).toMatchObject({ sources: [], waiting: 3 });
      await house.call(saveAccount, { externalId: 'late' }, owner);
      await house.settle();
      expect((await house.call(listEvents, { externalId: 'late' }, owner)).events.map(({ messageId }) => messageId).sort()).toEqual([
        'one',
        'two',
      ]);
      expect(await house.call(getAccount, { externalId: 'late' }, owner)).toMatchObject({ startsOn: '2026-11-16' });
      await send({ type: 'group', groupId: 'late', userId: 'u-2' });
      await house.settle();
      expect(await house.call(listSources, {}, owner)).toMatchObject({ sources: [{ events: 4, lastDay: '2026-11-18' }], waiting: 0 });
      expect(await send({ ...of('late'), ...at, messageId: 'one' })).toMatchObject({ duplicate: 1 });
      const dau = await house.call(
        series,
        { externalId: 'late', metrics: 'dau,registered-users', from: '2026-11-16', to: '2026-11-16' },
        owner,
      );
      expect(dau.map(({ value }) => value)).toEqual([2, 1]);
    });
  });

  test('settled 15: the time is the sender’s, corrected by how wrong its clock was when it sent', async () => {
    await withSender(async ({ house, owner, send }) => {
      await house.call(saveAccount, { externalId: 'acme', startsOn: '2026-01-01' }, owner);
      await send({ ...of('acme'), timestamp: '2030-01-01T00:00:00Z', sentAt: '2030-01-01T01:00:00Z' }, { ...of('acme'), event: '登录' });
      const { events } = await house.call(listEvents, { externalId: 'acme', kind: 'login' }, owner);
      expect(events.map(({ occurredAt }) => occurredAt)).toEqual(['2026-11-18T02:00:00.000Z', '2026-11-18T01:00:00.000Z']);
      await expect(house.call(listEvents, { externalId: 'acme', kind: 'nonsense' }, owner)).rejects.toMatchObject({
        code: 'invalid-input',
      });
    });
  });

  test('decision 0004: a late event on a silent day makes days of other customers known, and those only', async () => {
    await withSender(async ({ house, owner, send }) => {
      for (const externalId of ['acme', 'beta']) await house.call(saveAccount, { externalId, startsOn: '2026-10-01' }, owner);
      const on = (groupId: string, date: string, more = {}) => ({ ...of(groupId), timestamp: `${date}T02:00:00Z`, ...more });
      await send(on('acme', '2026-11-01'), on('beta', '2026-11-01'), on('acme', '2026-11-18'));
      await house.settle();
      const known = async (externalId: string) =>
        (await house.call(series, { externalId, metrics: 'dau', from: '2026-10-30', to: '2026-11-18' }, owner)).flatMap(
          ({ day: on, value }) => (value === null ? [] : [`${on.slice(5)} ${value}`]),
        );
      expect(await known('beta')).toEqual(['11-01 1', '11-02 0', '11-03 0', '11-04 0', '11-18 0']);
      await send(on('acme', '2026-11-09', { userId: 'u-9' }));
      await house.settle();
      expect(await known('beta')).toEqual([
        '11-01 1',
        '11-02 0',
        '11-03 0',
        '11-04 0',
        '11-09 0',
        '11-10 0',
        '11-11 0',
        '11-12 0',
        '11-18 0',
      ]);
      expect(await known('acme')).toEqual([
        '11-01 1',
        '11-02 0',
        '11-03 0',
        '11-04 0',
        '11-09 1',
        '11-10 0',
        '11-11 0',
        '11-12 0',
        '11-18 1',
      ]);
    });
  });

  test('settled 3: registered from identify or import until disabled; the first one ends the inference for all', async () => {
    await withSender(async ({ house, owner, send, inside }) => {
      for (const externalId of ['acme', 'beta']) await house.call(saveAccount, { externalId, startsOn: '2026-11-01' }, owner);
      const on = (groupId: string, date: string) => ({ ...of(groupId), timestamp: `${date}T02:00:00Z` });
      await send(on('acme', '2026-11-16'), on('beta', '2026-11-16'));
      await house.settle();
      const registered = async (externalId: string) =>
        (await house.call(series, { externalId, metrics: 'registered-users', from: '2026-11-15', to: '2026-11-18' }, owner)).map(
          ({ value }) => value,
        );
      expect([await registered('acme'), await registered('beta')]).toEqual([
        [0, 1, 1, 1],
        [0, 1, 1, 1],
      ]);
      await send({ ...on('acme', '2026-11-17'), type: 'identify' });
      await house.settle();
      expect([await registered('acme'), await registered('beta')]).toEqual([
        [0, 0, 1, 1],
        [0, 0, 0, 0],
      ]);
      const { ids } = await house.runtime.write(owner.workspace, { kind: 'operator' }, (ctx) =>
        saveAccounts(ctx, [{ externalId: 'beta' }]),
      );
      const beta = ids.get('beta');
      if (beta === undefined) throw new Error('not saved');
      const rows = [{ accountId: beta, userId: 'x', createdOn: day('2026-11-15'), disabledOn: day('2026-11-18') }];
      expect(await inside((ctx) => countAtTheEnd(ctx, ctx.today, () => registerUsers(ctx, rows)))).toMatchObject({
        created: 1,
        changed: 0,
        unchanged: 0,
      });
      expect(await inside((ctx) => countAtTheEnd(ctx, ctx.today, () => registerUsers(ctx, rows)))).toMatchObject({
        created: 0,
        changed: 0,
        unchanged: 1,
      });
      await house.settle();
      expect(await registered('beta')).toEqual([1, 1, 1, 0]);
      expect((await inside((ctx) => registeredUsers(ctx, [beta])))?.get(beta)).toEqual([{ from: '2026-11-15', to: '2026-11-17' }]);
    });
  });

  test('settled 15: an import reaches any age, and is history up to the day it names', async () => {
    await withSender(async ({ house, owner, inside }) => {
      const { ids } = await house.runtime.write(owner.workspace, { kind: 'operator' }, (ctx) => saveAccounts(ctx, [{ externalId: 'old' }]));
      const accountId = ids.get('old');
      if (accountId === undefined) throw new Error('not saved');
      const event = (messageId: string, on: Day, excluded = false): NewEvent => ({
        source: 'file',
        messageId,
        accountId,
        userId: 'u',
        name: 'report',
        module: null,
        client: null,
        occurredAt: instant(`${on}T02:00:00Z`),
        excluded,
        properties: null,
      });
      const events = [event('a', day('2019-06-01')), event('b', day('2019-06-03')), event('c', day('2019-06-05'), true)];
      expect(await inside((ctx) => countAtTheEnd(ctx, day('2019-06-10'), () => recordEvents(ctx, events)))).toEqual([
        'accepted',
        'accepted',
        'accepted',
      ]);
      await house.settle();
      expect(await house.call(listAccounts, {}, owner)).toMatchObject({ accounts: [{ externalId: 'old', startsOn: '2019-06-01' }] });
      const dau = await house.call(series, { externalId: 'old', metrics: 'dau', from: '2019-05-31', to: '2019-06-11' }, owner);
      expect(dau.map(({ value, reason }) => value ?? reason)).toEqual([
        'not-started',
        1,
        0,
        1,
        0,
        0,
        0,
        'source-silent',
        'source-silent',
        'source-silent',
        'source-silent',
        'not-computed',
      ]);
      expect(await inside((ctx) => recordEvents(ctx, [...events, event('a', day('2019-06-02'))]))).toEqual([
        'duplicate',
        'duplicate',
        'duplicate',
        'conflict',
      ]);
    });
  });

  test('half an import is never counted: the rollup waits for its end, whoever asks for it meanwhile', async () => {
    await withSender(async ({ house, owner, inside }) => {
      const { ids } = await house.runtime.write(owner.workspace, { kind: 'operator' }, (ctx) =>
        saveAccounts(ctx, [{ externalId: 'half' }]),
      );
      const accountId = ids.get('half');
      if (accountId === undefined) throw new Error('not saved');
      const dau = async () =>
        (await house.call(series, { externalId: 'half', metrics: 'dau', from: '2026-11-18', to: '2026-11-18' }, owner))[0];
      const login = (userId: string): NewEvent => ({
        source: 'file',
        messageId: userId,
        accountId,
        userId,
        name: 'login',
        module: null,
        client: null,
        occurredAt: instant('2026-11-18T01:00:00Z'),
        excluded: false,
        properties: null,
      });
      await inside((ctx) =>
        countAtTheEnd(ctx, ctx.today, async () => {
          await recordEvents(ctx, [login('u1')]);
          await house.runtime.runJob('usage.rollup', { workspace: owner.workspace });
          await house.settle();
          expect(await dau()).toMatchObject({ value: null });
          await recordEvents(ctx, [login('u2')]);
        }),
      );
      await house.settle();
      expect(await dau()).toMatchObject({ value: 2 });
    });
  });
});
