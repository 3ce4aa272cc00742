import { expect, test } from 'vitest';
import { describeEmbedded } from '../../../test/engines.ts';
import { type House, makeHouse, type Owner } from '../../../test/make.ts';
import type { PersonId } from '../../kernel/ids.ts';
import type { Day } from '../../kernel/time.ts';
import { assignOwner } from '../access/commands.ts';
import { ACCOUNT_RECORDS, saveAccounts } from '../accounts/commands.ts';
import { accountIdsByExternalId } from '../accounts/reads.ts';
import { CONTRACT_RECORDS } from '../contracts/commands.ts';
import { customers, report, saveSettings } from './contract.ts';

const WAN = 1_000_000;

/** A customer with yearly lines, one after the other, from a first of January. */
interface Years {
  readonly id: string;
  readonly from: number;
  readonly fees: readonly number[];
  readonly industry?: string;
  /** The last line goes on without an end. */
  readonly open?: boolean;
}

const many = (prefix: string, count: number, years: Omit<Years, 'id'>): Years[] =>
  Array.from({ length: count }, (_, index) => ({ ...years, id: `${prefix}-${index}` }));

/** Retail leaves after a year, health care stays; one customer is FIN-04's example, one pays in dollars that nobody gave a rate for. */
const BOOK: readonly Years[] = [
  ...many('retail-gone', 18, { from: 2023, fees: [10 * WAN], industry: '零售' }),
  ...many('retail-here', 12, { from: 2023, fees: [10 * WAN], industry: '零售', open: true }),
  ...many('care', 30, { from: 2023, fees: [10 * WAN, 12 * WAN], industry: '医疗', open: true }),
  { id: 'fin-04', from: 2022, fees: [1000 * WAN, 1200 * WAN, 1500 * WAN], industry: '制造' },
];

async function fill(house: House): Promise<Owner> {
  const owner = await house.setUp();
  const lines = BOOK.flatMap(({ id, from, fees, open }) =>
    fees.map((arr, year) => ({
      id: `${id} ${year}`,
      words: {
        account: id,
        startsOn: `${from + year}-01-01`,
        ...(open === true && year === fees.length - 1 ? {} : { endsOn: `${from + year}-12-31` }),
        arr,
        plan: id.startsWith('care') ? '旗舰版' : '基础版',
      },
    })),
  );
  await house.runtime.write(owner.workspace, { kind: 'operator' }, async (ctx) => {
    await saveAccounts(
      ctx,
      [...BOOK, { id: 'dollars', from: 2023 }, { id: 'new', from: 2026 }].map(({ id, from }) => ({
        externalId: id,
        name: `客户 ${id}`,
        startsOn: (id === 'new' ? '2026-11-10' : `${from}-01-01`) as Day,
      })),
    );
    await ACCOUNT_RECORDS.account.save(
      ctx,
      BOOK.map(({ id, industry }) => ({ id, words: { industry: industry ?? '' } })),
      null,
    );
    await CONTRACT_RECORDS.contractLine.save(
      ctx,
      [
        ...lines,
        { id: 'dollars', words: { account: 'dollars', startsOn: '2023-01-01', arr: 5 * WAN, currency: 'USD' } },
        { id: 'new', words: { account: 'new', startsOn: '2026-11-10', arr: 5 * WAN, oneOffFee: WAN } },
      ],
      null,
    );
  });
  await house.settle();
  return owner;
}

describeEmbedded('how long customers stay', (engine) => {
  test('FIN-04, FIN-08, FIN-23: curves that a test tells apart, cohorts, worth with its conventions; each sees their own only', async () => {
    const house = await makeHouse(engine);
    try {
      const owner = await fill(house);
      const found = await house.call(report, { by: 'industry' }, owner);
      expect(found).toMatchObject({ customers: 63, ended: 19, tooNew: 1, notStarted: 0, toldUntil: '2026-10-19' });
      const { survival, cohorts, value } = found;
      expect(survival.verdict).toBe('distinguishable');
      expect(survival.groups.map(({ group, customers: of, curve }) => [group, of, curve.ended])).toEqual([
        ['医疗', 30, 0],
        ['零售', 30, 18],
      ]);
      expect(found.benchmarks.map(({ id, rate }) => [id, rate])).toEqual([
        ['retention-99', 0.99],
        ['nrr-110', 1.1],
        ['nrr-130', 1.3],
        ['renewal-108', 1.08],
      ]);
      // 18 of 30 left on the day after a year: 40 % stay.
      expect(survival.groups[1]?.curve.points[0]).toMatchObject({ day: 365, share: 0.4 });
      expect(survival.small.map(({ group, customers: of }) => [group, of])).toEqual([
        ['', 2],
        ['制造', 1],
      ]);
      expect(cohorts.find(({ cohort }) => cohort === '2023')?.cells[1]).toMatchObject({ age: 1, of: 61, kept: 43, rate: 43 / 61 });
      const net = await house.call(report, { measure: 'net', only: 'industry:医疗' }, owner);
      expect(net.cohorts[0]?.cells.map(({ rate }) => rate)).toEqual([1, 1.2, 1.2, 1.2]);
      expect(net.survival.verdict).toBe('too-small');

      // A year before 19 October 2026: 12 + 30 + 1 in dollars were here, and none has left since; the cap of five years holds.
      expect(value).toMatchObject({ currency: 'CNY', churnFrom: '2025-10-19', churnTo: '2026-10-19', withoutMoney: 1 });
      expect(value?.groups[0]).toMatchObject({ group: 'all', customers: 62, living: 43, churnOf: 42, churnLeft: 0, borrowed: false });
      const rows = (await house.call(customers, { limit: 100 }, owner)).rows;
      expect(rows[0]).toMatchObject({
        account: { externalId: 'fin-04' },
        realised: 3700 * WAN,
        arr: 0,
        endedOn: '2025-01-01',
        future: { value: 0 },
      });
      // 10 万, then 12 万 a year up to 18 November 2026: 34 months and 18 of 30 days.
      const care = rows.find(({ account }) => account.externalId === 'care-0');
      expect(care).toMatchObject({
        realised: 10 * WAN + Math.round((12 * WAN * (34 + 18 / 30)) / 12),
        future: { value: 12 * WAN * 0.8 * 5 },
      });
      expect(rows.find(({ account }) => account.externalId === 'new')?.realised).toBe(WAN + Math.round((5 * WAN * (9 / 30)) / 12));

      // Another margin and cap, by a lead; each change is in the trail.
      const said = { margin: 0.5, discount: 0.12, capYears: 4, leastCustomers: 30 };
      await house.call(saveSettings, said, owner);
      const again = await house.call(customers, { limit: 100 }, owner);
      expect(again.rows.find(({ account }) => account.externalId === 'care-0')?.future).toEqual({ value: 12 * WAN * 0.5 * 4 });
      expect((await house.call(report, {}, owner)).settings).toEqual(said);

      // A lead who sees only their own.
      const lead = await house.addPerson(owner, { functions: ['cs-head'], scope: 'own', name: '林知夏' });
      const { workspace } = owner;
      await house.runtime.write(workspace, { kind: 'operator' }, async (ctx) => {
        const accountId = (await accountIdsByExternalId(ctx, ['care-0'])).get('care-0');
        if (accountId !== undefined) await assignOwner(ctx, accountId, lead.personId as PersonId, 'care-0');
      });
      const own = await house.call(report, { by: 'plan' }, { workspace, cookie: lead.cookie });
      expect([own.customers, own.value?.groups[0]?.customers]).toEqual([1, 1]);
      expect((await house.call(customers, {}, { workspace, cookie: lead.cookie })).rows.map(({ account }) => account.externalId)).toEqual([
        'care-0',
      ]);
      const csm = await house.addPerson(owner, { functions: ['csm'], scope: 'all', name: '周予安' });
      await expect(house.call(saveSettings, said, { workspace, cookie: csm.cookie })).rejects.toMatchObject({ code: 'forbidden' });

      // As it was at the end of 2023: the lines of that year go on, and nobody has left yet.
      const then = await house.call(report, { asOf: '2023-12-31' }, owner);
      expect(then).toMatchObject({ today: '2023-12-31', toldUntil: '2023-12-01', customers: 62, ended: 0 });

      // What nobody can mean is refused, and what is not there finds nobody.
      for (const bad of [
        { outcome: 'dormant:3' },
        { by: 'password' },
        { months: 5 },
        { only: 'industry' },
        { fittedTo: 1 },
        { since: '2026-02-30' },
        { asOf: '0001-01-01' },
        { asOf: '9999-12-31' },
      ])
        await expect(house.call(report, bad as never, owner)).rejects.toMatchObject({ code: 'invalid-input' });
      const nobody = await house.call(report, { only: 'custom.__proto__:x', by: 'custom.constructor' }, owner);
      expect(nobody).toMatchObject({
        customers: 0,
        cohorts: [],
        value: { groups: [{ group: 'all', customers: 0, mean: { value: null } }] },
      });
      expect(await house.call(report, { outcome: 'dormant:90' }, owner)).toMatchObject({ customers: 0, notStarted: 63, value: null });
    } finally {
      await house.close();
    }
  });
});
