import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { listAccounts } from '../../src/features/accounts/contract.ts';
import { removeDemo } from '../../src/features/imports/contract.ts';
import { openPglite } from '../../src/platform/db/relational.ts';
import { type House, makeHouse, type Owner } from '../make.ts';
import { bringPortfolio, goldenOf, type Judged, judgedPortfolio, TODAY } from './portfolio.ts';
import { unseenOf } from './sights.ts';

let house: House;
let owner: Owner;
let portfolio: readonly Judged[];

beforeAll(async () => {
  const fresh = (): ReturnType<typeof openPglite> => openPglite({ folder: null, templateFile: inject('pgliteTemplate') });
  house = await makeHouse({ kind: 'pglite', fresh });
  owner = await house.setUp();
  await bringPortfolio(house, owner);
  portfolio = await judgedPortfolio(house, owner);
});
afterAll(() => house.close());

test('all series, scores, warnings and tasks are those that were reviewed', async () => {
  for (const judged of portfolio)
    await expect(goldenOf(judged)).toMatchFileSnapshot(`./portfolio/${judged.truth.externalId}-${judged.truth.story}.json`);
});

test('what was put into the customers is what the house sees', async () => {
  const missing: string[] = [];
  for (const { truth, warnings } of portfolio) missing.push(...(await unseenOf(house, owner, truth, warnings, TODAY)));
  expect(missing).toEqual([]);
});

test('all of it goes in one action, also what came by the silent source', async () => {
  const back = await house.call(removeDemo, {}, owner);
  expect([back.refused, back.events > 0, back.users > 0]).toEqual([[], true, true]);
  expect((await house.call(listAccounts, {}, owner)).accounts).toEqual([]);
});
