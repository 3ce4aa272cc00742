import type { LearnedRisks } from '../contract-learned.ts';

/** From the bottom of a column to its top. */
export const STACKED = ['healthy', 'watch', 'danger', 'insufficient-data'] as const;
type Band = (typeof STACKED)[number];

export interface TenthColumn {
  readonly tenth: number;
  readonly x: number;
  readonly width: number;
  readonly mean: number;
  readonly customers: number;
  readonly parts: readonly { readonly band: Band; readonly y: number; readonly height: number; readonly customers: number }[];
}

export interface TenthsChart {
  readonly width: number;
  readonly height: number;
  /** Where the columns stand, and the line on which they do. */
  readonly floor: number;
  readonly columns: readonly TenthColumn[];
}

const [WIDTH, PLOT, TOP, BOTTOM, GAP] = [560, 150, 18, 22, 10];

/**
 * Customers by tenth of the learned risk, as columns, each divided by health. A column is as high as its share of the largest one.
 *
 * @param tenths  How many have which health, by tenth.
 * @returns       Places in pixels; ten columns from the lowest risk to the highest, empty ones too.
 */
export function tenthsChart(tenths: LearnedRisks['tenths']): TenthsChart {
  const found = new Map(tenths.map((one) => [one.tenth, one]));
  const total = (bands: LearnedRisks['tenths'][number]['bands']): number => STACKED.reduce((sum, band) => sum + bands[band], 0);
  const most = Math.max(1, ...tenths.map(({ bands }) => total(bands)));
  const step = (WIDTH + GAP) / 10;
  const columns = Array.from({ length: 10 }, (_, index): TenthColumn => {
    const own = found.get(index + 1);
    let y = TOP + PLOT;
    const parts = STACKED.flatMap((band) => {
      const customers = own?.bands[band] ?? 0;
      if (customers === 0) return [];
      const height = (PLOT * customers) / most;
      y -= height;
      return [{ band, y, height, customers }];
    });
    const place = { tenth: index + 1, x: step * index, width: step - GAP };
    return { ...place, mean: own?.mean ?? 0, customers: own === undefined ? 0 : total(own.bands), parts };
  });
  return { width: WIDTH, height: TOP + PLOT + BOTTOM, floor: TOP + PLOT, columns };
}

/**
 * A probability in words: whole percents, because it is no more exact than that.
 *
 * @param chance  The probability.
 * @param most    What the back-test has seen at most: a higher one is only said to be higher.
 */
export function chanceText(chance: number, most = 0.99): string {
  if (chance < 0.01) return '<1%';
  const limit = Math.min(most, 0.99);
  return chance > limit ? `>${Math.round(100 * limit)}%` : `${Math.round(100 * chance)}%`;
}
