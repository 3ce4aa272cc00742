import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { describeEachEngine } from '../../../test/engines.ts';
import { makeHouse } from '../../../test/make.ts';
import { outboxEvents } from '../../platform/db/tables.ts';
import { saveAccount } from '../accounts/contract.ts';
import { batch } from '../usage/contract.ts';
import { judgeAgain } from './commands.ts';
import { judgeJob, seriesChanged } from './contract.ts';
import { isJudged } from './service.ts';

describeEachEngine('what is told of series', (engine) => {
  test('usage that changes no number is not told again; a new user, an earlier day and the nightly run are', async () => {
    const house = await makeHouse(engine);
    try {
      const owner = await house.setUp();
      const key = await house.addKey(owner, ['ingest']);
      await house.call(saveAccount, { externalId: 'acme', name: 'Acme', startsOn: '2026-11-01' }, owner);
      await house.settle();
      let sent = 0;
      const told = async (): Promise<number> => {
        await house.settle();
        return (await house.runtime.unscopedDb.select().from(outboxEvents).where(eq(outboxEvents.event, seriesChanged.name))).length;
      };
      const use = async (userId: string, timestamp: string): Promise<number> => {
        const item = { type: 'track', event: 'report', messageId: `m${++sent}`, userId, timestamp, context: { groupId: 'acme' } };
        await house.call(batch, { batch: [item] }, { key });
        return told();
      };
      // The first event has all days since the customer's first one computed, the next ones the day itself.
      await use('u1', '2026-11-18T01:00:00Z');
      const before = await use('u1', '2026-11-18T01:00:01Z');
      expect(await use('u1', '2026-11-18T01:00:02Z')).toBe(before);
      expect(await use('u2', '2026-11-18T01:00:03Z')).toBe(before + 1);
      expect(await use('u1', '2026-11-10T01:00:00Z')).toBe(before + 2);
      await house.runtime.runJob(judgeJob.name);
      expect(await told()).toBe(before + 3);
      // A start has everybody judged again only where that would find something.
      const isDone = () => house.runtime.read(owner.workspace, { kind: 'operator' }, isJudged);
      expect(await isDone()).toBe(true);
      await house.runtime.read(owner.workspace, { kind: 'operator' }, (ctx) => ctx.transaction(judgeAgain));
      expect(await isDone()).toBe(false);
      await house.settle();
      expect(await isDone()).toBe(true);
      await house.call(saveAccount, { externalId: 'beta', name: 'Beta', startsOn: '2026-11-01' }, owner);
      expect(await isDone()).toBe(false);
    } finally {
      await house.close();
    }
  });
});
