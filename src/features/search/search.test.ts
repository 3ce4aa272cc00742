import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeEachEngine } from '../../../test/engines.ts';
import { type As, type House, makeHouse, type Owner } from '../../../test/make.ts';
import { archiveAccount, assignAccount, contacts, saveAccount } from '../accounts/contract.ts';
import { find } from './contract.ts';

const CUSTOMERS = [
  ['cqhg', '重庆火锅集团'],
  ['cqzz', '重庆智造'],
  ['sz', '苏州重庆路小学'],
  ['acme', 'Acme Cargo'],
] as const;

describeEachEngine('⌘K', (engine) => {
  let house: House;
  let owner: Owner;
  let csm: As;
  const names = async (text: string, as: As = owner) => (await house.call(find, { text }, as)).customers.map(({ name }) => name);

  beforeAll(async () => {
    house = await makeHouse(engine);
    owner = await house.setUp();
    const person = await house.addPerson(owner, { functions: ['csm'], scope: 'own', name: '陈思' });
    csm = { ...owner, cookie: person.cookie };
    for (const [externalId, name] of CUSTOMERS) await house.call(saveAccount, { externalId, name, startsOn: '2025-01-01' }, owner);
    await house.call(assignAccount, { externalId: 'cqzz', personId: person.personId }, owner);
    const contact = (id: string, account: string, name: string) => house.call(contacts.save, { id, fields: { account, name } }, owner);
    await contact('c-1', 'cqhg', '赵屿');
    await contact('c-2', 'cqzz', '赵一舟');
    await house.call(find, {}, owner);
  });
  afterAll(() => house.close());

  test('finds customers by 汉字, pinyin, initials and id, the best first', async () => {
    expect(await names('cq')).toEqual(['重庆火锅集团', '重庆智造', '苏州重庆路小学']);
    expect(await names('重庆路')).toEqual(['苏州重庆路小学']);
    expect(await names('chong qing zhi')).toEqual(['重庆智造']);
    expect(await names('cargo')).toEqual(['Acme Cargo']);
    expect(await names('sz')).toEqual(['苏州重庆路小学']);
    expect(await names('没有这家')).toEqual([]);
  });

  test('finds the people at customers, and colleagues', async () => {
    expect(await house.call(find, { text: 'zhaoyu' }, owner)).toMatchObject({
      contacts: [{ name: '赵屿', account: { externalId: 'cqhg', name: '重庆火锅集团' } }],
    });
    expect(await house.call(find, { text: 'cs' }, owner)).toMatchObject({ colleagues: [{ name: '陈思' }] });
  });

  test('shows nobody what they may not see, and nothing out of the recycle bin', async () => {
    expect(await names('cq', csm)).toEqual(['重庆智造']);
    expect((await house.call(find, { text: '赵' }, csm)).contacts.map(({ name }) => name)).toEqual(['赵一舟']);
    await house.call(archiveAccount, { externalId: 'cqzz' }, owner);
    expect(await names('cq', csm)).toEqual([]);
    expect(await names('cq')).toEqual(['重庆火锅集团', '苏州重庆路小学']);
    expect((await house.call(find, { text: '赵' }, owner)).contacts.map(({ name }) => name)).toEqual(['赵屿']);
  });
});
