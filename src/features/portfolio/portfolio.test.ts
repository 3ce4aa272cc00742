import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeEachEngine } from '../../../test/engines.ts';
import { type As, type House, makeHouse, type Owner } from '../../../test/make.ts';
import { addDays, type Day, day } from '../../kernel/time.ts';
import { saveAccounts } from '../accounts/commands.ts';
import { archiveAccount, saveAccount } from '../accounts/contract.ts';
import { archiveCustomField, saveCustomField } from '../accounts/contract-custom-fields.ts';
import { CONTRACT_RECORDS } from '../contracts/commands.ts';
import { exchangeRates } from '../contracts/contract.ts';
import { explain } from '../health/contract.ts';
import { completeTask, myDay } from '../tasks/contract.ts';
import { TOUCH_RECORDS } from '../touches/commands.ts';
import { batch } from '../usage/contract.ts';
import { rebuildPortfolio } from './commands.ts';
import { editCards, listCards, listViews, overview, overviewTrend, removeView, saveView } from './contract.ts';
import type { Condition, Sort } from './core/conditions.ts';

const TODAY = day('2026-11-18');
const START = '2026-01-01' as Day;
const CUSTOMERS = [
  ['cq', '重庆火锅集团', 'STRATEGIC', 900_000_00, 'CNY', '2026-12-31'],
  ['bj', '北京智造', 'ENTERPRISE', 300_000_00, 'CNY', '2027-06-30'],
  ['us', 'Acme Cargo', 'ENTERPRISE', 100_000_00, 'USD', '2027-01-15'],
  ['sz', '苏州小学', 'NON_FOCUS', 50_000_00, 'CNY', '2026-10-31'],
] as const;

/** Two users log in every working day of nine weeks, and then only one of ten: the activity falls. */
function logins(account: string): object[] {
  const users = Array.from({ length: 10 }, (_, index) => `${account}-u${index}`);
  const created = users.map((userId) => ({
    type: 'identify',
    messageId: `${userId}-made`,
    userId,
    timestamp: '2026-09-01T01:00:00Z',
    context: { groupId: account },
  }));
  const days = Array.from({ length: 78 }, (_, index) => addDays(TODAY, -index));
  return [
    ...created,
    ...days.flatMap((on, index) =>
      users.slice(0, index < 40 ? 1 : 9).map((userId) => ({
        type: 'track',
        event: 'login',
        messageId: `${userId}-${on}`,
        userId,
        timestamp: `${on}T01:30:00Z`,
        context: { groupId: account },
      })),
    ),
  ];
}

describeEachEngine('the list of customers', (engine) => {
  let house: House;
  let owner: Owner;
  let csm: As & { personId: string };
  const list = (
    where: Condition[] = [],
    sort: Sort[] = [],
    more: { search?: string; limit?: number; offset?: number } = {},
    as: As = owner,
  ) => house.call(listCards, { ...more, where: JSON.stringify(where), sort: JSON.stringify(sort) }, as);
  const ids = async (...asked: Parameters<typeof list>) => (await list(...asked)).rows.map(({ externalId }) => externalId);
  const cards = async (): Promise<string> => {
    const { rows } = await house.stores.relational.unscopedDb.execute<{ text: string }>(
      sql`select string_agg(card::text, E'\n' order by account_id) as text from account_card card`,
    );
    return rows[0]?.text ?? '';
  };
  const rebuild = () => house.runtime.write(owner.workspace, { kind: 'operator' }, rebuildPortfolio);

  beforeAll(async () => {
    house = await makeHouse(engine);
    owner = await house.setUp();
    const person = await house.addPerson(owner, { functions: ['csm'], scope: 'own', name: '陈思' });
    csm = { ...owner, cookie: person.cookie, personId: person.personId };
    await house.call(saveCustomField, { kind: 'account', key: 'size', label: '规模', type: 'number', choices: [] }, owner);
    await house.runtime.write(owner.workspace, { kind: 'operator' }, async (ctx) => {
      await saveAccounts(
        ctx,
        CUSTOMERS.map(([externalId, name]) => ({ externalId, name, startsOn: START })),
      );
      await CONTRACT_RECORDS.contractLine.save(
        ctx,
        CUSTOMERS.map(([account, , , arr, currency, endsOn]) => ({
          id: `line-${account}`,
          words: { account, startsOn: START, endsOn, arr, currency, seats: 20 },
        })),
        null,
      );
      await TOUCH_RECORDS.touch.save(
        ctx,
        [
          { id: 't1', words: { account: 'cq', on: '2026-11-12', way: 'VISIT', result: 'REACHED' } },
          { id: 't2', words: { account: 'bj', on: '2026-04-01', way: 'CALL', result: 'REACHED' } },
        ],
        null,
      );
    });
    for (const [externalId, , tier] of CUSTOMERS) await house.call(saveAccount, { externalId, profile: { tier, stage: 'STABLE' } }, owner);
    await house.call(saveAccount, { externalId: 'cq', attributes: { size: '1200' } }, owner);
    await house.call(saveAccount, { externalId: 'bj', attributes: { size: '90' } }, owner);
    const key = await house.addKey(owner, ['ingest']);
    await house.call(batch, { batch: logins('cq') } as never, { key });
    await house.settle();
  });
  afterAll(() => house.close());

  test('MON-01: a card carries what the features say of a customer, and says why something is not known', async () => {
    const { rows, totals, building, asOf, currency } = await list([], [{ field: 'arr', down: true }]);
    expect({ building, asOf, currency }).toEqual({ building: false, asOf: TODAY, currency: 'CNY' });
    expect(rows.map(({ externalId }) => externalId)).toEqual(['cq', 'bj', 'sz', 'us']);
    const said = await house.call(explain, { externalId: 'cq' }, owner);
    const [cq, bj, , us] = rows;
    expect(cq).toMatchObject({
      name: '重庆火锅集团',
      tier: 'STRATEGIC',
      stage: 'STABLE',
      band: said.health.band,
      score: said.health.score.value,
      coverage: said.health.coverage,
      risk: said.risk.points.value,
      riskBand: said.risk.band,
      arrMinor: 900_000_00,
      atRiskMinor: Math.round((900_000_00 * (said.risk.points.value ?? 0)) / 100),
      seatsBought: 20,
      seatsActivated: 9,
      renewsOn: '2026-12-31',
      touchedOn: '2026-11-12',
      touchedBy: 'VISIT',
      custom: { size: '1200' },
      state: 'live',
    });
    expect(cq?.warnings).toEqual({ critical: 1, high: expect.any(Number), normal: expect.any(Number) });
    expect(cq?.tasks).toBeGreaterThan(0);
    expect(bj).toMatchObject({ score: null, reasons: { score: expect.any(String) } });
    // No rate says what a dollar is worth.
    expect(us).toMatchObject({ arrMinor: null, atRiskMinor: null });
    expect(totals).toMatchObject({ count: 4, arrMinor: 1_200_000_00, arrUnknown: 1 });
  });

  test('MON-01, SEG-05: the overview counts whom one sees, how they do, and how much hangs on few of them', async () => {
    const all = await house.call(overview, {}, owner);
    expect(all).toMatchObject({ live: 4, ended: 0, arrMinor: 1_250_000_00 - 50_000_00, building: false });
    expect(all.bands.reduce((sum, { count }) => sum + count, 0)).toBe(4);
    expect(all.levels.reduce((sum, { count }) => sum + count, 0)).toBe(4);
    expect(all.concentration).toMatchObject({
      customers: 2,
      tops: expect.arrayContaining([{ share: 0.5, count: 1, revenue: 0.75, worth: 3 }]),
    });
    expect(all.tiers[0]).toEqual({ tier: 'STRATEGIC', count: 1, arrMinor: 900_000_00, meanMinor: 900_000_00 });
    const { points } = await house.call(overviewTrend, {}, owner);
    expect(points).toHaveLength(13);
    expect(points.at(-1)).toMatchObject({ day: TODAY, customers: 4, activeUsers: 1 });
    expect(points[0]).toMatchObject({ day: '2025-11-30', customers: 0, activeUsers: null });
    expect(await house.call(overview, {}, csm)).toMatchObject({ live: 0, moved: [] });
  });

  test('filters by everything a card carries, custom fields included, and sorts by several', async () => {
    const one = (field: string, op: Condition['op'], ...values: (string | number | boolean)[]) => ids([{ field, op, values }]);
    expect(await one('tier', 'in', 'STRATEGIC', 'NON_FOCUS')).toEqual(['cq', 'sz']);
    expect(await one('tier', 'out', 'STRATEGIC')).toEqual(['us', 'bj', 'sz']);
    expect(await one('renewsOn', 'ahead', 60)).toEqual(['us', 'cq']);
    expect(await one('renewsOn', 'unknown')).toEqual(['sz']);
    expect(await one('touchedOn', 'older', 60)).toEqual(['us', 'bj', 'sz']);
    expect(await one('touchedOn', 'ago', 30)).toEqual(['cq']);
    expect(await one('arr', 'least', 300_000_00)).toEqual(['bj', 'cq']);
    expect(await one('custom.size', 'least', 100)).toEqual(['cq']);
    expect(await one('custom.size', 'known')).toEqual(['bj', 'cq']);
    expect(await one('owner', 'in', 'nobody')).toHaveLength(4);
    expect(await one('name', 'contains', 'CARGO')).toEqual(['us']);
    expect(await ids([], [], { search: 'chongqing' })).toEqual(['cq']);
    expect(
      await ids(
        [],
        [
          { field: 'tier', down: false },
          { field: 'custom.size', down: true },
        ],
      ),
    ).toEqual(['cq', 'bj', 'us', 'sz']);
    expect(await ids([], [], { offset: 1, limit: 2 })).toEqual(['bj', 'cq']);
    const wrong: Condition = { field: 'custom.gone', op: 'known', values: [] };
    await expect(list([wrong])).rejects.toMatchObject({ code: 'invalid-input' });
    await expect(list([{ field: 'tier', op: 'in', values: ["x') or true --"] }])).rejects.toMatchObject({ code: 'invalid-input' });
    expect(await one('custom.size', 'most', -1)).toEqual([]);
  });

  test('many are handed on at once, what is refused is named, the answer undoes it, and a person sees their own', async () => {
    const rows = [...CUSTOMERS.map(([externalId]) => ({ externalId, to: csm.personId })), { externalId: 'nobody-knows', to: csm.personId }];
    const done = await house.call(editCards, { field: 'owner', rows }, owner);
    expect(done).toMatchObject({ unchanged: 0, refused: [{ externalId: 'nobody-knows', code: 'account-unknown' }] });
    expect(await ids([{ field: 'owner', op: 'in', values: ['me'] }], [], {}, csm)).toHaveLength(4);
    expect((await list([], [], {}, csm)).rows[0]?.owner).toMatchObject({ name: '陈思' });
    const undo = done.changed.map(({ externalId, from, to }) => ({ externalId, to: from, from: to }));
    expect((await house.call(editCards, { field: 'owner', rows: undo }, owner)).changed).toHaveLength(4);
    expect(await ids([], [], {}, csm)).toEqual([]);
    // What is no longer as it was is left alone.
    expect(
      (await house.call(editCards, { field: 'owner', rows: undo.map((row) => ({ ...row, to: csm.personId })) }, owner)).refused,
    ).toHaveLength(4);
    await house.call(editCards, { field: 'owner', rows: [{ externalId: 'bj', to: csm.personId }] }, owner);
    expect(await ids([], [], {}, csm)).toEqual(['bj']);
    const stage = { field: 'stage', rows: [{ externalId: 'bj', to: 'RENEWAL' }] };
    await expect(house.call(editCards, stage, csm)).rejects.toMatchObject({ code: 'forbidden' });
    expect((await house.call(editCards, stage, owner)).changed).toEqual([
      { externalId: 'bj', name: '北京智造', from: 'STABLE', to: 'RENEWAL' },
    ]);
    expect((await house.call(editCards, { field: 'custom.size', rows: [{ externalId: 'us', to: '7' }] }, owner)).changed).toHaveLength(1);
    await expect(house.call(editCards, { field: 'custom.size', rows: [{ externalId: 'us', to: 'many' }] }, owner)).rejects.toMatchObject({
      code: 'invalid-input',
    });
  });

  test('views are kept, shared and counted, and one whose field has gone opens and says what was left out', async () => {
    const view = {
      where: [
        { field: 'tier', op: 'in' as const, values: ['STRATEGIC', 'ENTERPRISE'] },
        { field: 'custom.size', op: 'least' as const, values: [100] },
      ],
      sort: [{ field: 'custom.size', down: true }],
      columns: ['band', 'custom.size'],
    };
    const { viewId } = await house.call(saveView, { name: '大客户', shared: 'workspace', view }, owner);
    await house.call(saveView, { name: '只给自己', view: { ...view, where: [] } }, owner);
    const seen = (await house.call(listViews, {}, csm)).views;
    expect(seen.filter(({ name }) => name !== null).map(({ name, mine, count }) => ({ name, mine, count }))).toEqual([
      { name: '大客户', mine: false, count: 0 },
    ]);
    await expect(house.call(removeView, { viewId }, csm)).rejects.toMatchObject({ code: 'not-found' });
    await house.call(archiveCustomField, { kind: 'account', key: 'size' }, owner);
    const after = (await house.call(listViews, {}, owner)).views.find((one) => one.viewId === viewId);
    expect(after).toMatchObject({ count: 3, view: { where: [view.where[0]], sort: [], columns: ['band'] }, leftOut: [view.where[1]] });
    await house.call(removeView, { viewId }, owner);
  });

  test('news keeps the cards exactly as a rebuild makes them, through edits, tasks, rates, the bin and a new day', async () => {
    await house.settle();
    const exact = async (): Promise<void> => {
      await house.settle();
      const before = await cards();
      expect(before.length).toBeGreaterThan(100);
      await rebuild();
      expect(await cards()).toBe(before);
    };
    await exact();
    await house.call(exchangeRates.save, { id: 'usd', fields: { currency: 'USD', to: 'CNY', on: '2026-01-01', rate: 7 } }, owner);
    await house.call(saveAccount, { externalId: 'sz', name: '苏州重庆路小学', endsOn: '2026-10-31' }, owner);
    await house.settle();
    expect((await list([{ field: 'externalId', op: 'contains', values: ['us'] }])).rows[0]?.arrMinor).toBe(700_000_00);
    expect(await ids([{ field: 'state', op: 'in', values: ['ended'] }])).toEqual(['sz']);
    const [task] = (await house.call(myDay, { whose: 'team' }, owner)).tasks;
    await house.call(completeTask, { taskId: task?.taskId ?? '', version: task?.version ?? 0, outcome: 'resolved' }, owner);
    await exact();
    await house.call(archiveAccount, { externalId: 'us' }, owner);
    expect(await ids([{ field: 'tier', op: 'in', values: ['ENTERPRISE'] }])).toEqual(['bj']);
    house.clock.set('2026-11-19T02:00:00Z');
    expect((await list()).building).toBe(true);
    await exact();
    expect(await list()).toMatchObject({ asOf: '2026-11-19', building: false });
  });
});
