import { describe, expect, test } from 'vitest';
import { describeEmbedded } from '../../../test/engines.ts';
import { makeHouse } from '../../../test/make.ts';
import type { AccountId } from '../../kernel/ids.ts';
import type { Day } from '../../kernel/time.ts';
import { saveAccounts } from '../accounts/commands.ts';
import { accountIdsByExternalId } from '../accounts/reads.ts';
import { CONTRACT_RECORDS } from '../contracts/commands.ts';
import { judgeJob } from '../metrics/contract.ts';
import { TOUCH_RECORDS } from '../touches/commands.ts';
import { listWarnings } from '../warnings/contract.ts';
import { listRules, saveRule } from '../warnings/contract-rules.ts';
import { endStagger, startStagger } from '../warnings/contract-stagger.ts';
import { startsFirst } from '../warnings/core/stagger.ts';
import { lift } from './contract-lift.ts';
import { type Drawn, ruleLift } from './core/rule-lift.ts';

const half = (first: boolean, count: number, ended: number): Drawn[] =>
  Array.from({ length: count }, (_, index) => ({ first, outcomes: index < ended ? [30] : [], knownUntil: 200 }));

describe('rule lift', () => {
  test('fewer in the half that had the rule, with the interval of Newcombe; chance, and too few, are said to be', () => {
    const found = ruleLift([...half(true, 80, 48), ...half(false, 70, 56)], 0, 90);
    expect(found).toMatchObject({ days: 90, first: { hits: 48, of: 80 }, later: { hits: 56, of: 70 }, verdict: 'fewer' });
    expect([found.difference?.value, found.difference?.low, found.difference?.high].map((one) => one?.toFixed(4))).toEqual([
      '-0.2000',
      '-0.3339',
      '-0.0524',
    ]);
    expect(ruleLift([...half(true, 80, 60), ...half(false, 70, 56)], 0, 90).verdict).toBe('open');
    expect(ruleLift([...half(true, 70, 56), ...half(false, 80, 48)], 0, 90).verdict).toBe('more');
    expect(ruleLift([...half(true, 80, 9), ...half(false, 70, 10)], 0, 90).verdict).toBe('too-few');
    expect(ruleLift([...half(true, 19, 19), ...half(false, 70, 10)], 0, 90).verdict).toBe('too-few');
    // Before the outcome, after what is known, on the first day, and with an empty half.
    expect(ruleLift(half(true, 30, 30), 0, 20).first).toEqual({ hits: 0, of: 30 });
    expect(ruleLift(half(true, 30, 30), 150, 90).first).toEqual({ hits: 0, of: 0 });
    expect(ruleLift(half(true, 30, 30), 0, 0)).toMatchObject({ days: 0, difference: null, verdict: 'too-few' });
  });

  test('about half are drawn, others by another seed, and the same again by the same', () => {
    const ids = Array.from({ length: 4000 }, (_, index) => `acc_${index.toString(36)}`);
    const [one, other] = [1, 2].map((seed) => ids.map((id) => startsFirst(seed, id)));
    for (const drawn of [one, other]) expect(Math.abs((drawn ?? []).filter(Boolean).length - 2000)).toBeLessThan(130);
    expect(Math.abs(ids.filter((_, index) => one?.[index] === other?.[index]).length - 2000)).toBeLessThan(130);
    expect(ids.map((id) => startsFirst(1, id))).toEqual(one);
  });
});

const RULE = 'relation-cold';
const IDS = Array.from({ length: 60 }, (_, index) => `k-${index}`);

describeEmbedded('a rule that half of the customers have first', (engine) => {
  test('MON-05: warns only of the half that was drawn, then of all; what it changed is told when it can be', async () => {
    const house = await makeHouse(engine);
    try {
      const owner = await house.setUp();
      const asOperator = { kind: 'operator' } as const;
      await house.runtime.write(owner.workspace, asOperator, async (ctx) => {
        await saveAccounts(
          ctx,
          IDS.map((externalId) => ({ externalId, name: externalId, startsOn: '2026-01-01' as Day })),
        );
        const touch = (account: string) => ({ id: account, words: { account, on: '2026-08-01', way: 'CALL', result: 'REACHED' } });
        await TOUCH_RECORDS.touch.save(ctx, IDS.map(touch), null);
      });
      await house.settle();
      const settled = async (): Promise<void> => {
        await house.runtime.runJob(judgeJob.name);
        await house.settle();
      };
      const rule = (await house.call(listRules, {}, owner)).rules.find((one) => one.rule === RULE);
      if (rule === undefined) throw new Error('There is such a rule.');
      await expect(house.call(startStagger, { rule: RULE }, owner)).rejects.toMatchObject({ code: 'conflict' });
      await house.call(saveRule, { rule: RULE, version: 0, active: false, definition: rule.definition }, owner);
      const { seed } = await house.call(startStagger, { rule: RULE }, owner);
      await settled();
      const warned = async () =>
        (await house.call(listWarnings, { rule: RULE }, owner)).warnings.map(({ account }) => account.externalId).sort();
      let accountIds: ReadonlyMap<string, AccountId> = new Map();
      await house.runtime.write(owner.workspace, asOperator, async (ctx) => {
        accountIds = await accountIdsByExternalId(ctx, IDS);
      });
      const first = IDS.filter((id) => startsFirst(seed, accountIds.get(id) ?? ''));
      expect(await warned()).toEqual(first.toSorted());

      // Of the half without it all have left by March but four, of the half with it nobody.
      const gone = IDS.filter((id) => !first.includes(id)).slice(4);
      await house.runtime.write(owner.workspace, asOperator, async (ctx) => {
        const line = (account: string) => ({
          id: account,
          words: { account, startsOn: '2026-01-01', arr: 100_000, ...(gone.includes(account) ? { endsOn: '2026-12-31' } : {}) },
        });
        await CONTRACT_RECORDS.contractLine.save(ctx, IDS.map(line), null);
      });
      expect((await house.call(lift, {}, owner)).staggers).toMatchObject([{ rule: RULE, seed, days: 0, verdict: 'too-few' }]);
      house.clock.set('2027-03-20T02:00:00Z');
      const [told] = (await house.call(lift, {}, owner)).staggers;
      const later = IDS.length - first.length;
      expect(told).toMatchObject({
        outcome: 'ended',
        days: 90,
        first: { hits: 0, of: first.length },
        later: { hits: later - 4, of: later },
      });
      expect(told?.verdict).toBe(later - 4 >= 20 && first.length >= 20 ? 'fewer' : 'too-few');

      const csm = await house.addPerson(owner, { functions: ['csm'], scope: 'own', name: '周予安' });
      const asCsm = { workspace: owner.workspace, cookie: csm.cookie };
      expect((await house.call(lift, {}, asCsm)).staggers).toMatchObject([{ first: { of: 0 }, later: { of: 0 }, difference: null }]);
      await expect(house.call(endStagger, { rule: RULE }, asCsm)).rejects.toMatchObject({ code: 'forbidden' });

      expect(await house.call(endStagger, { rule: RULE }, owner)).toMatchObject({ seed, endedOn: '2027-03-20' });
      await settled();
      expect((await warned()).length).toBeGreaterThan(first.length);
      await expect(house.call(endStagger, { rule: RULE }, owner)).rejects.toMatchObject({ code: 'not-found' });
    } finally {
      await house.close();
    }
  });
});
