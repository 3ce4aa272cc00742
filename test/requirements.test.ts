import { expect, test } from 'vitest';
import { listAudit, updatePerson } from '../src/features/access/contract.ts';
import { saveAccount } from '../src/features/accounts/contract.ts';
import { series } from '../src/features/metrics/contract.ts';
import { batch } from '../src/features/usage/contract.ts';
import { AppError } from '../src/kernel/errors.ts';
import { addDays, type Day, day } from '../src/kernel/time.ts';
import { describeEachEngine, type Engine } from './engines.ts';
import { type House, makeHouse, type Owner } from './make.ts';

/** A Wednesday; the house opens at noon of it in Shanghai. */
const TODAY = day('2026-11-18');
const MONDAY = day('2026-11-16');

/** The accepted figures of the specification, through the HTTP interface. */
describeEachEngine('the specification', (engine) => {
  test('ACT-01: user A on 5 days of the week counts 1 in WAU, 1 in each of 5 DAUs', async () => {
    await withCustomer(engine, async (house, owner, key) => {
      const days = [-6, -5, -3, -1, 0].map((offset) => addDays(TODAY, offset));
      await send(
        house,
        key,
        days.map((on) => login('a', on)),
      );
      const rows = await house.call(series, { externalId: 'acme', metrics: 'dau,wau', from: addDays(TODAY, -6), to: TODAY }, owner);
      expect(rows.filter(({ metric }) => metric === 'dau').map(({ value }) => value)).toEqual([1, 1, 0, 1, 0, 1, 1]);
      expect(rows.filter(({ metric }) => metric === 'wau').at(-1)?.value).toBe(1);
    });
  });

  test('ACT-03: 80 registered, 36 logged in → 45 %', async () => {
    await withCustomer(engine, async (house, owner, key) => {
      const users = Array.from({ length: 80 }, (_, index) => `u${index}`);
      await send(
        house,
        key,
        users.map((userId) => ({ type: 'identify', messageId: `i-${userId}`, userId, traits: {}, timestamp: at(MONDAY), ...inAcme })),
      );
      await send(
        house,
        key,
        users.slice(0, 36).map((userId) => login(userId, TODAY)),
      );
      const rows = await house.call(series, { externalId: 'acme', metrics: 'login-ratio', from: TODAY, to: TODAY }, owner);
      expect(rows).toEqual([{ day: TODAY, metric: 'login-ratio', value: 0.45 }]);
    });
  });

  test('ACT-04, ACT-05: 36 users and 54 hours are 90 minutes; 24 on the PC and 20 in the app, 43.2 and 10.8 hours', async () => {
    await withCustomer(engine, async (house, owner, key) => {
      const used = (user: number, client: 'pc' | 'app', seconds: number) => ({
        ...login(`u${user}`, TODAY),
        ...{ messageId: `${client}-${user}`, event: 'session', properties: { client, seconds } },
      });
      await send(house, key, [
        ...Array.from({ length: 24 }, (_, user) => used(user, 'pc', 6480)),
        ...Array.from({ length: 20 }, (_, user) => used(16 + user, 'app', 1944)),
      ]);
      const metrics = 'dau,online-time,pc-share,app-share,pc-time-share,app-time-share';
      const rows = await house.call(series, { externalId: 'acme', metrics, from: TODAY, to: TODAY }, owner);
      expect(rows.map(({ value }) => Math.round(1000 * (value ?? -1)) / 1000)).toEqual([36, 90, 0.667, 0.556, 0.8, 0.2]);
    });
  });

  test('ORG-02: what a person may do follows the functions held: with admin the audit trail opens, without it no longer', async () => {
    await withCustomer(engine, async (house, owner) => {
      const person = await house.addPerson(owner, { functions: ['csm', 'admin'], scope: 'own', name: '陈思' });
      const as = { ...owner, cookie: person.cookie };
      expect((await house.call(listAudit, {}, as)).entries.length).toBeGreaterThan(0);
      await house.call(updatePerson, { personId: person.personId, functions: ['csm'] }, owner);
      const refused = await house.call(listAudit, {}, as).catch((error: unknown) => error);
      expect(refused).toBeInstanceOf(AppError);
      expect(refused).toMatchObject({ code: 'forbidden' });
    });
  });
});

const inAcme = { context: { groupId: 'acme' } };
const at = (on: Day): string => `${on}T02:00:00Z`;

function login(userId: string, on: Day): object {
  return { type: 'track', event: 'login', messageId: `${userId}-${on}`, userId, timestamp: at(on), ...inAcme };
}

async function send(house: House, key: string, items: readonly object[]): Promise<void> {
  expect(await house.call(batch, { batch: [...items] }, { key })).toMatchObject({ accepted: items.length });
  await house.settle();
}

async function withCustomer(engine: Engine, run: (house: House, owner: Owner, key: string) => Promise<void>): Promise<void> {
  const house = await makeHouse(engine, { at: '2026-11-18T04:00:00Z' });
  try {
    const owner = await house.setUp();
    await house.call(saveAccount, { externalId: 'acme', name: 'Acme', startsOn: '2026-01-01' }, owner);
    await run(house, owner, await house.addKey(owner, ['ingest']));
  } finally {
    await house.close();
  }
}
