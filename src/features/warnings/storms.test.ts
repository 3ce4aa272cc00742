import { expect, test } from 'vitest';
import { describeEmbedded } from '../../../test/engines.ts';
import { type House, makeHouse, type Owner } from '../../../test/make.ts';
import type { Day } from '../../kernel/time.ts';
import { saveAccounts } from '../accounts/commands.ts';
import { saveAccount } from '../accounts/contract.ts';
import { judgeJob } from '../metrics/contract.ts';
import { listNotices } from '../notifications/contract.ts';
import { listOperations, myDay } from '../tasks/contract.ts';
import { TOUCH_RECORDS } from '../touches/commands.ts';
import { dismissStorm, listStorms, listWarnings, releaseStorm, setStormLimits } from './contract.ts';

const CUSTOMERS = 31;

/** Many customers come at once of whom nobody was reached for 78 days, beside one that was called yesterday. */
async function storm(house: House): Promise<Owner> {
  const owner = await house.setUp();
  const startsOn = '2026-09-01' as Day;
  const customers = Array.from({ length: CUSTOMERS + 1 }, (_, index) => ({ externalId: `c-${index}`, name: `客户 ${index}`, startsOn }));
  const touch = { id: 't-1', words: { account: 'c-0', on: '2026-11-17', way: 'CALL', result: 'REACHED' } };
  await house.runtime.write(owner.workspace, { kind: 'operator' }, async (ctx) => {
    await saveAccounts(ctx, customers);
    await TOUCH_RECORDS.touch.save(ctx, [touch], null);
  });
  await house.runtime.runJob(judgeJob.name);
  await house.settle();
  return owner;
}

describeEmbedded('a storm of warnings', (engine) => {
  test('many warnings of one rule on one day are one task of those who lead, until somebody lets them through or dismisses them', async () => {
    const house = await makeHouse(engine);
    try {
      const owner = await storm(house);
      const operations = async () => (await house.call(listOperations, {}, owner)).tasks;
      const tasks = async () => (await house.call(myDay, { whose: 'team' }, owner)).tasks.length;
      expect(await operations()).toMatchObject([
        { kind: 'warning-storm', subject: 'relation-cold', since: '2026-11-18', waiting: CUSTOMERS },
      ]);
      expect(await house.call(listStorms, {}, owner)).toEqual({
        storms: [{ rule: 'relation-cold', since: '2026-11-18', waiting: CUSTOMERS }],
        limits: { least: 30, share: 0.2 },
      });
      expect([(await house.call(listWarnings, {}, owner)).total, await tasks()]).toEqual([CUSTOMERS, 0]);
      // Those who lead are told once, and nobody of any single warning.
      const told = async () =>
        (await house.call(listNotices, {}, owner)).notices.map(({ kind, rule, value, over }) => ({ kind, rule, value, over }));
      const one = { kind: 'warning-storm', rule: 'relation-cold', value: CUSTOMERS };
      expect(await told()).toEqual([{ ...one, over: false }]);
      // One more on the same day waits with them.
      await house.call(saveAccount, { externalId: 'late', name: '晚来的', startsOn: '2026-09-01' }, owner);
      await house.runtime.runJob(judgeJob.name);
      await house.settle();
      expect(await operations()).toMatchObject([{ waiting: CUSTOMERS + 1 }]);

      expect(await house.call(releaseStorm, { rule: 'relation-cold' }, owner)).toEqual({ released: CUSTOMERS + 1 });
      await house.settle();
      expect([await operations(), await tasks()]).toEqual([[], CUSTOMERS + 1]);
      expect((await told()).filter(({ kind }) => kind === 'warning-storm')).toEqual([{ ...one, over: true }]);
      await expect(house.call(releaseStorm, { rule: 'relation-cold' }, owner)).rejects.toMatchObject({ code: 'not-found' });

      // Who says that so many may well be true has each become work at once.
      await expect(house.call(setStormLimits, { least: 1000, share: 20 }, owner)).rejects.toMatchObject({ code: 'invalid-input' });
      expect(await house.call(setStormLimits, { least: 1000, share: 0.5 }, owner)).toEqual({ least: 1000, share: 0.5 });
      await house.call(saveAccount, { externalId: 'later', name: '更晚来的', startsOn: '2026-09-01' }, owner);
      await house.runtime.runJob(judgeJob.name);
      await house.settle();
      expect(await house.call(listStorms, {}, owner)).toEqual({ storms: [], limits: { least: 1000, share: 0.5 } });
      expect(await tasks()).toBe(CUSTOMERS + 2);
    } finally {
      await house.close();
    }
  });

  test('dismissed, all are false alarms and nobody has work from it; only those who lead may', async () => {
    const house = await makeHouse(engine);
    try {
      const owner = await storm(house);
      const csm = await house.addPerson(owner, { functions: ['csm'], scope: 'own', name: '李雷' });
      await expect(house.call(dismissStorm, { rule: 'relation-cold' }, { ...owner, cookie: csm.cookie })).rejects.toMatchObject({
        code: 'forbidden',
      });
      expect((await house.call(dismissStorm, { rule: 'relation-cold' }, owner)).closed).toHaveLength(CUSTOMERS);
      await house.settle();
      expect((await house.call(listOperations, {}, owner)).tasks).toEqual([]);
      expect((await house.call(listWarnings, { are: 'open' }, owner)).total).toBe(0);
      expect((await house.call(listWarnings, { state: 'false-alarm' }, owner)).total).toBe(CUSTOMERS);
    } finally {
      await house.close();
    }
  });
});
