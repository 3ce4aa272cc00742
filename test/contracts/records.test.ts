import { afterAll, beforeAll, expect, test } from 'vitest';
import { ACCOUNT_RECORDS, ensureCustomField } from '../../src/features/accounts/commands.ts';
import {
  accountHistory,
  archiveAccount,
  assignAccount,
  contacts,
  getAccount,
  listArchivedAccounts,
  restoreAccount,
  saveAccount,
} from '../../src/features/accounts/contract.ts';
import { listBin } from '../../src/features/accounts/contract-bin.ts';
import { archiveCustomField, saveCustomField } from '../../src/features/accounts/contract-custom-fields.ts';
import { exchangeRates } from '../../src/features/contracts/contract.ts';
import { touches } from '../../src/features/touches/contract.ts';
import { describeEachEngine } from '../engines.ts';
import { type As, type House, makeHouse, type Owner } from '../make.ts';

describeEachEngine('records of every kind', (engine) => {
  let house: House;
  let owner: Owner;
  const contact = (id: string, fields: Record<string, unknown>, as: As = owner, version?: number) =>
    house.call(contacts.save, { id, fields, ...(version === undefined ? {} : { version }) }, as);
  beforeAll(async () => {
    house = await makeHouse(engine);
    owner = await house.setUp();
    await house.call(saveAccount, { externalId: 'hf', name: '海风科技' }, owner);
  });
  afterAll(() => house.close());

  test('MOD-02: a contact is made, changed field by field, and says who changed what', async () => {
    const made = await contact('c-1', { account: 'hf', name: '陈岚', roles: ['DECIDER', 'SUPPORTER'], joinedOn: '2020-03-01' });
    expect(made).toMatchObject({ account: { externalId: 'hf', name: '海风科技' }, version: 1, archivedAt: null });
    const changed = await contact('c-1', { jobTitle: '副总裁', joinedOn: null });
    expect(changed.fields).toEqual({ account: 'hf', name: '陈岚', roles: ['DECIDER', 'SUPPORTER'], jobTitle: '副总裁' });
    const { created, changes } = await house.call(contacts.history, { id: 'c-1' }, owner);
    expect(created.importId).toBeNull();
    expect(changes.map(({ field, from, to }) => [field, from, to]).sort()).toEqual([
      ['jobTitle', null, '副总裁'],
      ['joinedOn', '2020-03-01', null],
    ]);
    expect((await contact('c-1', { jobTitle: '副总裁' })).version).toBe(2);
  });

  test('the second of two editors is told', async () => {
    const { version } = await contact('c-2', { account: 'hf', name: '周平' });
    await contact('c-2', { name: '周平平' }, owner, version);
    await expect(contact('c-2', { name: '周大平' }, owner, version)).rejects.toMatchObject({ code: 'conflict' });
    await expect(contact('c-2', { name: '再来' }, owner, 0)).rejects.toMatchObject({ code: 'conflict' });
  });

  test('what cannot stand in a field is refused by name, and nothing is kept', async () => {
    await expect(contact('c-3', { account: 'hf', name: '李', attitude: 3 })).rejects.toMatchObject({ code: 'invalid-input' });
    await expect(contact('c-3', { account: 'hf', name: '李', roles: ['BOSS'] })).rejects.toMatchObject({ code: 'invalid-input' });
    await expect(contact('c-3', { account: 'hf' })).rejects.toMatchObject({ issues: [{ path: 'name' }] });
    await expect(contact('c-3', { account: 'nobody', name: '李' })).rejects.toMatchObject({ code: 'account-unknown' });
    await expect(house.call(contacts.get, { id: 'c-3' }, owner)).rejects.toMatchObject({ code: 'not-found' });
  });

  test('the recycle bin takes one away and gives it back', async () => {
    await contact('c-4', { account: 'hf', name: '吴晓' });
    await house.call(contacts.archive, { id: 'c-4' }, owner);
    const ids = async (archived: 'true' | 'false') =>
      (await house.call(contacts.list, { account: 'hf', archived }, owner)).records.map(({ id }) => id);
    expect(await ids('true')).toEqual(['c-4']);
    expect(await ids('false')).not.toContain('c-4');
    await house.call(contacts.restore, { id: 'c-4' }, owner);
    expect(await ids('false')).toContain('c-4');
  });

  test('who may not see the customer sees none of its records; what is of no customer everybody sees', async () => {
    const csm = await house.addPerson(owner, { functions: ['csm'], scope: 'own', name: '小林' });
    const as = { ...owner, cookie: csm.cookie };
    await contact('c-5', { account: 'hf', name: '何静' });
    await expect(house.call(contacts.get, { id: 'c-5' }, as)).rejects.toMatchObject({ code: 'not-found' });
    await expect(contact('c-5', { name: '改名' }, as)).rejects.toMatchObject({ code: 'not-found' });
    expect((await house.call(contacts.list, {}, as)).total).toBe(0);
    await house.call(assignAccount, { externalId: 'hf', personId: csm.personId }, owner);
    expect((await house.call(contacts.get, { id: 'c-5' }, as)).fields.name).toBe('何静');
    await house.call(exchangeRates.save, { id: 'usd-1', fields: { currency: 'USD', to: 'CNY', on: '2026-01-01', rate: 7.1 } }, owner);
    expect((await house.call(exchangeRates.list, {}, as)).total).toBe(1);
  });

  test('a list goes on after its last id, and searches in every field', async () => {
    for (const id of ['p-1', 'p-2', 'p-3']) await contact(id, { account: 'hf', name: `分页 ${id}`, email: `${id}@Example.com` });
    const first = await house.call(contacts.list, { search: '分页', limit: 2 }, owner);
    expect([first.records.map(({ id }) => id), first.next, first.total]).toEqual([['p-1', 'p-2'], 'p-2', 3]);
    const second = await house.call(contacts.list, { search: '分页', limit: 2, after: 'p-2' }, owner);
    expect([second.records.map(({ id }) => id), second.next]).toEqual([['p-3'], null]);
    expect((await house.call(contacts.list, { search: 'p-2@example' }, owner)).records.map(({ id }) => id)).toEqual(['p-2']);
  });

  test('a customer has a profile, a version and one history over all its fields', async () => {
    await house.call(saveAccount, { externalId: 'np', name: '南屏云' }, owner);
    const profile = { tier: 'STRATEGIC', industry: '物流' };
    const made = await house.call(saveAccount, { externalId: 'np', profile, attributes: { 地区: '华南' } }, owner);
    expect(made).toMatchObject({ name: '南屏云', profile, attributes: { 地区: '华南' } });
    const { version } = made;
    const after = await house.call(saveAccount, { externalId: 'np', name: '南屏云计算', profile: { industry: null }, version }, owner);
    expect(after.profile).toEqual({ tier: 'STRATEGIC' });
    await expect(house.call(saveAccount, { externalId: 'np', name: '又改', version }, owner)).rejects.toMatchObject({ code: 'conflict' });
    const { changes } = await house.call(accountHistory, { externalId: 'np' }, owner);
    expect(changes.map(({ field, from, to }) => [field, from, to])).toEqual(
      expect.arrayContaining([
        ['name', '南屏云', '南屏云计算'],
        ['industry', '物流', null],
        ['custom.地区', null, '华南'],
      ]),
    );
    await expect(house.call(saveAccount, { externalId: 'np', profile: { tier: 'BEST' } }, owner)).rejects.toMatchObject({
      code: 'invalid-input',
    });
  });

  test('a customer in the recycle bin is seen by nobody, nor anything of it, until it is taken out', async () => {
    await house.call(saveAccount, { externalId: 'old', name: '旧客户' }, owner);
    await contact('c-old', { account: 'old', name: '某人' });
    await house.call(archiveAccount, { externalId: 'old' }, owner);
    await expect(house.call(getAccount, { externalId: 'old' }, owner)).rejects.toMatchObject({ code: 'account-unknown' });
    await expect(house.call(contacts.get, { id: 'c-old' }, owner)).rejects.toMatchObject({ code: 'not-found' });
    const bin = await house.call(listArchivedAccounts, {}, owner);
    expect(bin.accounts).toMatchObject([{ externalId: 'old', name: '旧客户' }]);
    await house.call(restoreAccount, { externalId: 'old' }, owner);
    expect((await house.call(contacts.get, { id: 'c-old' }, owner)).account?.name).toBe('旧客户');
    expect((await house.call(listArchivedAccounts, {}, owner)).accounts).toEqual([]);
  });

  test('facts are kept with their day', async () => {
    const fields = { account: 'hf', on: '2026-11-03', way: 'CALL', result: 'UNANSWERED', topic: '续约' };
    expect((await house.call(touches.save, { id: 't-1', fields }, owner)).fields).toEqual(fields);
  });

  test('a field that the workspace adds holds what its type says; what no field is made for stays as it came', async () => {
    const field = { kind: 'contact', key: '生日', label: '生日', type: 'day' as const };
    await house.call(
      contacts.save,
      { id: 'cf-1', fields: { account: 'hf', name: '钟悦' }, custom: { 生日: '1990-02-03', 星座: '水瓶' } },
      owner,
    );
    await house.call(saveCustomField, field, owner);
    const save = (custom: Record<string, string | number | null>) => house.call(contacts.save, { id: 'cf-1', fields: {}, custom }, owner);
    await expect(save({ 生日: '春天' })).rejects.toMatchObject({ code: 'invalid-input', issues: [{ path: 'custom.生日' }] });
    expect((await save({ 生日: '1991-02-03', 爱好: '茶' })).custom).toEqual({ 生日: '1991-02-03', 星座: '水瓶', 爱好: '茶' });
    await expect(house.call(saveCustomField, { ...field, type: 'number' }, owner)).rejects.toMatchObject({ code: 'conflict' });
    // A file's word is kept as it came: one cell never stops the others.
    const said = { id: 'cf-2', words: { account: 'hf', name: '方远' }, custom: { 生日: '不详' } };
    await house.runtime.write(owner.workspace, { kind: 'operator' }, (ctx) => ACCOUNT_RECORDS.contact.save(ctx, [said], 'imp-1'));
    expect((await house.call(contacts.get, { id: 'cf-2' }, owner)).custom).toEqual({ 生日: '不详' });
    await house.call(archiveCustomField, { kind: 'contact', key: '生日' }, owner);
    expect((await save({ 生日: '春天' })).custom).toMatchObject({ 生日: '春天' });
  });

  test('a customer keeps what the workspace adds as text, in the words of the type', async () => {
    await house.call(saveCustomField, { kind: 'account', key: '门店数', label: '门店数', type: 'number' }, owner);
    const save = (value: string) => house.call(saveAccount, { externalId: 'hf', attributes: { 门店数: value } }, owner);
    expect((await save(' 120.0 ')).attributes).toMatchObject({ 门店数: '120' });
    await expect(save('很多')).rejects.toMatchObject({ code: 'invalid-input', issues: [{ path: 'custom.门店数' }] });
    const ensured = await house.runtime.write(owner.workspace, { kind: 'operator' }, (ctx) =>
      ensureCustomField(ctx, { kind: 'account', key: '门店数', label: '别的', type: 'text' }),
    );
    expect(ensured).toMatchObject({ label: '门店数', type: 'number' });
  });

  test('the recycle bin lists what one can see, by whom it was put there, until when it is kept', async () => {
    const csm = await house.addPerson(owner, { functions: ['csm'], scope: 'own', name: '小何' });
    await contact('bin-1', { account: 'hf', name: '蒋南' });
    await house.call(contacts.archive, { id: 'bin-1' }, owner);
    const { records } = await house.call(listBin, {}, owner);
    expect(records.find(({ id }) => id === 'bin-1')).toMatchObject({
      kind: 'contact',
      account: { name: '海风科技' },
      fields: { name: '蒋南' },
      archivedBy: expect.stringMatching(/^per_/),
      removedAt: expect.stringContaining('2026-12-18'),
    });
    expect((await house.call(listBin, {}, { ...owner, cookie: csm.cookie })).records.map(({ id }) => id)).not.toContain('bin-1');
  });
});
