import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeEachEngine } from '../../../test/engines.ts';
import { type House, makeHouse, type Owner } from '../../../test/make.ts';
import { contacts, getAccount, listAccounts, listArchivedAccounts, restoreAccount, saveAccount } from '../accounts/contract.ts';
import { contractLines } from '../contracts/contract.ts';
import { erase } from '../custody/contract.ts';
import { dismissDuplicate, listDuplicates, mergeCustomers, previewMerge, undoMerge } from './contract.ts';

describeEachEngine('customers that are one', (engine) => {
  let house: House;
  let owner: Owner;
  beforeAll(async () => {
    house = await makeHouse(engine);
    owner = await house.setUp();
    await house.call(
      saveAccount,
      { externalId: 'A-1', name: '海风科技有限公司', startsOn: '2026-03-01', profile: { tier: 'STRATEGIC' } },
      owner,
    );
    const other = {
      externalId: 'B-7',
      name: '海风（股份）',
      startsOn: '2025-06-01',
      attributes: { 门店数: '12' },
      profile: { industry: '零售' },
    };
    await house.call(saveAccount, other, owner);
    await house.call(saveAccount, { externalId: 'C-3', name: '别的客户' }, owner);
    await house.call(contacts.save, { id: 'p-1', fields: { account: 'B-7', name: '陈岚', email: 'chen@haifeng.cn' } }, owner);
    await house.call(contractLines.save, { id: 'l-1', fields: { account: 'B-7', startsOn: '2026-01-01', arr: 1_200_000 } }, owner);
  });
  afterAll(() => house.close());

  const pairs = async () =>
    (await house.call(listDuplicates, {}, owner)).pairs.map(({ one, other }) => [one.externalId, other.externalId].sort());

  test('are found, dismissed, and found again when that is taken back', async () => {
    expect(await pairs()).toEqual([['A-1', 'B-7']]);
    await house.call(dismissDuplicate, { one: 'B-7', other: 'A-1' }, owner);
    expect(await pairs()).toEqual([]);
    await house.call(dismissDuplicate, { one: 'A-1', other: 'B-7', dismissed: false }, owner);
    expect(await pairs()).toEqual([['A-1', 'B-7']]);
  });

  test('the preview says what differs, whose value stands, and what moves', async () => {
    const preview = await house.call(previewMerge, { keep: 'A-1', drop: 'B-7' }, owner);
    expect(preview.fields).toEqual([
      { field: 'custom.门店数', keep: null, drop: '12', stands: 'drop' },
      { field: 'industry', keep: null, drop: '零售', stands: 'drop' },
      { field: 'name', keep: '海风科技有限公司', drop: '海风（股份）', stands: 'keep' },
      { field: 'startsOn', keep: '2026-03-01', drop: '2025-06-01', stands: 'drop' },
    ]);
    expect(preview.records).toEqual([
      { kind: 'contact', count: 1 },
      { kind: 'contract-line', count: 1 },
    ]);
  });

  test('merging moves records with their history, keeps the old id as another name, and is undone whole', async () => {
    const { mergeId, records } = await house.call(mergeCustomers, { keep: 'A-1', drop: 'B-7' }, owner);
    expect(records).toBe(2);
    expect(await house.call(getAccount, { externalId: 'B-7' }, owner)).toMatchObject({
      ...{ externalId: 'A-1', name: '海风科技有限公司', startsOn: '2025-06-01', attributes: { 门店数: '12' } },
      profile: { tier: 'STRATEGIC', industry: '零售' },
    });
    expect((await house.call(contacts.get, { id: 'p-1' }, owner)).account).toEqual({ externalId: 'A-1', name: '海风科技有限公司' });
    const { changes } = await house.call(contacts.history, { id: 'p-1' }, owner);
    expect(changes.map(({ field, from, to }) => [field, from, to])).toEqual([['account', 'B-7', 'A-1']]);
    expect((await house.call(listAccounts, {}, owner)).total).toBe(2);
    // What a source says under the old id is said of the other one, and no new customer comes of it.
    await house.call(contacts.save, { id: 'p-2', fields: { account: 'B-7', name: '周平' } }, owner);
    expect((await house.call(contacts.get, { id: 'p-2' }, owner)).account?.externalId).toBe('A-1');
    expect((await house.call(listArchivedAccounts, {}, owner)).accounts).toEqual([]);
    await expect(house.call(restoreAccount, { externalId: 'B-7' }, owner)).rejects.toMatchObject({ code: 'conflict' });
    await expect(house.call(erase, { account: 'A-1' }, owner)).rejects.toMatchObject({ code: 'conflict' });
    expect(await pairs()).toEqual([]);

    await house.call(saveAccount, { externalId: 'A-1', profile: { industry: '零售连锁' } }, owner);
    expect((await house.call(undoMerge, { mergeId }, owner)).undoneAt).not.toBeNull();
    expect(await house.call(getAccount, { externalId: 'A-1' }, owner)).toMatchObject({
      ...{ startsOn: '2026-03-01', attributes: {} },
      // Changed since, so it stays.
      profile: { tier: 'STRATEGIC', industry: '零售连锁' },
    });
    expect(await house.call(getAccount, { externalId: 'B-7' }, owner)).toMatchObject({ externalId: 'B-7', startsOn: '2025-06-01' });
    expect((await house.call(contacts.get, { id: 'p-1' }, owner)).account?.externalId).toBe('B-7');
    await expect(house.call(undoMerge, { mergeId }, owner)).rejects.toMatchObject({ code: 'conflict' });
    expect(await pairs()).toEqual([['A-1', 'B-7']]);
  });
});
