import { and, asc, eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { describeEachEngine } from '../../../test/engines.ts';
import { type House, makeHouse, type Owner } from '../../../test/make.ts';
import { day } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { recordChanges } from '../../platform/records/tables.ts';
import { noteSeen, saveAccounts } from './commands.ts';
import { assignAccount, getAccount, listAccounts, saveAccount } from './contract.ts';
import { accountIdsByExternalId, liveSpans } from './reads.ts';

describeEachEngine('customers', (engine) => {
  const withHouse = async (run: (house: House, owner: Owner) => Promise<void>): Promise<void> => {
    const house = await makeHouse(engine);
    try {
      await run(house, await house.setUp());
    } finally {
      await house.close();
    }
  };
  const inside = <T>(house: House, { workspace }: Owner, run: (ctx: Ctx) => Promise<T>): Promise<T> =>
    house.runtime.write(workspace, { kind: 'operator' }, run);

  test('created by the first save, changed by the next; what is not said stays', async () => {
    await withHouse(async (house, owner) => {
      const made = await house.call(saveAccount, { externalId: 'stable/mariadb', name: '航天信息', startsOn: '2026-03-01' }, owner);
      expect(made).toEqual({
        externalId: 'stable/mariadb',
        name: '航天信息',
        startsOn: '2026-03-01',
        endsOn: null,
        endKind: null,
        owner: null,
        attributes: {},
        profile: {},
        startsStated: true,
        version: 1,
      });
      await house.call(saveAccount, { externalId: 'stable/mariadb', endsOn: '2026-12-31', attributes: { 行业: '税务' } }, owner);
      expect(await house.call(getAccount, { externalId: 'stable/mariadb' }, owner)).toMatchObject({
        name: '航天信息',
        startsOn: '2026-03-01',
        endsOn: '2026-12-31',
        attributes: { 行业: '税务' },
      });
      expect(await house.call(saveAccount, { externalId: 'new' }, owner)).toMatchObject({ name: 'new', startsOn: '2026-11-18' });
      await expect(house.call(saveAccount, { externalId: 'stable/mariadb', startsOn: '2027-01-01' }, owner)).rejects.toThrow(
        'would end on 2026-12-31, before it starts on 2027-01-01',
      );
      await expect(house.call(getAccount, { externalId: 'nobody' }, owner)).rejects.toMatchObject({ code: 'account-unknown' });
    });
  });

  test('every change of a field is kept: who, when, from what to what', async () => {
    await withHouse(async (house, owner) => {
      await house.call(saveAccount, { externalId: 'acme', name: 'Acme', attributes: { plan: 'gold' } }, owner);
      house.clock.set('2026-11-19T02:00:00Z');
      await house.call(saveAccount, { externalId: 'acme', name: 'Acme 中国', attributes: { plan: '' } }, owner);
      await house.call(saveAccount, { externalId: 'acme', name: 'Acme 中国' }, owner);
      await inside(house, owner, (ctx) => saveAccounts(ctx, [{ externalId: 'acme', endKind: '未续约' }]));
      const history = await inside(house, owner, (ctx) =>
        ctx.db
          .select()
          .from(recordChanges)
          .where(and(eq(recordChanges.workspaceId, ctx.workspace.id)))
          .orderBy(asc(recordChanges.changedAt), asc(recordChanges.field)),
      );
      expect(history).toMatchObject([
        { field: 'custom.plan', oldValue: 'gold', newValue: null, changedAt: Date.parse('2026-11-19T02:00:00Z') },
        { field: 'endKind', oldValue: null, newValue: '未续约', changedBy: 'operator' },
        { field: 'name', oldValue: 'Acme', newValue: 'Acme 中国', changedBy: expect.stringMatching(/^per_/) },
      ]);
    });
  });

  test('by name in pinyin order, page by page without a gap; a new customer shifts no page', async () => {
    await withHouse(async (house, owner) => {
      const names = ['上海银行', 'Zoo', '北京航天', 'acme', '先声', '西安', 'Bosch', '重庆', 'Acme', '北京航天'];
      await inside(house, owner, (ctx) =>
        saveAccounts(
          ctx,
          names.map((name, index) => ({ externalId: `c${index}`, name })),
        ),
      );
      const shown: string[] = [];
      let cursor: string | null = null;
      do {
        const page: Awaited<ReturnType<typeof list>> = await list(cursor);
        expect(page.total).toBe(shown.length === 0 ? names.length : names.length + 1);
        if (shown.length === 0) await house.call(saveAccount, { externalId: 'first', name: 'Aardvark' }, owner);
        shown.push(...page.accounts.map(({ name }) => name));
        cursor = page.next;
      } while (cursor !== null);
      function list(from: string | null) {
        return house.call(listAccounts, { limit: 3, ...(from === null ? {} : { cursor: from }) }, owner);
      }
      expect(shown).toEqual(['Acme', 'acme', '北京航天', '北京航天', 'Bosch', '重庆', '上海银行', '西安', '先声', 'Zoo']);
      for (const wrong of ['x', 'bnVsbA', Buffer.from('["a"]').toString('base64url')])
        await expect(house.call(listAccounts, { cursor: wrong }, owner)).rejects.toMatchObject({ code: 'invalid-input' });
    });
  });

  test('found by name, pinyin, initials and external id; wildcards are only letters', async () => {
    await withHouse(async (house, owner) => {
      await inside(house, owner, (ctx) =>
        saveAccounts(ctx, [
          { externalId: 'C-1', name: '北京航天' },
          { externalId: 'C-2', name: '100%_Pure' },
          { externalId: 'C-3', name: 'Acme' },
        ]),
      );
      const find = async (search: string) =>
        (await house.call(listAccounts, { search }, owner)).accounts.map(({ externalId }) => externalId);
      for (const search of ['航天', 'beijing', 'Bei Jing', 'bjht', 'c-1', 'Ｃ-1']) expect(await find(search), search).toEqual(['C-1']);
      expect(await find('%')).toEqual(['C-2']);
      expect(await find('_p')).toEqual(['C-2']);
      expect(await find('\\')).toEqual([]);
      expect(await find('')).toHaveLength(3);
    });
  });

  test('people of scope own see and name only their customers, and nobody learns of the others', async () => {
    await withHouse(async (house, owner) => {
      const csm = await house.addPerson(owner, { functions: ['csm', 'cs-ops'], scope: 'own', name: '陈思' });
      const asCsm = { workspace: owner.workspace, cookie: csm.cookie };
      for (const externalId of ['acme', 'beta']) await house.call(saveAccount, { externalId }, owner);
      expect(await house.call(assignAccount, { externalId: 'acme', personId: csm.personId }, owner)).toMatchObject({
        owner: { personId: csm.personId, name: '陈思' },
      });
      expect(await house.call(listAccounts, {}, asCsm)).toMatchObject({ accounts: [{ externalId: 'acme' }], total: 1 });
      await expect(house.call(getAccount, { externalId: 'beta' }, asCsm)).rejects.toMatchObject({ code: 'account-unknown' });
      await expect(house.call(assignAccount, { externalId: 'beta', personId: null }, asCsm)).rejects.toMatchObject({
        code: 'account-unknown',
      });
      await expect(house.call(saveAccount, { externalId: 'beta', name: 'x' }, asCsm)).rejects.toMatchObject({ code: 'forbidden' });
      expect(await house.call(saveAccount, { externalId: 'gamma' }, asCsm)).toMatchObject({ externalId: 'gamma' });
      await expect(house.call(assignAccount, { externalId: 'acme', personId: 'per_nobody' }, owner)).rejects.toMatchObject({
        code: 'invalid-input',
      });
      expect(await house.call(assignAccount, { externalId: 'acme', personId: null }, owner)).toMatchObject({ owner: null });
    });
  });

  test('in bulk: rows of one customer are one; a second run changes nothing; owners are made and named (settled 21)', async () => {
    await withHouse(async (house, owner) => {
      const rows = [
        { externalId: 'a', name: 'A', owner: '陈思' },
        { externalId: 'b', name: 'B' },
        { externalId: 'a', attributes: { plan: 'gold' } },
      ];
      const first = await inside(house, owner, (ctx) => saveAccounts(ctx, rows));
      expect(first).toMatchObject({ created: 2, changed: 0, unchanged: 0 });
      const again = await inside(house, owner, (ctx) => saveAccounts(ctx, rows));
      expect(again).toEqual({ created: 0, changed: 0, unchanged: 2, ids: first.ids });
      expect(await house.call(getAccount, { externalId: 'a' }, owner)).toMatchObject({
        owner: { name: '陈思' },
        attributes: { plan: 'gold' },
      });
      const moved = await inside(house, owner, (ctx) => saveAccounts(ctx, [{ externalId: 'a', owner: '李雷' }]));
      expect(moved).toMatchObject({ created: 0, changed: 1, unchanged: 0 });
      const ids = await inside(house, owner, (ctx) => accountIdsByExternalId(ctx, ['a', 'b', 'zzz']));
      expect(ids).toEqual(first.ids);
    });
  });

  test('settled 1: where nobody stated the start, the first day seen moves back; a stated one stays', async () => {
    await withHouse(async (house, owner) => {
      const { ids } = await inside(house, owner, (ctx) =>
        saveAccounts(ctx, [{ externalId: 'seen' }, { externalId: 'stated', startsOn: day('2026-10-01') }]),
      );
      const [seen, stated] = [ids.get('seen'), ids.get('stated')];
      if (seen === undefined || stated === undefined) throw new Error('not saved');
      const notes = (on: string) => new Map([seen, stated].map((id) => [id, day(on)] as const));
      for (const on of ['2026-09-05', '2026-11-30', '2026-09-07']) await inside(house, owner, (ctx) => noteSeen(ctx, notes(on)));
      const spans = await inside(house, owner, (ctx) => liveSpans(ctx));
      expect(spans.toSorted((a, b) => (a.externalId < b.externalId ? -1 : 1))).toMatchObject([
        { externalId: 'seen', startsOn: '2026-09-05', endsOn: null },
        { externalId: 'stated', startsOn: '2026-10-01', endsOn: null },
      ]);
    });
  });
});
