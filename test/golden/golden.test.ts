import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { listAccounts } from '../../src/features/accounts/contract.ts';
import { removeDemo } from '../../src/features/imports/contract.ts';
import { openPglite } from '../../src/platform/db/relational.ts';
import { type House, makeHouse, type Owner } from '../make.ts';
import { isSo, rawFacts } from './facts.ts';
import { bringPortfolio, goldenOf, type Judged, judgedPortfolio, TODAY } from './portfolio.ts';
import { unseenOf } from './sights.ts';

const FOLDER = new URL('./portfolio/', import.meta.url);

let house: House;
let owner: Owner;
let portfolio: readonly Judged[];

beforeAll(async () => {
  const fresh = (): ReturnType<typeof openPglite> => openPglite({ folder: null, templateFile: inject('pgliteTemplate') });
  house = await makeHouse({ kind: 'pglite', fresh });
  owner = await house.setUp();
  await bringPortfolio(house, owner);
  portfolio = await judgedPortfolio(house, owner);
}, 120_000);
afterAll(() => house.close());

test('all series, scores, warnings and tasks are those that were reviewed', async () => {
  for (const judged of portfolio)
    await expect(goldenOf(judged)).toMatchFileSnapshot(`./portfolio/${judged.truth.externalId}-${judged.truth.story}.json`);
});

const README = readFileSync(new URL('./README.md', import.meta.url), 'utf8');
const FIGURES = [...README.matchAll(/^\| (\d+) +\| (demo-\d+) \| (\S+) +\| (\S+) +\|$/gm)].map(
  ([, number, account, figure = '', value]) => ({
    ...{ number, account, figure, value },
  }),
);

/** What stands in the golden file under a figure. */
function inFile(account: string, figure: string): string {
  const file = readdirSync(FOLDER).find((name) => name.startsWith(account)) ?? '';
  const golden = JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8'));
  const [of = '', what = ''] = figure.split('.');
  if (of === 'series') return String(golden.series[what]).split(' ').at(-1)?.split('×')[0] ?? '';
  if (of === 'warning') return golden.warnings.find((line: string) => line.startsWith(what)).split(' | ')[3];
  return String(golden[of][what]);
}

/** What the house answers. */
function answered({ explanation, change, warnings, cells }: Judged, figure: string): number | string | null | undefined {
  const [of, what = ''] = figure.split('.');
  if (of === 'series') return cells.get(what)?.at(-1)?.value;
  if (of === 'warning') return warnings.find(({ rule }) => rule === what)?.openedOn;
  if (of === 'changeOverAMonth') return change.change;
  if (of === 'activity') return explanation.activityScore.activity.value;
  if (of === 'level') return explanation.level.level.value;
  return of === 'risk' ? explanation.risk.points.value : explanation.health.score.value;
}

test('ten figures, derived by hand from facts that are so, are what the files say and what the house answers', () => {
  expect(FIGURES.length).toBe(10);
  for (const { account = '', figure, value = '' } of FIGURES) {
    const judged = portfolio.find(({ truth }) => truth.externalId === account);
    if (judged === undefined) throw new Error(`There is no ${account}.`);
    expect(inFile(account, figure), `${account} ${figure}`).toBe(value);
    const said = answered(judged, figure);
    expect(typeof said === 'number' ? String(Number(said.toFixed(6))) : said, `${account} ${figure}`).toBe(value);
  }
  const told = rawFacts();
  const facts = [...README.matchAll(/^(?:row|logins|times) .+$/gm)].map(([fact]) => fact);
  expect(facts.length).toBeGreaterThan(20);
  expect(facts.filter((fact) => !isSo(told, fact))).toEqual([]);
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
