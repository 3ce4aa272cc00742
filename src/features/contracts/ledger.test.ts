import { afterAll, beforeEach, expect, test } from 'vitest';
import { describeEachEngine } from '../../../test/engines.ts';
import { type As, type House, makeHouse, type Owner } from '../../../test/make.ts';
import { assignAccount, saveAccount } from '../accounts/contract.ts';
import { contractLines, contracts } from './contract.ts';
import { ledgerSettings, listLedger, postMovement, reverseMovement, updateLedgerSettings } from './contract-ledger.ts';

describeEachEngine('the revenue ledger', (engine) => {
  let house: House;
  let owner: Owner;
  const line = (id: string, fields: Record<string, unknown>, as: As = owner) => house.call(contractLines.save, { id, fields }, as);
  const ledger = async (account = 'hf', more: { line?: string; recordedBy?: string } = {}) =>
    (await house.call(listLedger, { account, ...more }, owner)).entries
      .toReversed()
      .map(({ number, day, line: of, type, amountMinor, reverses }) =>
        [number, day, of, type, amountMinor, ...(reverses === null ? [] : [`reverses ${reverses}`])].join(' '),
      );
  beforeEach(async () => {
    await house?.close();
    house = await makeHouse(engine);
    owner = await house.setUp();
    await house.call(saveAccount, { externalId: 'hf', name: '海风科技' }, owner);
  });
  afterAll(() => house.close());

  const A = { account: 'hf', startsOn: '2026-01-01', endsOn: '2026-12-31', arr: 10_000 };

  test('FIN-10: a line that is saved is in the ledger, and a corrected one corrects it by reversing entries', async () => {
    await line('a', A);
    expect(await ledger()).toEqual(['1 2026-01-01 a new 10000', '2 2027-01-01 a churn -10000']);
    await line('a', { arr: 12_000 });
    await line('a', { seats: 5 });
    expect(await ledger()).toEqual([
      '1 2026-01-01 a new 10000',
      '2 2027-01-01 a churn -10000',
      '3 2026-01-01 a new -10000 reverses 1',
      '4 2027-01-01 a churn 10000 reverses 2',
      '5 2026-01-01 a new 12000',
      '6 2027-01-01 a churn -12000',
    ]);
    const { worth, total } = await house.call(listLedger, { account: 'hf' }, owner);
    expect([worth, total]).toEqual([[{ currency: 'CNY', amountMinor: 12_000 }], 6]);
  });

  test('what was recorded by a day can be read as it was then', async () => {
    await line('a', A);
    house.clock.set('2026-11-20T02:00:00Z');
    await line('a', { endsOn: null });
    expect(await ledger('hf', { recordedBy: '2026-11-19' })).toHaveLength(2);
    expect(await ledger('hf', { recordedBy: '2026-11-20' })).toHaveLength(3);
  });

  test('FIN-13: more seats are a direct add, another product is a cross sale, a higher package is value added', async () => {
    const B = { account: 'hf', product: 'p1', plan: 'Basic', startsOn: '2026-01-01', arr: 10_000, seats: 10 };
    await line('a', B);
    await line('b', { ...B, startsOn: '2026-03-01' });
    await line('c', { ...B, product: 'p2', startsOn: '2026-04-01' });
    await line('d', { ...B, plan: 'Pro', startsOn: '2026-05-01' });
    const { entries } = await house.call(listLedger, { account: 'hf' }, owner);
    const standing = entries.filter(({ reverses, reversedBy }) => reverses === null && reversedBy === null);
    expect(standing.map(({ line: of, type, secondSale }) => [of, type, secondSale]).sort()).toEqual([
      ['a', 'new', null],
      ['b', 'expansion', 'ADD'],
      ['c', 'expansion', 'CROSS'],
      ['d', 'expansion', 'VALUE'],
    ]);
  });

  test('FIN-12: a posted movement changes what the line is worth, and can be taken back', async () => {
    await line('a', { ...A, arr: undefined, mrr: 1000 });
    const posting = {
      line: 'a',
      day: '2026-06-01',
      type: 'expansion',
      amountMinor: 3000,
      secondSale: 'ADD',
      note: '加 10 个席位',
    } as const;
    const { written } = await house.call(postMovement, posting, owner);
    expect(written.map(({ type, amountMinor, secondSale, note }) => [type, amountMinor, secondSale, note])).toEqual([
      ['expansion', 3000, 'ADD', '加 10 个席位'],
      ['churn', 12_000, null, '加 10 个席位'],
      ['churn', -15_000, null, '加 10 个席位'],
    ]);
    expect((await house.call(contractLines.get, { id: 'a' }, owner)).fields).toMatchObject({ arr: 15_000 });
    const [posted] = written;
    await house.call(reverseMovement, { number: posted?.number ?? 0, note: '记错了，只加 5 个', amountMinor: 1500 }, owner);
    expect((await house.call(contractLines.get, { id: 'a' }, owner)).fields).toMatchObject({ arr: 13_500 });
    await expect(house.call(reverseMovement, { number: posted?.number ?? 0, note: '再来' }, owner)).rejects.toMatchObject({
      code: 'conflict',
    });
    // What was posted keeps its day: an amount that leaves nothing for the first day is refused, with the line and the figures.
    await expect(line('a', { arr: 1000 })).rejects.toMatchObject({ code: 'ledger-unbalanced', issues: [{ path: 'line a' }] });
    expect((await house.call(contractLines.get, { id: 'a' }, owner)).fields).toMatchObject({ arr: 13_500 });
  });

  test('postings that cannot be are refused by field', async () => {
    await line('a', A);
    const posting = { line: 'a', day: '2026-06-01', type: 'expansion', amountMinor: 1, note: 'x' } as const;
    const refused = async (more: object) =>
      house.call(postMovement, { ...posting, ...more }, owner).catch(({ code, issues }) => [code, issues[0]?.path]);
    expect(await refused({ amountMinor: -1 })).toEqual(['invalid-input', 'amountMinor']);
    expect(await refused({ type: 'contraction' })).toEqual(['invalid-input', 'amountMinor']);
    expect(await refused({ type: 'contraction', amountMinor: -10_001 })).toEqual(['invalid-input', 'amountMinor']);
    expect(await refused({ type: 'renewal' })).toEqual(['invalid-input', 'amountMinor']);
    expect(await refused({ day: '2027-01-01' })).toEqual(['invalid-input', 'day']);
    expect(await refused({ line: 'nobody' })).toEqual(['not-found', undefined]);
    expect(await refused({ note: ' ' })).toEqual(['invalid-input', 'note']);
  });

  test('a wrong movement of a line is taken back with a reason, and the line says what is right', async () => {
    await line('a', A);
    await house.call(reverseMovement, { number: 1, note: '金额多写了一个零', amountMinor: 1000 }, owner);
    expect((await house.call(contractLines.get, { id: 'a' }, owner)).fields.arr).toBe(1000);
    const { entries } = await house.call(listLedger, { account: 'hf' }, owner);
    expect(entries.find(({ reverses }) => reverses === 1)).toMatchObject({
      amountMinor: -10_000,
      note: '金额多写了一个零',
      recordedBy: '王琳',
    });
    const churn = entries.find(({ type, reverses, reversedBy }) => type === 'churn' && reverses === null && reversedBy === null);
    await house.call(reverseMovement, { number: churn?.number ?? 0, note: '没有到期，是续签' }, owner);
    expect((await house.call(contractLines.get, { id: 'a' }, owner)).fields.endsOn).toBeUndefined();
  });

  test('lines wait for their customer, follow it, and leave with the recycle bin', async () => {
    const key = await house.addKey(owner, ['write', 'read']);
    await house.call(saveAccount, { externalId: 'late', name: '后来' }, owner);
    await line('a', A);
    await house.call(postMovement, { line: 'a', day: '2026-03-01', type: 'price', amountMinor: 500, note: '调价' }, { key });
    await line('a', { account: 'late' });
    expect((await house.call(listLedger, { account: 'hf' }, owner)).worth).toEqual([{ currency: 'CNY', amountMinor: 0 }]);
    expect((await house.call(listLedger, { account: 'late' }, owner)).worth).toEqual([{ currency: 'CNY', amountMinor: 10_500 }]);
    await house.call(contractLines.archive, { id: 'a' }, owner);
    expect((await house.call(listLedger, { account: 'late' }, owner)).worth).toEqual([{ currency: 'CNY', amountMinor: 0 }]);
    await house.call(contractLines.restore, { id: 'a' }, owner);
    expect((await house.call(listLedger, { account: 'late' }, owner)).worth).toEqual([{ currency: 'CNY', amountMinor: 10_500 }]);
  });

  test('FIN-01, FIN-02: a contract of 50 million over five years is kept as signed, and is worth 9 a year beside 5 once', async () => {
    await line('a', { account: 'hf', contract: 'K', startsOn: '2026-01-01' });
    expect(await ledger()).toEqual([]);
    const fields = { account: 'hf', startsOn: '2026-01-01', endsOn: '2030-12-31', tcv: 50_000_000_00, oneOffFee: 5_000_000_00 };
    await house.call(contracts.save, { id: 'K', fields }, owner);
    expect(await ledger()).toEqual(['1 2026-01-01 a new 900000000']);
    expect((await house.call(contracts.get, { id: 'K' }, owner)).fields).toMatchObject({ tcv: 50_000_000_00, oneOffFee: 5_000_000_00 });
  });

  test('who may not see a customer sees none of its ledger; who does not sell does not post', async () => {
    await line('a', A);
    const csm = await house.addPerson(owner, { functions: ['csm'], scope: 'own', name: '小林' });
    const as = { ...owner, cookie: csm.cookie };
    await expect(house.call(listLedger, { account: 'hf' }, as)).rejects.toMatchObject({ code: 'account-unknown' });
    await expect(house.call(reverseMovement, { number: 1, note: 'x' }, as)).rejects.toMatchObject({ code: 'forbidden' });
    await house.call(assignAccount, { externalId: 'hf', personId: csm.personId }, owner);
    expect((await house.call(listLedger, { account: 'hf' }, as)).total).toBe(2);
    const am = await house.addPerson(owner, { functions: ['am'], scope: 'own', name: '小安' });
    await expect(house.call(reverseMovement, { number: 1, note: 'x' }, { ...owner, cookie: am.cookie })).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  test('the tolerance of renewals decides anew about the past; the base currency only while nothing is written', async () => {
    await house.call(updateLedgerSettings, { baseCurrency: 'USD' }, owner);
    await line('a', A);
    await line('b', { ...A, startsOn: '2027-01-11', endsOn: null });
    expect((await ledger()).slice(2)).toEqual([
      '3 2027-01-01 a churn 10000 reverses 2',
      '4 2027-01-01 a renewal -10000',
      '5 2027-01-11 b renewal 10000',
    ]);
    await house.call(updateLedgerSettings, { renewalToleranceDays: 5 }, owner);
    await house.settle();
    expect((await ledger()).slice(5)).toEqual([
      '6 2027-01-01 a renewal 10000 reverses 4',
      '7 2027-01-11 b renewal -10000 reverses 5',
      '8 2027-01-01 a churn -10000',
      '9 2027-01-11 b reactivation 10000',
    ]);
    await expect(house.call(updateLedgerSettings, { baseCurrency: 'CNY' }, owner)).rejects.toMatchObject({ code: 'conflict' });
    expect(await house.call(ledgerSettings, {}, owner)).toEqual({ baseCurrency: 'USD', renewalToleranceDays: 5 });
  });
});
