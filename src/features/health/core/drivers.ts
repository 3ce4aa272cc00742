import { type Column, cell } from '../../../kernel/column.ts';
import type { Maybe } from '../../../kernel/known.ts';
import { lineFor } from '../../metrics/core/alarm-line.ts';
import type { HealthModel, Scored } from './model.ts';

/** What a measure did to the score of a day. */
export interface Driver {
  /** Id of the measure, or `cap`. */
  readonly part: string;
  readonly metric: string;
  readonly value: Maybe<number>;
  /** Points of the score that it costs against all points, above 0. */
  readonly lost: number;
}

/** As many reasons as a person reads (HLT-08). */
const MOST = 3;

/**
 * The measures that cost a score most: what to talk about.
 *
 * @param scored   What a model said.
 * @param model    The model.
 * @param columns  What it looked at, by metric id.
 * @param index    Index of the day in `scored`.
 * @returns        At most three, the dearest first; none without a score. A cap is one where it holds the score down.
 * @source         HLT-08.
 * @example        driversOf({ score: { from: 0, values: Float64Array.of(80), reasons: Uint8Array.of(0) }, points: [Float64Array.of(80)], expected: [Uint8Array.of(1)], coverage: Float64Array.of(1), uncapped: Float64Array.of(80) }, { id: 'm', version: 1, name: { 'zh-CN': '', 'en-US': '' }, measures: [{ id: 'a', group: '', name: { 'zh-CN': '', 'en-US': '' }, weight: 2, metric: 'x', scoring: { kind: 'ratio', full: 1 } }], caps: [], requires: [], requiredCoverage: 1, bands: { healthy: 75, watch: 50 } }, { x: { from: 0, values: Float64Array.of(0.8), reasons: Uint8Array.of(0) } }, 0) // => [{ part: 'a', metric: 'x', value: { known: true, value: 0.8 }, lost: 20 }]
 */
export function driversOf(scored: Scored, model: HealthModel, columns: Readonly<Record<string, Column>>, index: number): readonly Driver[] {
  const [score, uncapped] = [scored.score.values[index] ?? Number.NaN, scored.uncapped[index] ?? Number.NaN];
  if (Number.isNaN(score)) return [];
  const day = scored.score.from + index;
  const seen = (metric: string): Maybe<number> => {
    const column = columns[metric];
    return column === undefined ? { known: false, reason: 'not-measured' } : cell(column, day);
  };
  const counted = model.measures.flatMap(({ id, metric, weight }, at) => {
    const points = scored.points[at]?.[index] ?? Number.NaN;
    const counts = weight > 0 && scored.expected[at]?.[index] === 1 && !Number.isNaN(points);
    return counts ? [{ part: id, metric, weight, points }] : [];
  });
  const all = counted.reduce((sum, { weight }) => sum + weight, 0);
  const lost = counted.map(({ part, metric, weight, points }) => ({
    ...{ part, metric, value: seen(metric) },
    lost: (weight * (100 - points)) / all,
  }));
  const cap = model.caps.find(({ metric, points, below }) => {
    const value = seen(metric);
    return score < uncapped && points === score && value.known && value.value < lineFor(metric, below, columns, day);
  });
  const held = cap === undefined ? [] : [{ part: 'cap', metric: cap.metric, value: seen(cap.metric), lost: uncapped - score }];
  return [...held, ...lost]
    .filter((driver) => driver.lost > 0)
    .sort((a, b) => b.lost - a.lost || (a.part < b.part ? -1 : 1))
    .slice(0, MOST);
}
