import { afterAll, beforeEach, expect, test } from 'vitest';
import { describeEachEngine } from '../../../test/engines.ts';
import { type House, makeHouse, type Owner } from '../../../test/make.ts';
import { assignAccount, saveAccount } from '../accounts/contract.ts';
import { contractLines, exchangeRates } from '../contracts/contract.ts';
import { listLedger, postMovement, reverseMovement } from '../contracts/contract-ledger.ts';
import { archiveDefinition, chooseDefinition, listDefinitions, months, rows, saveDefinition } from './contract.ts';
import { builtIn } from './core/definition.ts';

describeEachEngine('revenue', (engine) => {
  let house: House;
  let owner: Owner;
  const line = (id: string, fields: Record<string, unknown>) => house.call(contractLines.save, { id, fields }, owner);
  const ask = (input: Parameters<typeof house.call<typeof months>>[1] = {}) => house.call(months, input, owner);
  const month = async (name: string, input: Parameters<typeof ask>[0] = {}) => {
    const found = (await ask({ ...input, from: name, to: name })).rows[0];
    if (found === undefined) throw new Error(`There is no ${name}.`);
    return found;
  };
  beforeEach(async () => {
    await house?.close();
    house = await makeHouse(engine);
    owner = await house.setUp();
    for (const [externalId, name] of [
      ['hf', '海风科技'],
      ['yb', '砚北教育'],
      ['xc', '西辰物流'],
    ] as const)
      await house.call(saveAccount, { externalId, name, startsOn: '2025-01-01' }, owner);
  });
  afterAll(() => house.close());

  /** FIN-10 in figures: 760 + 160, 60, 160 + 20. */
  async function book(): Promise<void> {
    await line('hf-1', { account: 'hf', product: 'P', startsOn: '2025-01-01', arr: 76_000 });
    await line('hf-2', { account: 'hf', product: 'Q', startsOn: '2026-05-10', arr: 16_000 });
    await line('yb-1', { account: 'yb', startsOn: '2025-01-01', endsOn: '2026-05-14', arr: 6_000 });
    await line('xc-1', { account: 'xc', startsOn: '2025-01-01', arr: 16_000 });
    await line('xc-2', { account: 'xc', startsOn: '2025-01-01', endsOn: '2026-05-20', arr: 2_000 });
  }

  test('FIN-08, FIN-09, FIN-10: the month table says opening, movements, closing and rates; a cell opens to its customers', async () => {
    expect(await ask()).toMatchObject({ rows: [], firstMonth: null, currency: 'CNY', asOf: '2026-11-18' });
    await book();
    const may = await month('2026-05');
    expect(may.amounts).toMatchObject({ opening: 100_000, expansion: 16_000, contraction: -2_000, churn: -6_000, closing: 108_000 });
    expect(may).toMatchObject({ rates: { grr: 0.92, nrr: 1.08, logo: 2 / 3, cohortUnits: 3, keptUnits: 2 }, units: 2, churnedUnits: 1 });
    expect(may.sales).toEqual({ add: 0, cross: 16_000, value: 0 });
    const cell = await house.call(rows, { month: '2026-05', cell: 'churn' }, owner);
    expect(cell).toMatchObject({
      total: 1,
      sum: -6_000,
      rows: [{ account: { externalId: 'yb' }, amount: -6_000, opening: 6_000, closing: 0 }],
    });
    const byLine = await house.call(rows, { month: '2026-05', cell: 'churn', level: 'line' }, owner);
    expect(byLine.rows.map(({ unit, amount }) => [unit?.kind, unit?.id, amount])).toEqual([
      ['line', 'yb-1', -6_000],
      ['line', 'xc-2', -2_000],
    ]);
    const closing = await house.call(rows, { month: '2026-05', cell: 'closing', limit: 1 }, owner);
    expect(closing).toMatchObject({ total: 2, sum: 108_000, rows: [{ account: { externalId: 'hf' }, amount: 92_000 }] });
  });

  test('REN-08: of ten lines due in the month nine went on, a little dearer: 90 % of them, 108 % of the money', async () => {
    for (let number = 0; number < 10; number++) {
      const fields = { account: 'hf', product: `P${number}` };
      await line(`due-${number}`, { ...fields, startsOn: '2025-05-21', endsOn: '2026-05-20', arr: 1_000 });
      if (number > 0) await line(`next-${number}`, { ...fields, startsOn: '2026-05-21', arr: 1_200 });
    }
    const { due } = await month('2026-05', { definition: 'due', level: 'line' });
    expect(due).toMatchObject({ units: 10, renewedUnits: 9, rate: 0.9, amount: 10_000, renewed: 10_800, moneyRate: 1.08 });
  });

  test('after one movement the table is right again; a wrong figure is traced and taken back', async () => {
    await book();
    expect((await month('2026-06')).amounts.closing).toBe(108_000);
    await house.call(postMovement, { line: 'hf-1', day: '2026-06-02', type: 'expansion', amountMinor: 4_000, note: '加席位' }, owner);
    expect((await month('2026-06')).amounts).toMatchObject({ opening: 108_000, expansion: 4_000, closing: 112_000 });
    const { rows: made } = await house.call(rows, { month: '2026-06', cell: 'expansion' }, owner);
    expect(made).toMatchObject([{ account: { externalId: 'hf' }, amount: 4_000 }]);
    const { entries } = await house.call(listLedger, { account: 'hf', line: 'hf-1' }, owner);
    const wrong = entries.find(({ type, day }) => type === 'expansion' && day === '2026-06-02');
    await house.call(reverseMovement, { number: wrong?.number ?? 0, note: '没有签', amountMinor: 0 }, owner);
    expect((await month('2026-06')).amounts).toMatchObject({ expansion: 0, closing: 108_000 });
    // A new customer, an earlier month and another currency are taken in too.
    await line('yb-2', { account: 'yb', startsOn: '2024-03-01', endsOn: '2024-08-31', arr: 500, currency: 'USD' });
    const all = await ask();
    expect([all.firstMonth, all.currencies]).toEqual(['2024-03', ['CNY', 'USD']]);
    expect(all.rows[0]).toMatchObject({ missing: { currency: 'USD', day: '2024-03-31' }, units: 1, amounts: { closing: null } });
    await house.call(exchangeRates.save, { id: 'usd', fields: { currency: 'USD', to: 'CNY', on: '2024-01-01', rate: 7 } }, owner);
    expect((await ask()).rows[0]).toMatchObject({ missing: null, amounts: { new: 3_500, closing: 3_500 } });
  });

  test('as of a day, and as recorded on a day', async () => {
    await book();
    house.clock.set('2026-11-20T02:00:00Z');
    await line('yb-1', { endsOn: null });
    expect((await month('2026-05')).amounts).toMatchObject({ churn: 0, closing: 114_000 });
    expect((await month('2026-05', { recordedBy: '2026-11-19' })).amounts).toMatchObject({ churn: -6_000, closing: 108_000 });
    const partly = await ask({ asOf: '2026-05-12' });
    expect(partly.rows.at(-1)).toMatchObject({ month: '2026-05', closes: '2026-05-12', amounts: { churn: 0, expansion: 16_000 } });
  });

  test('who sees some customers gets the sums of these', async () => {
    await book();
    const csm = await house.addPerson(owner, { functions: ['csm'], scope: 'own', name: '小林' });
    const as = { ...owner, cookie: csm.cookie };
    expect((await house.call(months, {}, as)).rows.at(-1)?.amounts.closing ?? 0).toBe(0);
    await house.call(assignAccount, { externalId: 'xc', personId: csm.personId }, owner);
    const own = (await house.call(months, { from: '2026-05', to: '2026-05' }, as)).rows[0];
    expect(own?.amounts).toMatchObject({ opening: 18_000, contraction: -2_000, closing: 16_000 });
    expect((await house.call(rows, { month: '2026-05', cell: 'closing' }, as)).total).toBe(1);
    expect((await month('2026-05')).amounts.closing).toBe(108_000);
  });

  test('definitions are named, changed and put away; a built-in one stays', async () => {
    await book();
    const definition = { ...builtIn('standard'), level: 'line' as const, window: 1 as const };
    await house.call(saveDefinition, { id: 'by-line', name: '按明细', definition }, owner);
    const { definitions } = await house.call(listDefinitions, {}, owner);
    expect(definitions.map(({ id, builtIn: own }) => [id, own])).toEqual([
      ['standard', true],
      ['ledger', true],
      ['lines', true],
      ['due', true],
      ['by-line', false],
    ]);
    expect((await month('2026-05', { definition: 'by-line' })).amounts).toMatchObject({ churn: -8_000, contraction: 0, new: 16_000 });
    expect((await ask({ definition: 'by-line' })).name).toBe('按明细');
    await expect(house.call(saveDefinition, { id: 'standard', name: '别的', definition }, owner)).rejects.toMatchObject({
      code: 'key-taken',
    });
    // The one a workspace chose counts where nobody says another one, and is not put away.
    await house.call(chooseDefinition, { id: 'by-line' }, owner);
    expect((await ask()).id).toBe('by-line');
    expect((await house.call(listDefinitions, {}, owner)).default).toBe('by-line');
    await expect(house.call(archiveDefinition, { id: 'by-line' }, owner)).rejects.toMatchObject({ code: 'conflict' });
    await expect(house.call(chooseDefinition, { id: 'nobody' }, owner)).rejects.toMatchObject({ code: 'not-found' });
    await house.call(chooseDefinition, { id: 'standard' }, owner);
    expect((await ask()).id).toBe('standard');
    await house.call(archiveDefinition, { id: 'by-line' }, owner);
    expect((await house.call(listDefinitions, {}, owner)).definitions).toHaveLength(4);
    expect((await ask({ definition: 'by-line' })).definition.level).toBe('line');
    await expect(ask({ definition: 'nobody' })).rejects.toMatchObject({ code: 'not-found' });
  });
});
