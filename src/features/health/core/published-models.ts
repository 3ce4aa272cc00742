import type { HealthModel, ModelMeasure } from './model.ts';
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

/** A model to begin a draft from: as others publish that they score, over the metrics there are here. */
export interface ExampleModel {
  readonly id: string;
  /** Whose it is, and where it says so. */
  readonly source: string;
  readonly model: Omit<HealthModel, 'id' | 'version'>;
}

const BANDS = { healthy: 75, watch: 50 } as const;
const CAP = { metric: 'activity-rate', below: 0.2, points: 39 } as const;
const ACTIVITY = { id: 'activity', group: 'usage', name: { 'zh-CN': '活跃', 'en-US': 'Activity' }, metric: 'activity-rate' } as const;
const measure = (id: string, zh: string, en: string, weight: number, metric: string, scoring: Scoring): ModelMeasure => ({
  ...{ id, group: id, name: { 'zh-CN': zh, 'en-US': en }, weight, metric, scoring },
});
const steps = (watch: number, healthy: number, middle: number): Scoring => ({
  kind: 'steps',
  below: 0,
  steps: [
    { from: watch, points: middle },
    { from: healthy, points: 100 },
  ],
});

/** Selectable in the editor. Their arithmetic is in the tests; what they look at is the nearest that is measured here. */
export const EXAMPLE_MODELS: readonly ExampleModel[] = [
  {
    id: 'totango',
    source: 'Totango, multidimensional health: green 100, yellow 60, red 0, weighted.',
    model: {
      name: { 'zh-CN': 'Totango 式：绿黄红', 'en-US': 'Like Totango: green, yellow, red' },
      measures: [
        { ...ACTIVITY, weight: 40, scoring: totangoSteps(0.2, 0.45) },
        measure('breadth', '使用广度', 'Breadth', 30, 'modules-in-use', totangoSteps(1, 3)),
        measure('trend', '使用变化', 'Change of use', 30, 'dau-change', totangoSteps(-0.3, -0.05)),
      ],
      caps: [CAP],
      requires: ['activity'],
      requiredCoverage: 0.6,
      bands: BANDS,
    },
  },
  {
    id: 'vitally',
    source: 'Vitally, health score: healthy 10, concerning 5, poor 0, mean by weight; here times ten.',
    model: {
      name: { 'zh-CN': 'Vitally 式：好、中、差', 'en-US': 'Like Vitally: healthy, concerning, poor' },
      measures: [
        { ...ACTIVITY, weight: 1, scoring: steps(0.25, 0.5, 50) },
        measure('breadth', '使用广度', 'Breadth', 1, 'modules-in-use', steps(1, 3, 50)),
        measure('support', '升级问题', 'Escalated issues', 1, 'issues-escalated', { kind: 'linear', zero: 2, full: 0 }),
      ],
      caps: [CAP],
      requires: ['activity'],
      requiredCoverage: 0.5,
      bands: { healthy: 70, watch: 40 },
    },
  },
  {
    id: 'planhat',
    source: 'Planhat, linear (bounded) factors: NPS 0 to 10 on a straight line.',
    model: {
      name: { 'zh-CN': 'Planhat 式：直线计分', 'en-US': 'Like Planhat: straight lines' },
      measures: [
        { ...ACTIVITY, weight: 50, scoring: { kind: 'linear', zero: 0.1, full: 0.6 } },
        measure('nps', 'NPS 评分', 'NPS answer', 25, 'last-nps', { kind: 'linear', zero: 0, full: 10 }),
        measure('touch', '多久没联系', 'Silence', 25, 'days-since-touch', { kind: 'linear', zero: 90, full: 14 }),
      ],
      caps: [CAP],
      requires: ['activity'],
      requiredCoverage: 0.5,
      bands: BANDS,
    },
  },
];
