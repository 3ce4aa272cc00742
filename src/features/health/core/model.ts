import { type Column, emptyColumn, PARTIAL, reasonCode } from '../../../kernel/column.ts';
import { lineFor } from '../../metrics/core/alarm-line.ts';
import type { LevelLimits } from './levels.ts';
import type { Text } from './measure.ts';
import { MEASURES } from './registry.ts';
import { pointsOf, type Scoring } from './scoring.ts';
import type { Segment } from './segments.ts';

/** Points by a measure that is a file of its own (`core/measures`), with its defaults; it looks at its own metrics. */
export interface FileScoring {
  readonly kind: 'file';
  readonly measure: string;
}

/** One measure of a health model: a metric, how it becomes points, and how much it counts. */
export interface ModelMeasure {
  readonly id: string;
  /** Measures of one group stand together on screens; it does not change the score. */
  readonly group: string;
  readonly name: Text;
  /** Any unit: only the ratio to the other weights counts. 0: shown, and does not count. */
  readonly weight: number;
  /** What is shown beside the points, and scored unless the scoring is a file. */
  readonly metric: string;
  readonly scoring: Scoring | FileScoring;
  /** A metric that says what earns all points of this customer, where it is known and above 0 (ACT-07). With `ratio` only. */
  readonly fullBy?: string;
  /** A metric that is 0 on the days on which this measure is not expected of the customer: it is left out then, and is not missing. */
  readonly expectedBy?: string;
}

/** A metric below a limit holds the score down; the limit of the activity is lower where a person expects less of it (ACT-07). */
export interface Cap {
  readonly metric: string;
  readonly below: number;
  readonly points: number;
}

/** A health model: data, versioned. What was said with a version is never said anew with another. */
export interface HealthModel {
  readonly id: string;
  readonly version: number;
  readonly name: Text;
  readonly measures: readonly ModelMeasure[];
  readonly caps: readonly Cap[];
  /** Measures without which there is no score, whatever else is known (HLT-01). */
  readonly requires: readonly string[];
  /** Share of the expected weight that must be Known, above 0, at most 1 (settled 6). */
  readonly requiredCoverage: number;
  /** Lowest rounded points of the band. */
  readonly bands: { readonly healthy: number; readonly watch: number };
  /** What evidence must reach to be a level (HLT-04); what is absent is as we say. */
  readonly levels?: Partial<LevelLimits>;
  /** `full`: shown beside the health, which gates everything; it may look at the metric `usage-health` (settled 5). Absent: the health itself. */
  readonly purpose?: 'full';
  /** The customers it applies to; absent: all for whom there is no other. */
  readonly segment?: Segment;
}

export type Band = 'healthy' | 'watch' | 'danger' | 'insufficient-data';

/** What a model says over consecutive days. All arrays begin at `score.from`. */
export interface Scored {
  /** Points; Unknown(`insufficient-data`) where too little is Known. */
  readonly score: Column;
  /** Points of each measure, in the order of the model; NaN where it is not Known or not expected. */
  readonly points: readonly Float64Array[];
  /** For each measure: 1 where it is expected. */
  readonly expected: readonly Uint8Array[];
  /** Known weight ÷ expected weight. */
  readonly coverage: Float64Array;
  /** Points before caps. */
  readonly uncapped: Float64Array;
}

/**
 * The only path of judgement of a health model: every day from its metrics, none of another day.
 *
 * @param columns  By metric id. A metric that is absent, or a day outside its column, is missing.
 * @param model    A valid model (`modelProblems` is empty).
 * @param from     Day number of the first cell.
 * @param to       Day number of the last cell, included.
 * @returns        Score and parts. A score is the weighted mean over Known measures, held down by caps whose metric is Known.
 * @source         HLT-01, HLT-02, settled 5 and 6.
 * @example        evaluateModel({ a: { from: 0, values: Float64Array.of(3), reasons: Uint8Array.of(0) } }, { id: 'm', version: 1, name: { 'zh-CN': '', 'en-US': '' }, measures: [{ id: 'a', group: '', name: { 'zh-CN': '', 'en-US': '' }, weight: 1, metric: 'a', scoring: { kind: 'ratio', full: 6 } }], caps: [], requires: [], requiredCoverage: 0.6, bands: { healthy: 75, watch: 50 } }, 0, 0).score.values // => Float64Array.of(50)
 */
export function evaluateModel(columns: Readonly<Record<string, Column>>, model: HealthModel, from: number, to: number): Scored {
  const length = Math.max(0, to - from + 1);
  const points = model.measures.map((measure) => pointsColumn(columns, measure, from, length));
  const always = new Uint8Array(length).fill(1);
  const expected = model.measures.map((measure) => expectedColumn(measure, columns, from, always));
  const { known, all, sum } = weighed(model, points, expected, length);
  const score = emptyColumn(from, length, 'insufficient-data');
  const uncapped = new Float64Array(length).fill(Number.NaN);
  const required = model.requires.map((id) => model.measures.findIndex((measure) => measure.id === id));
  const { outside, partial } = reasonsOf(
    model.measures.map(({ metric }) => columns[metric]),
    from,
    length,
  );
  // The tolerance is for the last bit of adding the weights, not for the meaning.
  const least = model.requiredCoverage - 1e-9;
  for (let day = 0; day < length; day++) {
    const why = outside[day] ?? 0;
    if (why !== 0) score.reasons[day] = why;
    const [weight, of] = [known[day] ?? 0, all[day] ?? 1];
    if (why !== 0 || weight <= 0 || weight / of < least || !hasAll(required, points, day)) continue;
    const mean = (sum[day] ?? 0) / weight;
    uncapped[day] = mean;
    score.values[day] = Math.min(mean, capOf(columns, model.caps, from + day));
    score.reasons[day] = partial[day] === 1 ? PARTIAL : 0;
  }
  const coverage = known.map((weight, day) => (all[day] === 0 ? 0 : weight / (all[day] ?? 1)));
  return { score, points, expected, coverage, uncapped };
}

const NOBODY = new Uint8Array();

/** For each day: the Known weight, the expected weight, and the weighted points. */
function weighed(
  { measures }: HealthModel,
  points: readonly Float64Array[],
  expected: readonly Uint8Array[],
  length: number,
): { known: Float64Array; all: Float64Array; sum: Float64Array } {
  const [known, all, sum] = [new Float64Array(length), new Float64Array(length), new Float64Array(length)];
  for (let index = 0; index < measures.length; index++) {
    const [weight, values, due] = [measures[index]?.weight ?? 0, points[index] ?? all, expected[index] ?? NOBODY];
    for (let day = 0; day < length; day++) {
      if (due[day] !== 1) continue;
      const value = values[day] as number;
      all[day] = (all[day] ?? 0) + weight;
      if (Number.isNaN(value)) continue;
      known[day] = (known[day] ?? 0) + weight;
      sum[day] = (sum[day] ?? 0) + weight * value;
    }
  }
  return { known, all, sum };
}

function pointsColumn(columns: Readonly<Record<string, Column>>, measure: ModelMeasure, from: number, length: number): Float64Array {
  const points = new Float64Array(length).fill(Number.NaN);
  const { scoring } = measure;
  if (scoring.kind === 'file') return filePoints(columns, scoring, from, length);
  const column = columns[measure.metric];
  if (column === undefined) return points;
  const wanted = scoring.kind === 'ratio' && measure.fullBy !== undefined ? columns[measure.fullBy] : undefined;
  const shift = from - column.from;
  for (let day = 0; day < length; day++) {
    const value = column.values[day + shift] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    const full = wanted === undefined ? Number.NaN : valueOn(wanted, from + day);
    points[day] = pointsOf(full > 0 ? { kind: 'ratio', full } : scoring, value);
  }
  return points;
}

function filePoints(columns: Readonly<Record<string, Column>>, { measure }: FileScoring, from: number, length: number): Float64Array {
  const file = MEASURES.find(({ meta }) => meta.id === measure);
  if (file === undefined) return new Float64Array(length).fill(Number.NaN);
  const options = Object.fromEntries(Object.entries(file.defaults).map(([name, { value }]) => [name, value]));
  return file.evaluate(columns, options as never, from, from + length - 1).values;
}

function expectedColumn(
  { expectedBy }: ModelMeasure,
  columns: Readonly<Record<string, Column>>,
  from: number,
  always: Uint8Array,
): Uint8Array {
  const column = expectedBy === undefined ? undefined : columns[expectedBy];
  if (column === undefined) return always;
  const expected = always.slice();
  for (let day = 0; day < always.length; day++) if (valueOn(column, from + day) === 0) expected[day] = 0;
  return expected;
}

function valueOn(column: Column, day: number): number {
  return column.values[day - column.from] ?? Number.NaN;
}

const [NOT_STARTED, ENDED] = [reasonCode('not-started'), reasonCode('ended')];

/** Why there is no health on a day on which the customer is not live, 0 elsewhere; and where a metric is partial. */
function reasonsOf(spans: readonly (Column | undefined)[], from: number, length: number): { outside: Uint8Array; partial: Uint8Array } {
  const [outside, partial] = [new Uint8Array(length), new Uint8Array(length)];
  for (const column of new Set(spans)) {
    if (column === undefined) continue;
    const shift = from - column.from;
    for (let day = 0; day < length; day++) {
      const reason = column.reasons[day + shift] ?? 0;
      if (reason === PARTIAL) partial[day] = 1;
      else if ((reason === NOT_STARTED || reason === ENDED) && outside[day] === 0) outside[day] = reason;
    }
  }
  return { outside, partial };
}

function hasAll(required: readonly number[], points: readonly Float64Array[], day: number): boolean {
  return required.every((index) => !Number.isNaN(points[index]?.[day] ?? Number.NaN));
}

function capOf(columns: Readonly<Record<string, Column>>, caps: readonly Cap[], day: number): number {
  let limit = Number.POSITIVE_INFINITY;
  for (const { metric, below, points } of caps) {
    const column = columns[metric];
    const value = column === undefined ? Number.NaN : valueOn(column, day);
    if (value < lineFor(metric, below, columns, day)) limit = Math.min(limit, points);
  }
  return limit;
}

/**
 * The metrics a model reads.
 *
 * @param model  A model.
 * @returns      Metric ids, each once.
 * @example      modelMetrics({ id: 'm', version: 1, name: { 'zh-CN': '', 'en-US': '' }, measures: [], caps: [{ metric: 'x', below: 1, points: 39 }], requires: [], requiredCoverage: 1, bands: { healthy: 75, watch: 50 } }) // => ['x']
 */
export function modelMetrics(model: HealthModel): readonly string[] {
  const measured = model.measures.flatMap(({ metric, expectedBy, fullBy, scoring }) => {
    const own = scoring.kind === 'file' ? (MEASURES.find(({ meta }) => meta.id === scoring.measure)?.meta.inputs ?? []) : [];
    return [metric, ...own, expectedBy, fullBy].filter((id) => id !== undefined);
  });
  return [...new Set([...measured, ...model.caps.map(({ metric }) => metric)])];
}

/**
 * The band of a score, judged on the rounded points that people see.
 *
 * @param score  Points, 0 to 100; NaN where there is none.
 * @param bands  Lowest rounded points of each band.
 * @returns      `healthy`, `watch`, else `danger`; `insufficient-data` without a score: never green.
 * @source       HLT-02.
 * @example      bandOf(74.5, { healthy: 75, watch: 50 }) // => 'healthy'
 */
export function bandOf(score: number, bands: HealthModel['bands']): Band {
  if (Number.isNaN(score)) return 'insufficient-data';
  const rounded = Math.round(score);
  if (rounded >= bands.healthy) return 'healthy';
  return rounded >= bands.watch ? 'watch' : 'danger';
}

/**
 * The value of a metric that earns all points of a measure.
 *
 * @param scoring  How points are given.
 * @returns        The value, in the unit of the metric; null for a measure that is a file.
 * @example        fullValue({ kind: 'ratio', full: 0.6 }) // => 0.6
 */
export function fullValue(scoring: Scoring | FileScoring): number | null {
  switch (scoring.kind) {
    case 'ratio':
    case 'linear':
      return scoring.full;
    case 'steps':
      return scoring.steps.at(-1)?.from ?? null;
    case 'log-normal':
      return scoring.good;
    case 'file':
      return null;
  }
}
