import { expect, test } from 'vitest';
import { describeEachEngine } from '../../../test/engines.ts';
import { makeHouse } from '../../../test/make.ts';
import { addDays, type Day, day } from '../../kernel/time.ts';
import { saveAccounts } from '../accounts/commands.ts';
import { CONTRACT_RECORDS } from '../contracts/commands.ts';
import { ISSUE_RECORDS } from '../issues/commands.ts';
import { batch } from '../usage/contract.ts';
import { listWarnings } from '../warnings/contract.ts';
import { judgeJob, series } from './contract.ts';

const TODAY = day('2026-11-18');

/** Users of a customer who log in on a day. */
function loginsOf(groupId: string, users: number, on: Day): object[] {
  return Array.from({ length: users }, (_, user) => ({
    ...{ type: 'track', event: 'login', userId: `${groupId}-${user}`, messageId: `${groupId} ${user} ${on}` },
    ...{ timestamp: `${on}T01:00:00Z`, context: { groupId } },
  }));
}

describeEachEngine('seats, silence and the contract clock', (engine) => {
  test('ACT-02, EXP-02, MON-06, SEG-10, ISS-04, LCY-06: are measured from logins, lines and issues, and warn', async () => {
    const house = await makeHouse(engine);
    try {
      const owner = await house.setUp();
      const key = await house.addKey(owner, ['ingest']);
      const startsOn = day('2025-06-01');
      const line = (account: string, seats: number, from: Day, to: string) => ({
        id: `${account} ${from}`,
        words: { account, startsOn: from, endsOn: to, seats, mrr: 100_000 },
      });
      await house.runtime.write(owner.workspace, { kind: 'operator' }, async (ctx) => {
        await saveAccounts(
          ctx,
          ['grows', 'full', 'quiet'].map((externalId) => ({ externalId, name: externalId, startsOn })),
        );
        const lines = [
          line('grows', 10, startsOn, '2026-10-31'),
          line('grows', 50, day('2026-11-01'), '2027-10-31'),
          line('full', 10, startsOn, '2026-11-27'),
          line('quiet', 100, startsOn, '2027-05-31'),
        ];
        await CONTRACT_RECORDS.contractLine.save(ctx, lines, null);
        const issue = { id: 'i-1', words: { account: 'quiet', title: '登录慢', raisedAt: '2026-08-01T02:00:00Z' } };
        await ISSUE_RECORDS.issue.save(ctx, [issue], null);
      });
      // Nine of ten seats are activated; of the quiet one twenty users come until 40 days ago, and thirteen since.
      const days = Array.from({ length: 120 }, (_, back) => addDays(TODAY, -back));
      const events = [...loginsOf('full', 9, TODAY), ...days.flatMap((on) => loginsOf('quiet', on > addDays(TODAY, -40) ? 13 : 20, on))];
      for (let at = 0; at < events.length; at += 1000) await house.call(batch, { batch: events.slice(at, at + 1000) }, { key });
      await house.settle();
      await house.runtime.runJob(judgeJob.name);
      await house.settle();

      const today = async (externalId: string, metric: string) => {
        const [row] = await house.call(series, { externalId, metrics: metric, from: TODAY, to: TODAY }, owner);
        return row?.value ?? row?.reason;
      };
      expect(await today('full', 'activated-seats')).toBe(9);
      expect(await today('full', 'activation-rate')).toBe(0.9);
      expect(await today('grows', 'seats-of-first')).toBe(5);
      expect(await today('grows', 'seats-of-last-year')).toBe(5);
      expect(await today('full', 'working-days-to-renewal')).toBe(7);
      expect(await today('quiet', 'fall-in-silence')).toBeLessThan(-0.3);
      const { warnings } = await house.call(listWarnings, { are: 'open', limit: 100 }, owner);
      const of = (rule: string) => warnings.filter((one) => one.rule === rule).map(({ account }) => account.externalId);
      expect([of('seats-nearly-full'), of('seats-fivefold'), of('fall-in-silence')]).toEqual([['full'], ['grows'], ['quiet']]);
    } finally {
      await house.close();
    }
  });
});
