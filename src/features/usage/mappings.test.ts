import { expect, test } from 'vitest';
import { describeEmbedded } from '../../../test/engines.ts';
import { type House, makeHouse, type Owner } from '../../../test/make.ts';
import type { AccountId } from '../../kernel/ids.ts';
import { type Day, instant } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { assignAccount, saveAccount } from '../accounts/contract.ts';
import { accountIdsByExternalId } from '../accounts/reads.ts';
import { series } from '../metrics/contract.ts';
import { recordEvents } from './commands.ts';
import { batch, listEvents } from './contract.ts';
import {
  getMapping,
  listEventNames,
  listEventSamples,
  listMappingVersions,
  previewMapping,
  remapJob,
  restoreMapping,
  saveMapping,
  steerBackfill,
} from './contract-mappings.ts';
import { mappingOf } from './mapping-memory.ts';
import { usesNow } from './meters.ts';
import { mappedFrom } from './reads.ts';

describeEmbedded('mappings', (engine) => {
  interface Place {
    readonly house: House;
    readonly owner: Owner;
    send(...items: Record<string, unknown>[]): Promise<unknown>;
    /** What became of each event, by message id. */
    meanings(): Promise<Record<string, string>>;
  }

  const inPlace = async (run: (place: Place) => Promise<void>): Promise<void> => {
    const house = await makeHouse(engine);
    try {
      const owner = await house.setUp();
      const key = await house.addKey(owner, ['ingest']);
      await house.call(saveAccount, { externalId: 'acme', name: '航信', startsOn: '2026-09-01' }, owner);
      let sent = 0;
      const common = { type: 'track', userId: 'u-1', context: { groupId: 'acme' }, timestamp: '2026-11-16T02:00:00Z' };
      await run({
        house,
        owner,
        send: (...items) => house.call(batch, { batch: items.map((item) => ({ ...common, messageId: `m-${++sent}`, ...item })) }, { key }),
        async meanings() {
          const { events } = await house.call(listEvents, { externalId: 'acme', limit: 100 }, owner);
          return Object.fromEntries(events.map(({ messageId, kind, module }) => [messageId, module === null ? kind : `${kind} ${module}`]));
        },
      });
    } finally {
      await house.close();
    }
  };

  test('what a process has not read yet may be asked for in a transaction while somebody outside asks for it, too', async () => {
    await inPlace(async ({ house, owner: { workspace } }) => {
      const operator = { kind: 'operator' } as const;
      const ask = async (ctx: Ctx): Promise<number> => {
        (await usesNow(ctx))('key');
        return (await mappingOf(ctx)).version;
      };
      let go: () => void = () => undefined;
      let begun: () => void = () => undefined;
      const [isBegun, mayGo] = [new Promise<void>((resolve) => (begun = resolve)), new Promise<void>((resolve) => (go = resolve))];
      const inside = house.runtime.write(workspace, operator, async (ctx) => {
        begun();
        await mayGo;
        return ask(ctx);
      });
      await isBegun;
      const outside = [house.runtime.read(workspace, operator, ask), house.runtime.read(workspace, operator, mappingOf)];
      go();
      expect(await inside).toBe(0);
      await Promise.all(outside);
    });
  });

  test('settled 2: a mapping holds for what comes, and the past follows it; what senders say themselves wins', async () => {
    await inPlace(async ({ house, owner, send, meanings }) => {
      const items = [
        { event: '进入系统' },
        { event: '进入系统', properties: { kind: 'record', module: '大厅' } },
        { event: 'order.new', properties: { channel: 'import' } },
        { event: 'order.new', properties: { channel: 'web' } },
        { type: 'page', name: 'order.list' },
        { type: 'screen', name: '进入系统' },
        { type: 'identify' },
        { event: 'login' },
      ];
      await send(...items);
      await house.settle();
      const rules = [
        { name: '进入系统', type: 'track' as const, kind: 'login' as const },
        { name: 'order.new', where: { property: 'channel', equals: 'import' }, kind: 'integration-call' as const },
        { name: 'order.*', kind: 'record' as const, module: '订单' },
      ];
      expect(await house.call(previewMapping, { rules }, owner)).toEqual({ events: 4, customers: 1, since: '2026-11-16' });
      expect((await meanings())['m-1']).toBe('action');
      expect(await house.call(saveMapping, { rules, version: 0 }, owner)).toEqual({ version: 1 });
      await send(...items);
      await house.settle();
      const expected = ['login', 'record 大厅', 'integration-call 订单', 'record 订单', 'record 订单', 'action', 'other', 'login'];
      const found = await meanings();
      expect(Array.from({ length: 16 }, (_, index) => found[`m-${index + 1}`])).toEqual([...expected, ...expected]);
      expect((await house.call(getMapping, {}, owner)).backfill).toMatchObject({ version: 1, state: 'done', total: 4, done: 4 });
      expect(await house.call(previewMapping, { rules }, owner)).toEqual({ events: 0, customers: 0, since: null });
      await house.call(restoreMapping, { number: 0, version: 1 }, owner);
      await house.settle();
      const undone = await meanings();
      expect(['m-1', 'm-2', 'm-3', 'm-5', 'm-16'].map((id) => undone[id])).toEqual(['action', 'record 大厅', 'action', 'action', 'login']);
    });
  });

  test('decision 0005: once a person has named the login, days without one are a known zero, and the series follows', async () => {
    await inPlace(async ({ house, owner, send }) => {
      await send({ event: 'enter', timestamp: '2026-11-16T02:00:00Z' }, { event: 'enter', timestamp: '2026-11-17T02:00:00Z' });
      await house.settle();
      const ask = { externalId: 'acme', metrics: 'login-ratio', from: '2026-11-15' as Day, to: '2026-11-17' as Day };
      const before = await house.call(series, ask, owner);
      expect(JSON.stringify(before)).toContain('not-mapped');
      await house.call(saveMapping, { rules: [{ name: 'enter', kind: 'login' }], version: 0 }, owner);
      await house.settle();
      const after = await house.call(series, ask, owner);
      expect(JSON.stringify(after)).not.toContain('not-mapped');
      const { login: mapped } = await house.runtime.read(owner.workspace, { kind: 'operator' }, mappedFrom);
      expect(mapped).toBe('always');
      const { versions } = await house.call(listMappingVersions, {}, owner);
      expect(versions).toMatchObject([{ version: 1, by: '王琳', restores: null, added: [{ name: 'enter', kind: 'login' }], removed: [] }]);
    });
  });

  test('what an import knows was said by its file: a mapping does not touch it, and going back does not lose it', async () => {
    await inPlace(async ({ house, owner, meanings }) => {
      const told = { source: 'csv', userId: 'u-1', client: null, excluded: false, occurredAt: instant('2026-11-16T02:00:00Z') };
      await house.runtime.read(owner.workspace, { kind: 'operator' }, async (ctx) => {
        const accountId = (await accountIdsByExternalId(ctx, ['acme'])).get('acme') as AccountId;
        await recordEvents(ctx, [
          { ...told, accountId, messageId: 'a', name: 'export', module: '报表', properties: { rows: 7 } },
          { ...told, accountId, messageId: 'b', name: 'export', module: null, properties: null },
        ]);
      });
      await house.call(saveMapping, { rules: [{ name: 'export', kind: 'record', module: '导出' }], version: 0 }, owner);
      await house.settle();
      expect(await meanings()).toEqual({ a: 'record 报表', b: 'record 导出' });
      await house.call(restoreMapping, { number: 0, version: 1 }, owner);
      await house.settle();
      expect(await meanings()).toEqual({ a: 'action 报表', b: 'action' });
    });
  });

  test('two people at once: the second is told; a rule that says nothing is refused', async () => {
    await inPlace(async ({ house, owner }) => {
      const rules = [{ name: 'enter', kind: 'login' as const }];
      await house.call(saveMapping, { rules, version: 0 }, owner);
      await expect(house.call(saveMapping, { rules, version: 0 }, owner)).rejects.toMatchObject({ code: 'conflict' });
      await expect(house.call(restoreMapping, { number: 9, version: 1 }, owner)).rejects.toMatchObject({ code: 'not-found' });
      await expect(house.call(saveMapping, { rules: [{ name: 'x' }], version: 1 }, owner)).rejects.toMatchObject({ code: 'invalid-input' });
    });
  });

  test('going through the past can be stopped and goes on; another change takes along what was left', async () => {
    await inPlace(async ({ house, owner, send, meanings }) => {
      await send({ event: 'enter' }, { event: 'leave' });
      await house.settle();
      await expect(house.call(steerBackfill, { act: 'cancel' }, owner)).rejects.toMatchObject({ code: 'not-found' });
      await house.call(saveMapping, { rules: [{ name: 'enter', kind: 'login' }], version: 0 }, owner);
      expect(await house.call(steerBackfill, { act: 'cancel' }, owner)).toMatchObject({ state: 'cancelled' });
      await house.settle();
      expect(await meanings()).toEqual({ 'm-1': 'action', 'm-2': 'action' });
      await house.runtime.runJob(remapJob.name);
      expect((await meanings())['m-1']).toBe('action');
      await house.call(steerBackfill, { act: 'continue' }, owner);
      await house.settle();
      expect((await meanings())['m-1']).toBe('login');
      await house.call(saveMapping, { rules: [{ name: 'leave', kind: 'record' }], version: 1 }, owner);
      await house.call(steerBackfill, { act: 'cancel' }, owner);
      await house.call(saveMapping, { rules: [], version: 2 }, owner);
      await house.settle();
      expect(await meanings()).toEqual({ 'm-1': 'action', 'm-2': 'action' });
    });
  });

  test('names are listed with what they mean, with proposals and live samples of customers that one may see', async () => {
    await inPlace(async ({ house, owner, send }) => {
      await house.call(saveAccount, { externalId: 'other', name: '别家' }, owner);
      await send(
        { event: '扫码登录', properties: { door: 2, seconds: 3 } },
        { event: '扫码登录', context: { groupId: 'other' }, properties: { door: 3 } },
        { event: 'crm.view' },
        { event: 'crm.edit' },
        { type: 'page', name: 'Start', properties: { path: '/' } },
      );
      const { names, proposals, total } = await house.call(listEventNames, {}, owner);
      expect(total).toBe(4);
      expect(names[0]).toMatchObject({
        name: '扫码登录',
        events: 2,
        lastDay: '2026-11-16',
        meanings: [{ kind: 'action', module: null, events: 2 }],
        rules: [],
      });
      expect(proposals.map(({ rule, events }) => `${rule.name} ${rule.kind ?? rule.module} ${events}`)).toEqual([
        'crm.* crm 2',
        '扫码登录 login 2',
      ]);
      const { samples } = await house.call(listEventSamples, { name: '扫码登录' }, owner);
      expect(samples.map(({ customer, properties, seconds }) => [customer, properties, seconds])).toEqual([
        ['别家', { door: 3 }, null],
        ['航信', { door: 2, seconds: 3 }, 3],
      ]);
      expect((await house.call(listEventSamples, { name: 'Start' }, owner)).samples).toMatchObject([
        { type: 'page', properties: { path: '/' } },
      ]);
      const lead = await house.addPerson(owner, { functions: ['cs-head'], scope: 'own', name: '林若溪' });
      await house.call(assignAccount, { externalId: 'acme', personId: lead.personId }, owner);
      const own = await house.call(listEventSamples, { name: '扫码登录' }, { ...owner, cookie: lead.cookie });
      expect(own.samples.map(({ customer }) => customer)).toEqual(['航信']);
    });
  });
});
