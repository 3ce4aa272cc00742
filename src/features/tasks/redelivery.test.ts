import { expect, test } from 'vitest';
import { describeEmbedded } from '../../../test/engines.ts';
import { type House, makeHouse, type Owner } from '../../../test/make.ts';
import { type Random, randomInteger, seededRandom } from '../../kernel/random.ts';
import { addDays, day } from '../../kernel/time.ts';
import { outboxEvents } from '../../platform/db/tables.ts';
import { saveAccount } from '../accounts/contract.ts';
import { series } from '../metrics/contract.ts';
import { batch } from '../usage/contract.ts';
import { listWarnings } from '../warnings/contract.ts';
import { claimTask, completeTask, myDay } from './contract.ts';

const TODAY = day('2026-11-18');
const START = day('2026-09-20');
const CUSTOMERS = ['gone-quiet', 'busy', 'ended', 'late'];

/** At least once, in no promised order: whatever was told is told again, all of it, twice, shuffled. */
describeEmbedded('news that comes again', (engine) => {
  test('everything delivered twice more and in another order changes nothing: no task, no warning, no number', {
    timeout: 120_000,
  }, async () => {
    const house = await makeHouse(engine);
    try {
      const owner = await house.setUp();
      await tellTheStory(house, owner);
      const before = await everythingSaid(house, owner);
      expect(before.tasks.map(({ account, state }) => `${account.externalId} ${state}`).sort()).toEqual(['gone-quiet done', 'late open']);
      const told = await house.runtime.unscopedDb.select().from(outboxEvents).orderBy(outboxEvents.id);
      for (const seed of [1, 2]) {
        await tellAgain(house, owner, told, seededRandom(seed));
        expect(await everythingSaid(house, owner)).toEqual(before);
      }
    } finally {
      await house.close();
    }
  });
});

/** Four customers, ten users each; one person deals with one of the two warnings. */
async function tellTheStory(house: House, owner: Owner): Promise<void> {
  const key = await house.addKey(owner, ['ingest']);
  const send = (items: readonly object[]) => house.call(batch, { batch: [...items] }, { key });
  for (const externalId of CUSTOMERS) {
    const endsOn = externalId === 'ended' ? addDays(TODAY, -5) : null;
    await house.call(saveAccount, { externalId, name: externalId, startsOn: START, endsOn }, owner);
    const context = { groupId: externalId };
    await send(
      Array.from({ length: 10 }, (_, user) => ({
        type: 'identify',
        messageId: `${externalId}-${user}`,
        userId: `u${user}`,
        timestamp: `${START}T00:00:00Z`,
        context,
      })),
    );
    await send(logins(externalId, externalId === 'busy' ? 6 : 1));
  }
  await house.settle();
  const { tasks } = await house.call(myDay, { whose: 'team' }, owner);
  const task = tasks.find(({ account }) => account.externalId === 'gone-quiet');
  const claimed = await house.call(claimTask, { taskId: task?.taskId ?? '', version: 1 }, owner);
  await house.call(completeTask, { taskId: claimed.taskId, version: claimed.version, outcome: 'resolved' }, owner);
  await house.settle();
}

function logins(externalId: string, users: number): object[] {
  return Array.from({ length: 60 }, (_, index) => addDays(START, index)).flatMap((on) =>
    Array.from({ length: users }, (_, user) => ({
      type: 'track',
      event: 'login',
      messageId: `${externalId}-${user}-${on}`,
      userId: `u${user}`,
      timestamp: `${on}T01:00:00Z`,
      context: { groupId: externalId },
    })),
  );
}

type Told = typeof outboxEvents.$inferSelect;

async function tellAgain(house: House, owner: Owner, told: readonly Told[], random: Random): Promise<void> {
  const subscriptions = house.mooring.modules.flatMap((module) => module.subscriptions ?? []);
  const deliveries = told.flatMap(({ event, payload }) =>
    subscriptions
      .filter((one) => one.event.name === event)
      .flatMap((subscription) => [
        { subscription, payload },
        { subscription, payload },
      ]),
  );
  expect(deliveries.length).toBeGreaterThan(20);
  for (const { subscription, payload } of shuffled(deliveries, random)) {
    await house.runtime.write(owner.workspace, { kind: 'system', name: subscription.subscriber }, (ctx) =>
      subscription.run(ctx, payload as never),
    );
  }
  await house.settle();
}

function shuffled<T>(items: readonly T[], random: Random): T[] {
  const list = [...items];
  for (let last = list.length - 1; last > 0; last--) {
    const other = randomInteger(random, 0, last);
    [list[last], list[other]] = [list[other] as T, list[last] as T];
  }
  return list;
}

async function everythingSaid(house: House, owner: Owner) {
  const { tasks } = await house.call(myDay, { whose: 'team' }, owner);
  const { warnings } = await house.call(listWarnings, {}, owner);
  const numbers = [];
  for (const externalId of CUSTOMERS) {
    const metrics = 'dau,wau,mau,login-ratio,activity-rate';
    numbers.push(await house.call(series, { externalId, metrics, from: START, to: TODAY }, owner));
  }
  return { tasks, warnings, numbers };
}
