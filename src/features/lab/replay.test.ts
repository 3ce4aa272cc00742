import { expect, test } from 'vitest';
import { describeEmbedded } from '../../../test/engines.ts';
import { type House, makeHouse, type Owner } from '../../../test/make.ts';
import { addDays, type Day } from '../../kernel/time.ts';
import { saveAccounts } from '../accounts/commands.ts';
import { CONTRACT_RECORDS } from '../contracts/commands.ts';
import { judgeJob } from '../metrics/contract.ts';
import { TOUCH_RECORDS } from '../touches/commands.ts';
import { closeWarnings, listWarnings } from '../warnings/contract.ts';
import { replayRule, replayThresholds } from './contract.ts';
import { economy, saveBudget } from './contract-economy.ts';

const START = '2026-01-01' as Day;
const ids = (prefix: string, count: number): string[] => Array.from({ length: count }, (_, index) => `${prefix}-${index}`);

/** `lost` left on 31 August and was last reached on 1 April; `kept` is called every month; `quiet` stays without being reached. */
const LOST = ids('lost', 12);
const KEPT = ids('kept', 10);
const QUIET = ids('quiet', 3);

async function fill(house: House): Promise<Owner> {
  const owner = await house.setUp();
  const all = [...LOST, ...KEPT, ...QUIET];
  const touch = (account: string, on: string) => ({ id: `${account} ${on}`, words: { account, on, way: 'CALL', result: 'REACHED' } });
  const line = (account: string) => ({
    id: `line ${account}`,
    words: { account, startsOn: START, endsOn: LOST.includes(account) ? '2026-08-31' : '2026-12-31', mrr: 100_000, seats: 10 },
  });
  const months = ['01', '02', '03', '04', '05', '06', '07', '08', '09', '10', '11'];
  const touches = [
    ...[...LOST, ...QUIET].map((account) => touch(account, '2026-04-01')),
    ...KEPT.flatMap((account) => months.map((month) => touch(account, `2026-${month}-05`))),
  ];
  await house.runtime.write(owner.workspace, { kind: 'operator' }, async (ctx) => {
    await saveAccounts(
      ctx,
      all.map((externalId) => ({ externalId, name: `客户 ${externalId}`, startsOn: START })),
    );
    await CONTRACT_RECORDS.contractLine.save(ctx, all.map(line), null);
    await TOUCH_RECORDS.touch.save(ctx, touches, null);
  });
  await house.settle();
  return owner;
}

const asked = {
  rule: 'relation-cold',
  from: '2026-04-01' as Day,
  to: '2026-11-18' as Day,
  outcome: { kind: 'ended' as const },
  horizonDays: 120,
};

describeEmbedded('a rule in the past', (engine) => {
  test('MON-05: says what it would have caught, missed and raised for nothing; other thresholds answer from the same past', async () => {
    const house = await makeHouse(engine);
    try {
      const owner = await fill(house);
      const { figures, outcomes, firings, weeks } = await house.call(replayRule, asked, owner);
      // 60 days after 1 April is 31 May; 93 days later the lines are over.
      expect(figures).toMatchObject({
        customers: 25,
        precision: { hits: 12, of: 15, value: 0.8, enough: false },
        recall: { hits: 12, of: 12, value: 1, enough: false },
        base: { hits: 12, of: 25 },
        lead: { median: 93, low: 93, high: 93, of: 12 },
      });
      expect(outcomes).toHaveLength(12);
      expect(outcomes[0]).toMatchObject({ day: '2026-09-01', warnedOn: '2026-05-31', leadDays: 93 });
      expect(
        firings
          .filter(({ day }) => day === '2026-05-31')
          .map(({ result }) => result)
          .sort(),
      ).toEqual([...new Array(12).fill('hit'), ...new Array(3).fill('miss')]);
      expect(weeks[0]).toMatchObject({ monday: '2026-05-25', hit: 12, miss: 3 });

      const { points } = await house.call(replayThresholds, asked, owner);
      const [strict, now] = [points.at(-1), points.find(({ fireAt }) => fireAt === 60)];
      expect(now?.figures).toEqual(figures);
      // So late a line warns of nobody in time.
      expect(strict?.figures).toMatchObject({ recall: { hits: 0, of: 12 }, results: { hit: 0 } });
      await expect(house.call(replayRule, { ...asked, to: '2026-11-19' as Day }, owner)).rejects.toMatchObject({ code: 'invalid-input' });
      await expect(house.call(replayRule, { ...asked, rule: 'nothing' }, owner)).rejects.toMatchObject({ code: 'not-found' });

      // Who sees no customers replays none of them.
      const csm = await house.addPerson(owner, { functions: ['csm'], scope: 'own', name: '李雷' });
      expect((await house.call(replayRule, asked, { ...owner, cookie: csm.cookie })).figures.customers).toBe(0);
    } finally {
      await house.close();
    }
  });

  test('what is replayed is what was said on each day, and a fact of the future moves nothing before it', async () => {
    const house = await makeHouse(engine, { at: '2026-05-20T02:00:00Z' });
    try {
      const owner = await fill(house);
      for (let day = '2026-05-20' as Day; day <= '2026-06-20'; day = addDays(day, 3)) {
        house.clock.set(`${day}T02:00:00Z`);
        await house.runtime.runJob(judgeJob.name);
        await house.settle();
      }
      const said = (await house.call(listWarnings, { rule: 'relation-cold', limit: 500 }, owner)).warnings;
      const replayed = async () =>
        (await house.call(replayRule, { ...asked, from: '2026-05-20' as Day, to: '2026-06-19' as Day }, owner)).firings.map(
          ({ account, day }) => `${account.externalId} ${day}`,
        );
      const before = await replayed();
      // The nightly run came every third day: each warning was said on the first run after its day.
      const runs = (day: string): string => ['2026-06-01', '2026-06-04'].find((run) => run >= day) ?? '';
      expect(said.map(({ account, openedOn }) => `${account.externalId} ${openedOn}`).sort()).toEqual(
        before.map((one) => `${one.split(' ')[0]} ${runs(one.split(' ')[1] ?? '')}`).sort(),
      );
      await house.runtime.write(owner.workspace, { kind: 'operator' }, (ctx) =>
        TOUCH_RECORDS.touch.save(
          ctx,
          [{ id: 'future', words: { account: 'lost-0', on: '2026-06-20', way: 'CALL', result: 'REACHED' } }],
          null,
        ),
      );
      await house.settle();
      // What was read is kept for half a minute.
      house.clock.set('2026-06-19T02:10:00Z');
      expect(await replayed()).toEqual(before);

      // Written down on 20 June for 25 May: by what had occurred lost-1 was not cold, by what was recorded it was.
      await house.runtime.write(owner.workspace, { kind: 'operator' }, (ctx) =>
        TOUCH_RECORDS.touch.save(
          ctx,
          [{ id: 'late', words: { account: 'lost-1', on: '2026-05-25', way: 'CALL', result: 'REACHED' } }],
          null,
        ),
      );
      await house.settle();
      house.clock.set('2026-06-19T02:20:00Z');
      const strictly = async (strict: boolean) => {
        const period = { from: '2026-05-20' as Day, to: '2026-06-19' as Day };
        return (await house.call(replayRule, { ...asked, ...period, strict }, owner)).firings.map(
          ({ account, day }) => `${account.externalId} ${day}`,
        );
      };
      expect(await strictly(false)).toEqual(before.filter((one) => !one.startsWith('lost-1 ')));
      expect(await strictly(true)).toEqual(before);
      await expect(house.call(replayRule, { ...asked, rule: 'low-activity', strict: true }, owner)).rejects.toMatchObject({
        code: 'invalid-input',
      });

      // The economy counts what was said: one was closed as a false alarm, the rest waits, and nobody looks after anybody.
      house.clock.set('2026-06-08T02:00:00Z');
      // Some are over by themselves, after what was written down meanwhile.
      const [first] = (await house.call(listWarnings, { rule: 'relation-cold', are: 'open', limit: 500 }, owner)).warnings;
      await house.call(closeWarnings, { warningIds: [first?.warningId ?? ''], outcome: 'false-alarm' }, owner);
      await house.call(saveBudget, { budget: 3 }, owner);
      const told = await house.call(economy, {}, owner);
      expect(told.rules.find(({ rule }) => rule === 'relation-cold')).toMatchObject({
        figures: { firings: said.length, results: { hit: 0, miss: 0, undecided: said.length } },
        ...{ closed: 1, falseAlarms: 1, proposal: null },
      });
      const all = (await house.call(listWarnings, { limit: 500 }, owner)).warnings;
      const within = (from: string, to: string) => all.filter(({ openedOn }) => openedOn >= from && openedOn <= to).length;
      expect(told.lastWeek).toMatchObject({ from: '2026-06-01', to: '2026-06-07', opened: within('2026-06-01', '2026-06-07') });
      expect(told.lastWeek.opened).toBeGreaterThan(0);
      house.clock.set('2026-06-05T02:00:00Z');
      const lately = within('2026-05-30', '2026-06-05');
      expect((await house.call(economy, {}, owner)).people).toMatchObject([{ name: null, got: lately, over: lately }]);
      expect(told.budget).toBe(3);
    } finally {
      await house.close();
    }
  });
});
