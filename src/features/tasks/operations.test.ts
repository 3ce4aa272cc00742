import { expect, test } from 'vitest';
import { describeEachEngine } from '../../../test/engines.ts';
import { type House, makeHouse } from '../../../test/make.ts';
import { batch } from '../usage/contract.ts';
import { retireSource, watchSourcesJob } from '../usage/contract-sources.ts';
import { listWarnings } from '../warnings/contract.ts';
import { claimOperation, listOperations, myDay } from './contract.ts';

async function sendOn(house: House, key: string, day: string): Promise<void> {
  house.clock.set(`${day}T02:00:00Z`);
  const items = ['acme', 'umbrella'].flatMap((groupId) => [
    { type: 'group', userId: 'u', groupId, messageId: `${groupId} ${day}`, traits: { name: groupId } },
    { type: 'track', event: 'login', userId: 'u', messageId: `login ${groupId} ${day}`, context: { groupId } },
  ]);
  await house.call(batch, { batch: items }, { key });
  await house.settle();
}

async function watchOn(house: House, day: string): Promise<void> {
  house.clock.set(`${day}T02:00:00Z`);
  await house.runtime.runJob(watchSourcesJob.name);
  await house.settle();
}

describeEachEngine('work about no customer', (engine) => {
  test('settled 1: a source past its freshness limit is one task of those who lead, whatever the customers; it is over when it delivers', async () => {
    const house = await makeHouse(engine);
    try {
      const owner = await house.setUp();
      const csm = await house.addPerson(owner, { functions: ['csm'], scope: 'own', name: '李雷' });
      const key = await house.addKey(owner, ['ingest']);
      const open = async () => (await house.call(listOperations, {}, owner)).tasks;
      await sendOn(house, key, '2026-11-10');
      await watchOn(house, '2026-11-13');
      expect(await open()).toEqual([]);

      await watchOn(house, '2026-11-14');
      await watchOn(house, '2026-11-15');
      const [task, ...more] = await open();
      expect([task, more]).toMatchObject([{ kind: 'source-silent', subject: 'test ingest', since: '2026-11-10', assignee: null }, []]);
      // Nothing a customer.
      expect((await house.call(listWarnings, {}, owner)).warnings).toEqual([]);
      expect((await house.call(myDay, { whose: 'team' }, owner)).tasks).toEqual([]);
      await expect(house.call(listOperations, {}, { ...owner, cookie: csm.cookie })).rejects.toMatchObject({ code: 'forbidden' });

      const change = { taskId: task?.taskId ?? '', version: task?.version ?? 0 };
      expect(await house.call(claimOperation, { ...change, take: true }, owner)).toMatchObject({ assignee: { name: '王琳' } });
      await expect(house.call(claimOperation, { ...change, take: false }, owner)).rejects.toMatchObject({ code: 'conflict' });

      await sendOn(house, key, '2026-11-16');
      expect(await open()).toEqual([]);

      // A second silence is a second task, and it is over, too, when nothing is expected any more.
      await watchOn(house, '2026-11-25');
      expect(await open()).toMatchObject([{ since: '2026-11-16', assignee: null }]);
      await house.call(retireSource, { source: 'test ingest', retired: true }, owner);
      await house.settle();
      expect(await open()).toEqual([]);
    } finally {
      await house.close();
    }
  });
});
