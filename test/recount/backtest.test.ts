import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { describe, expect, inject, test } from 'vitest';
import { type BackTestAnswer, getBackTest, type Subject, startBackTest } from '../../src/features/lab/contract-backtest.ts';
import { defineMetric } from '../../src/features/metrics/contract-own.ts';
import { day } from '../../src/kernel/time.ts';
import { openPglite } from '../../src/platform/db/relational.ts';
import type { Engine } from '../engines.ts';
import type { House, Owner } from '../make.ts';
import { importFolder, type Recounted, withUtcHouse } from './recounted.ts';

const CHARTS: Recounted = { name: 'helm-charts', asOf: day('2019-06-30'), metrics: '' };
const SUBSCRIPTIONS: Recounted = { name: 'ravenstack-usage', asOf: day('2024-12-31'), metrics: '' };
/** Field data are a long proof (`npm run test:long`); the excerpt is reckoned again in every run. */
const FIELD = process.env.MOORING_LONG === undefined ? undefined : process.env.MOORING_FIELD_DATA;
const run = promisify(execFile);
const engine: Engine = { kind: 'pglite', fresh: () => openPglite({ folder: null, templateFile: inject('pgliteTemplate') }) };

/** What the charts have no metric of ours for. */
const OWN = [
  { id: 'own-active-days-28', aggregate: 'days', windowDays: 28, unit: 'days', direction: 'up' },
  { id: 'own-users-365', aggregate: 'users', windowDays: 365, unit: 'users', direction: 'up' },
  { id: 'own-days-since-use', aggregate: 'since', windowDays: 3660, unit: 'days', direction: 'down' },
] as const;

async function defineOwn(house: House, owner: Owner): Promise<void> {
  for (const { id, aggregate, windowDays, unit, direction } of OWN)
    await house.call(
      defineMetric,
      {
        ...{ metric: id, version: 0, active: true },
        definition: {
          ...{ label: { 'zh-CN': id, 'en-US': id }, unit, direction, owner: null },
          formula: { kind: 'events', name: 'change', aggregate, windowDays },
        },
      },
      owner,
    );
}

type Asked = Omit<Parameters<typeof startBackTest.input.parse>[0] & object, never>;

async function tried(house: House, owner: Owner, subject: Subject, asked: Asked): Promise<{ report: BackTestAnswer; csv: string }> {
  let found = await house.call(startBackTest, { subject, ...asked } as never, owner);
  while (found.state === 'running') {
    await wait(20);
    found = await house.call(getBackTest, { backTestId: found.backTestId }, owner);
  }
  expect(found).toMatchObject({ state: 'finished', progress: 1, problem: null });
  const url = `/api/v1/lab/backtests/${found.backTestId}/predictions`;
  const headers = { cookie: owner.cookie, 'x-mooring-workspace': owner.workspace.key };
  const { body } = await house.server.inject({ method: 'GET', url, headers });
  return { report: found.report as BackTestAnswer, csv: body };
}

/** Has the areas reckoned again by the script that knows nothing of Mooring. */
async function reckonedAgain({ report, csv }: { report: BackTestAnswer; csv: string }): Promise<string> {
  const scratch = await mkdtemp(join(tmpdir(), 'mooring-backtest-'));
  try {
    await writeFile(join(scratch, 'predictions.csv'), csv);
    await writeFile(join(scratch, 'report.json'), JSON.stringify(report));
    const command = [join(import.meta.dirname, 'backtest-auc.mjs'), join(scratch, 'predictions.csv'), join(scratch, 'report.json')];
    const { stdout } = await run(process.execPath, command).catch((error: { stdout?: string }) => ({
      stdout: error.stdout ?? String(error),
    }));
    return stdout.trim();
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

const NO_DIFFERENCES = /^\d+ rows, \d+ left out, AUC [\d.]+, 0 differences$/;
const dormant = (days: number) => ({ outcome: { kind: 'dormant' as const, days } });

describe('a back-test over the charts, reckoned again from its predictions', () => {
  test('the excerpt: the area at each cut-off and over all; too few outcomes are said to be', async () => {
    await withUtcHouse(engine, async (house, owner) => {
      await importFolder(house, owner, CHARTS, join(import.meta.dirname, '../fixtures/helm-charts'));
      const asked = { ...dormant(90), from: '2018-01', to: '2018-12', leastOutcomes: 2 };
      const beside = { kind: 'metric' as const, metric: 'dau' };
      const metric = await tried(house, owner, { kind: 'metric', metric: 'registered-users' }, { ...asked, beside });
      expect(await reckonedAgain(metric)).toMatch(NO_DIFFERENCES);
      expect(metric.report.beside).toMatchObject({ subject: beside, area: { estimate: expect.any(Number) } });
      expect(await reckonedAgain({ ...metric, csv: metric.csv.replace(/,1,$/m, ',0,') })).not.toMatch(NO_DIFFERENCES);
      const { report } = await tried(house, owner, { kind: 'metric', metric: 'registered-users' }, { ...asked, leastOutcomes: 1000 });
      expect([report.skill, report.addedValue]).toEqual(['too-few', 'too-few']);
    });
  }, 120_000);

  test.runIf(FIELD !== undefined)(
    'the charts themselves',
    async () => {
      await withUtcHouse(engine, async (house, owner) => {
        await importFolder(house, owner, CHARTS, join(FIELD ?? '', 'helm_charts_usage'));
        await defineOwn(house, owner);
        const subjects: Subject[] = [
          ...OWN.map(({ id }) => ({ kind: 'metric' as const, metric: id })),
          ...['active-days-30', 'activity-rate', 'mau'].map((metric) => ({ kind: 'metric' as const, metric })),
          { kind: 'model', model: 'usage-health' },
          { kind: 'learned' },
        ];
        for (const subject of subjects) {
          const found = await tried(house, owner, subject, { ...dormant(180), from: '2017-07', to: '2018-12' });
          const again = await reckonedAgain(found);
          console.log(JSON.stringify(subject), again, summaryOf(found.report));
          expect(again).toMatch(/0 differences$/);
        }
      });
    },
    600_000,
  );

  test.runIf(FIELD !== undefined)(
    'invented subscriptions without a signal get neither verdict',
    async () => {
      await withUtcHouse(engine, async (house, owner) => {
        await importFolder(house, owner, SUBSCRIPTIONS, join(FIELD ?? '', 'ravenstack'));
        for (const subject of [{ kind: 'learned' }, { kind: 'metric', metric: 'mau' }, { kind: 'metric', metric: 'modules' }] as const) {
          const found = await tried(house, owner, subject, {
            ...{ outcome: { kind: 'ended' as const }, horizonDays: 90, from: '2023-10', to: '2024-08', segment: 'plan_tier' },
          });
          console.log(JSON.stringify(subject), await reckonedAgain(found), summaryOf(found.report));
          expect([found.report.skill, found.report.addedValue]).toEqual(['not-shown', 'not-shown']);
        }
      });
    },
    600_000,
  );
});

function summaryOf({
  skill,
  addedValue,
  single,
  area,
  singleArea,
  difference,
  top,
  prArea,
  brier,
  lead,
  customersWithOutcome,
  exclusions,
}: BackTestAnswer): string {
  return JSON.stringify({
    skill,
    addedValue,
    single,
    area,
    singleArea,
    difference,
    top,
    prArea,
    brier,
    lead,
    customersWithOutcome,
    exclusions,
  });
}
