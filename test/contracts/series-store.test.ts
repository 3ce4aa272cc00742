import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PARTIAL } from '../../src/kernel/column.ts';
import type { AccountId, WorkspaceId } from '../../src/kernel/ids.ts';
import { openDuckDbSeriesStore } from '../../src/platform/series/duckdb-series-store.ts';
import type { AccountSeries, SeriesStore } from '../../src/platform/series/port.ts';
import { rememberSeries } from '../../src/platform/series/remembered-series.ts';
import { naiveSeriesStore } from './naive-series-store.ts';

const IMPLEMENTATIONS: Record<string, (path: string) => Promise<SeriesStore>> = {
  duckdb: openDuckDbSeriesStore,
  'duckdb, remembered': async (path) =>
    rememberSeries(await openDuckDbSeriesStore(path), { cells: 60, few: 1, daysOfFew: 12, daysOfMany: 9 }),
};
const WORKSPACES = ['ws_a', 'ws_b'] as WorkspaceId[];
const ACCOUNTS = ['acc_1', 'acc_2', 'acc_3'] as AccountId[];
const METRICS = ['dau', 'wau', 'login_users', 'later-metric'];

/** Known, partial, or Unknown for some reason: NaN exactly where the value is not known. */
const cellArbitrary = fc.oneof(
  fc.record({ value: fc.integer({ min: 0, max: 16_000_000 }), reason: fc.constantFrom(0, PARTIAL) }),
  fc.record({ value: fc.constant(Number.NaN), reason: fc.integer({ min: 1, max: 10 }) }),
);

const seriesArbitrary = fc
  .record({
    accountId: fc.constantFrom(...ACCOUNTS),
    metrics: fc.uniqueArray(fc.constantFrom(...METRICS), { minLength: 1 }),
    from: fc.integer({ min: -5, max: 20 }),
    days: fc.integer({ min: 0, max: 8 }),
  })
  .chain(({ accountId, metrics, from, days }) =>
    fc.array(fc.array(cellArbitrary, { minLength: days, maxLength: days }), { minLength: metrics.length, maxLength: metrics.length }).map(
      (rows): AccountSeries => ({
        accountId,
        columns: Object.fromEntries(
          metrics.map((metric, index) => [
            metric,
            {
              from,
              values: Float64Array.from(rows[index] ?? [], ({ value }) => value),
              reasons: Uint8Array.from(rows[index] ?? [], ({ reason }) => reason),
            },
          ]),
        ),
      }),
    ),
  );

type Step = { readonly workspaceId: WorkspaceId } & (
  | { readonly series: readonly AccountSeries[] }
  | { readonly erase: AccountId }
  | { readonly read: readonly AccountId[]; readonly metrics: readonly string[]; readonly from: number; readonly days: number }
);

const historyArbitrary: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({
        workspaceId: fc.constantFrom(...WORKSPACES),
        series: fc.uniqueArray(seriesArbitrary, { selector: ({ accountId }) => accountId, maxLength: 3 }),
      }),
    },
    { weight: 1, arbitrary: fc.record({ workspaceId: fc.constantFrom(...WORKSPACES), erase: fc.constantFrom(...ACCOUNTS) }) },
    {
      weight: 4,
      arbitrary: fc.record({
        workspaceId: fc.constantFrom(...WORKSPACES),
        read: fc.shuffledSubarray(ACCOUNTS),
        metrics: fc.subarray(METRICS, { minLength: 1 }),
        from: fc.integer({ min: -5, max: 20 }),
        days: fc.integer({ min: 0, max: 11 }),
      }),
    },
  ),
  { maxLength: 10 },
);

function take(store: SeriesStore, step: Step): Promise<unknown> {
  if ('erase' in step) return store.erase(step.workspaceId, step.erase);
  if ('series' in step) return store.replace(step.workspaceId, step.series);
  return store.read(step.workspaceId, step.read, step.metrics, step.from, step.from + step.days - 1);
}

describe.each(Object.entries(IMPLEMENTATIONS))('series store: %s', (_, open) => {
  test('answers any history as the naive reference does', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(historyArbitrary, async (history) => {
        const [store, reference] = [await open(':memory:'), naiveSeriesStore()];
        for (const step of history) {
          const [answer, expected] = [await take(store, step), await take(reference, step)];
          expect(answer).toEqual(expected);
        }
        for (const id of WORKSPACES) {
          const wanted = ['acc_3', 'acc_1', 'none'] as AccountId[];
          expect(await store.read(id, wanted, ['wau', 'dau', 'later-metric', 'never'], -6, 30)).toEqual(
            await reference.read(id, wanted, ['wau', 'dau', 'later-metric', 'never'], -6, 30),
          );
          const spans = [
            { accountId: 'acc_3' as AccountId, from: 2, to: 20 },
            { accountId: 'acc_1' as AccountId, from: -6, to: 9 },
          ];
          for (const metric of ['wau', 'later-metric', 'never'])
            expect(await store.sums(id, spans, metric, [-6, 0, 3, 9, 10])).toEqual(
              await reference.sums(id, spans, metric, [-6, 0, 3, 9, 10]),
            );
        }
        await store.close();
      }),
      { seed: 20_261_118, numRuns: 40 },
    );
  });

  test('keeps cells and metrics over a restart', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'mooring-series-'));
    const column = { from: 10, values: Float64Array.of(3, Number.NaN), reasons: Uint8Array.of(0, 4) };
    const first = await open(join(folder, 'series.duckdb'));
    await first.replace(WORKSPACES[0] as WorkspaceId, [{ accountId: ACCOUNTS[0] as AccountId, columns: { dau: column } }]);
    await first.close();
    const second = await open(join(folder, 'series.duckdb'));
    expect((await second.read(WORKSPACES[0] as WorkspaceId, ACCOUNTS.slice(0, 1), ['dau'], 10, 11))[0]?.columns.dau).toEqual(column);
    await second.close();
    rmSync(folder, { recursive: true });
  });

  test('refuses what it could not give back exactly, and keeps nothing of the call', async () => {
    const store = await open(':memory:');
    const one = (value: number): AccountSeries => ({
      accountId: ACCOUNTS[0] as AccountId,
      columns: { dau: { from: 0, values: Float64Array.of(7, value), reasons: new Uint8Array(2) } },
    });
    await expect(store.replace(WORKSPACES[0] as WorkspaceId, [one(0.1)])).rejects.toThrow(/exactly/);
    await store.replace(WORKSPACES[0] as WorkspaceId, [one(8)]);
    expect((await store.read(WORKSPACES[0] as WorkspaceId, ACCOUNTS.slice(0, 1), ['dau'], 0, 1))[0]?.columns.dau?.values).toEqual(
      Float64Array.of(7, 8),
    );
    await store.close();
  });
});
