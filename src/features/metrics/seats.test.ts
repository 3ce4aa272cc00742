import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { describeEmbedded } from '../../../test/engines.ts';
import { type House, makeHouse, type Owner } from '../../../test/make.ts';
import { addDays, type Day, day } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { removeRecords } from '../../platform/records/undo-records.ts';
import { saveAccounts } from '../accounts/commands.ts';
import { accountIdsByExternalId } from '../accounts/reads.ts';
import { CONTRACT_RECORDS } from '../contracts/commands.ts';
import { ISSUE_RECORDS } from '../issues/commands.ts';
import { issueKind } from '../issues/core/kinds.ts';
import { batch } from '../usage/contract.ts';
import { listWarnings } from '../warnings/contract.ts';
import { judgeJob, series } from './contract.ts';
import { recordFacts } from './record-facts.ts';

const TODAY = day('2026-11-18');

/** Users of a customer who log in on a day. */
function loginsOf(groupId: string, users: number, on: Day): object[] {
  return Array.from({ length: users }, (_, user) => ({
    ...{ type: 'track', event: 'login', userId: `${groupId}-${user}`, messageId: `${groupId} ${user} ${on}` },
    ...{ timestamp: `${on}T01:00:00Z`, context: { groupId } },
  }));
}

/** What is remembered of records is what reading anew says, whatever was done to them. */
async function factsAreRemembered(house: House, owner: Owner): Promise<void> {
  const within = <T>(run: (ctx: Ctx) => Promise<T>): Promise<T> => house.runtime.write(owner.workspace, { kind: 'operator' }, run);
  const ids = await within(async (ctx) => [...(await accountIdsByExternalId(ctx, ['grows', 'full', 'quiet'])).values()]);
  /** Memories belong to the store that they are read beside. */
  const anew = (ctx: Ctx): Ctx => ({ ...ctx, series: { ...ctx.series } });
  const compared = async (ctx: Ctx) => {
    const facts = await recordFacts(ctx, ids, new Map());
    expect(facts).toEqual(await recordFacts(anew(ctx), ids, new Map()));
    return ids.reduce((sum, id) => sum + (facts.get(id)?.issues?.length ?? 0), 0);
  };
  const issue = (id: string, raisedAt: string) => ({ id, words: { account: 'full', title: '登录慢', raisedAt } });
  const counts = [await within(compared)];
  await within((ctx) => ISSUE_RECORDS.issue.save(ctx, [issue('i-2', '2026-11-01T02:00:00Z'), issue('i-3', '2026-11-02T02:00:00Z')], null));
  counts.push(await within(compared));
  await within((ctx) => ISSUE_RECORDS.issue.save(ctx, [issue('i-2', '2026-10-01T02:00:00Z')], null));
  counts.push(await within(compared));
  const undone = within(async (ctx) => {
    await removeRecords(ctx, issueKind, ['i-2']);
    counts.push(await compared(ctx));
    throw new Error('taken back');
  });
  await expect(undone).rejects.toThrow('taken back');
  counts.push(await within(compared));
  await within((ctx) => removeRecords(ctx, issueKind, ['i-3']));
  counts.push(await within(compared));
  // As another process would: nobody here is told.
  await within((ctx) => ctx.db.execute(sql`update records set archived_at = 1 where workspace_id = ${ctx.workspace.id} and id = 'i-2'`));
  counts.push(await within(compared));
  expect(counts).toEqual([1, 3, 3, 2, 3, 2, 1]);
}

describeEmbedded('seats, silence and the contract clock', (engine) => {
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
          { id: 'dollars', words: { ...line('quiet', 100, startsOn, '2027-05-31').words, contract: 'in dollars' } },
        ];
        await CONTRACT_RECORDS.contract.save(ctx, [{ id: 'in dollars', words: { account: 'quiet', currency: 'usd' } }], null);
        const rate = (on: string, rate: number) => ({ id: on, words: { currency: 'USD', to: 'CNY', on, rate } });
        await CONTRACT_RECORDS.exchangeRate.save(ctx, [rate('2025-01-01', 7), rate('2026-06-01', 6)], null);
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
      // In the base currency, at the rate of the line's first day.
      expect([await today('full', 'arr'), await today('quiet', 'arr')]).toEqual([1_200_000, 8_400_000]);
      expect(await today('full', 'activated-seats')).toBe(9);
      expect(await today('full', 'activation-rate')).toBe(0.9);
      expect(await today('grows', 'seats-of-first')).toBe(5);
      expect(await today('grows', 'seats-of-last-year')).toBe(5);
      expect(await today('full', 'working-days-to-renewal')).toBe(7);
      expect(await today('quiet', 'fall-in-silence')).toBeLessThan(-0.3);
      const { warnings } = await house.call(listWarnings, { are: 'open', limit: 100 }, owner);
      const of = (rule: string) => warnings.filter((one) => one.rule === rule).map(({ account }) => account.externalId);
      expect([of('seats-nearly-full'), of('seats-fivefold'), of('fall-in-silence')]).toEqual([['full'], ['grows'], ['quiet']]);
      await factsAreRemembered(house, owner);
    } finally {
      await house.close();
    }
  });
});
