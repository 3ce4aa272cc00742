import type { Scoring } from './scoring.ts';

/*
 * How others publish that they score, so that a person who comes from them finds their arithmetic. Points are theirs; a health model of ours
 * that begins from one of them spreads them over 0 to 100.
 */

/**
 * Totango's account health: the colour of the worst measure.
 *
 * @param colours  Points of each measure: 100 green, 60 yellow, 0 red. At least one.
 * @returns        The smallest of them.
 * @source         Totango, account health (worst of); 100/60/0 in its multidimensional health.
 * @example        worstOf([100, 60, 100]) // => 60
 */
export function worstOf(colours: readonly number[]): number {
  return Math.min(...colours);
}

/** Totango: green 100, yellow 60, red 0 by two limits. */
export const totangoSteps = (yellowFrom: number, greenFrom: number): Scoring => ({
  kind: 'steps',
  below: 0,
  steps: [
    { from: yellowFrom, points: 60 },
    { from: greenFrom, points: 100 },
  ],
});

/** Vitally: healthy 10, concerning 5, poor 0 by two limits. */
export const vitallySteps = (concerningFrom: number, healthyFrom: number): Scoring => ({
  kind: 'steps',
  below: 0,
  steps: [
    { from: concerningFrom, points: 5 },
    { from: healthyFrom, points: 10 },
  ],
});

/**
 * The weighted mean of points, as Vitally shows a score of 0 to 10.
 *
 * @param measures  Points and weights; at least one weight above 0.
 * @returns         The mean.
 * @source          Vitally, health score: the weighted mean of its metrics.
 * @example         weightedMean([{ points: 10, weight: 1 }, { points: 10, weight: 1 }, { points: 0, weight: 1 }]).toFixed(2) // => '6.67'
 */
export function weightedMean(measures: readonly { readonly points: number; readonly weight: number }[]): number {
  const weight = measures.reduce((sum, one) => sum + one.weight, 0);
  return measures.reduce((sum, one) => sum + one.points * one.weight, 0) / weight;
}

/**
 * Planhat's linear factor: a value between two marks adds or takes away points on a straight line.
 *
 * @param value  The value, between `low` and `high`; outside it stays at the ends.
 * @param low    Value that gives `least` points.
 * @param high   Value that gives `most` points.
 * @param least  Points at `low`.
 * @param most   Points at `high`.
 * @returns      Points.
 * @source       Planhat, linear (bounded): NPS 0 to 10 gives −5 to +5.
 * @example      linearFactor(7, 0, 10, -5, 5) // => 2
 */
export function linearFactor(value: number, low: number, high: number, least: number, most: number): number {
  const share = Math.min(1, Math.max(0, (value - low) / (high - low)));
  return least + share * (most - least);
}

/**
 * Salesforce's growth signal: this month against the mean of twelve, where staying level gives 50.
 *
 * @param latest  The latest month.
 * @param mean    Mean of the twelve months before, above 0.
 * @returns       Points, at most 100.
 * @source        Salesforce, Customer Success Score, growth signal.
 * @example       Math.round(growthSignal(693, 564)) // => 61
 */
export function growthSignal(latest: number, mean: number): number {
  return Math.min(100, (latest / mean) * 50);
}
