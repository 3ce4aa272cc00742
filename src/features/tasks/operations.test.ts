import { expect, test } from 'vitest';
import { describeEmbedded } from '../../../test/engines.ts';
import { type House, makeHouse } from '../../../test/make.ts';
import { day } from '../../kernel/time.ts';
import { saveAccount } from '../accounts/contract.ts';
import { batch } from '../usage/contract.ts';
import { retireSource, watchSourcesJob } from '../usage/contract-sources.ts';
import { listWarnings } from '../warnings/contract.ts';
import { cancelTask, claimOperation, completeTask, createTask, customerTasks, getTask, listOperations, myDay } from './contract.ts';

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

describeEmbedded('work that no warning asked for', (engine) => {
  test('a person makes a task, for themselves or a colleague; it stands on the day, is done or taken back, and tells no warning', async () => {
    const house = await makeHouse(engine);
    try {
      const owner = await house.setUp();
      const csm = await house.addPerson(owner, { functions: ['csm'], scope: 'own', name: '李雷' });
      await house.call(saveAccount, { externalId: 'hf', name: '海风科技', startsOn: day('2025-01-01') }, owner);
      const asked = { externalId: 'hf', title: '约赵屿见一面', dueOn: day('2026-11-20') };
      const mine = await house.call(createTask, asked, owner);
      expect(mine).toMatchObject({ kind: 'own', title: '约赵屿见一面', state: 'claimed', assignee: { name: '王琳' }, group: 'warning' });
      const hers = await house.call(createTask, { ...asked, personId: csm.personId }, owner);
      expect(hers).toMatchObject({ state: 'open', assignee: { name: '李雷' } });
      expect((await house.call(myDay, {}, { ...owner, cookie: csm.cookie })).tasks).toMatchObject([{ title: '约赵屿见一面' }]);
      await expect(house.call(createTask, { ...asked, externalId: 'nobody' }, owner)).rejects.toMatchObject({ code: 'account-unknown' });
      await expect(house.call(createTask, { ...asked, personId: 'nobody' }, owner)).rejects.toMatchObject({ code: 'invalid-input' });
      expect((await house.call(customerTasks, { externalId: 'hf' }, owner)).tasks).toHaveLength(2);
      const at = ({ taskId, version }: { taskId: string; version: number }) => ({ taskId, version });
      expect(await house.call(cancelTask, at(hers), owner)).toMatchObject({ state: 'cancelled' });
      const followed = await house.call(completeTask, { ...at(mine), outcome: 'following-up' }, owner);
      expect(followed).toMatchObject({ state: 'done' });
      const next = (await house.call(myDay, {}, owner)).tasks.find(({ kind }) => kind === 'follow-up');
      expect(next).toMatchObject({ title: '约赵屿见一面', dueOn: '2026-11-25' });
      expect(await house.call(getTask, { taskId: mine.taskId }, owner)).toMatchObject({ evidence: { sourceEventCount: 0 } });
    } finally {
      await house.close();
    }
  });
});

describeEmbedded('work about no customer', (engine) => {
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
