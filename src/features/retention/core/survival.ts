import { known, type Maybe, unknown } from '../../../kernel/known.ts';
import { kaplanMeier, type SurvivalStep } from '../../../kernel/stats/kaplan-meier.ts';
import { type LogRank, logRank } from '../../../kernel/stats/log-rank.ts';
import { survivalQuantile } from '../../../kernel/stats/survival-quantile.ts';
import type { Life } from './life.ts';

/** Days of a month on the axis of time: a year is twelve of them. */
export const MONTH_DAYS = 365.25 / 12;

/** A year of life is over, leap day or not: who leaves with a contract of a year is gone by then. */
export const YEAR_DAYS = 366;

/** One point of a curve: from this day of life on, so many are left. */
export interface CurvePoint {
  readonly day: number;
  readonly share: number;
  /** Greenwood's 95 % interval on the log scale; null before the first end, and where nobody is left. */
  readonly low: number | null;
  readonly high: number | null;
}

export interface Curve {
  readonly customers: number;
  readonly ended: number;
  /** Steps where somebody ended, and the last day anybody was followed. The curve begins at 1 on day 0. */
  readonly points: readonly CurvePoint[];
  /** Days of life after which half are left. */
  readonly median: Maybe<number>;
  /** How many are still followed at each of the days asked for. */
  readonly atRisk: readonly number[];
}

/** More points than a screen is wide say nothing more. */
const MOST_POINTS = 500;

/**
 * The Kaplan–Meier curve of some customers.
 *
 * @param lives  Theirs.
 * @param ticks  Days of life at which those still followed are counted, rising.
 * @returns      The curve; of nobody it has no points.
 * @example      survivalCurve([{ startsOn: 0, endedOn: 10, toldUntil: 50 }, { startsOn: 0, endedOn: null, toldUntil: 50 }], [0, 20]).atRisk // => [2, 1]
 */
export function survivalCurve(lives: readonly Life[], ticks: readonly number[]): Curve {
  const steps = kaplanMeier(durations(lives));
  const own = steps.known ? steps.value : [];
  const followed = lives.map((life) => timeOf(life));
  return {
    customers: lives.length,
    ended: lives.filter(({ endedOn }) => endedOn !== null).length,
    points: thinned(own.filter((step, index) => step.ended > 0 || index === own.length - 1)).map(pointOf),
    median: own.length === 0 ? unknown('insufficient-data') : survivalQuantile(own),
    atRisk: ticks.map((day) => followed.filter((time) => time >= day).length),
  };
}

function timeOf({ startsOn, endedOn, toldUntil }: Life): number {
  return (endedOn ?? toldUntil) - startsOn;
}

function durations(lives: readonly Life[]) {
  return { times: lives.map(timeOf), ended: lives.map(({ endedOn }) => (endedOn === null ? 0 : 1)) };
}

function pointOf({ time, share, interval }: SurvivalStep): CurvePoint {
  return { day: time, share, low: interval.known ? interval.value.low : null, high: interval.known ? interval.value.high : null };
}

/** Of more steps than can be seen, the last of each stretch of time: a curve never rises, so none is missed by more than a stretch. */
function thinned(steps: readonly SurvivalStep[]): readonly SurvivalStep[] {
  const last = steps.at(-1);
  if (steps.length <= MOST_POINTS || last === undefined) return steps;
  const stretch = (last.time + 1) / MOST_POINTS;
  return steps.filter((step, index) => {
    const next = steps[index + 1];
    return next === undefined || Math.floor(next.time / stretch) !== Math.floor(step.time / stretch);
  });
}

/**
 * Days of life for the axis: every so many whole months, at most eight of them.
 *
 * @param lives  All that are drawn.
 * @returns      From 0, rising.
 * @example      lifeTicks([{ startsOn: 0, endedOn: null, toldUntil: 800 }]).map((day) => Math.round(day / MONTH_DAYS)) // => [0, 6, 12, 18, 24]
 */
export function lifeTicks(lives: readonly Life[]): readonly number[] {
  const months = lives.reduce((most, life) => Math.max(most, timeOf(life)), 0) / MONTH_DAYS;
  const every = [1, 2, 3, 6, 12, 24, 36, 60, 120].find((step) => months / step < 8) ?? 240;
  return Array.from({ length: Math.floor(months / every) + 1 }, (_, index) => Math.round(index * every * MONTH_DAYS));
}

/** Whether groups may be compared, and why not. */
export type Comparison =
  /** Fewer than two groups are large enough, or too few ended in them. */
  | { readonly verdict: 'too-small' }
  /** What differs may be chance: the groups are not drawn apart. */
  | { readonly verdict: 'not-distinguishable'; readonly test: LogRank }
  | { readonly verdict: 'distinguishable'; readonly test: LogRank };

/** Below this probability of chance, groups are told apart. */
const CHANCE = 0.05;
/** With fewer ends than this in all groups together the test rests on a few customers (a default of ours). */
const LEAST_ENDS = 10;

/**
 * Whether groups of customers stay differently long: the log-rank test, and a verdict by rules fixed beforehand.
 *
 * @param groups  The lives of each group that is large enough.
 * @returns       `too-small` for fewer than two groups, or fewer than 10 ends together; else by the test, at 5 %.
 * @source        Issue 8: comparison is suppressed when the groups are not distinguishable.
 * @example       comparison([[{ startsOn: 0, endedOn: 5, toldUntil: 9 }]]) // => { verdict: 'too-small' }
 */
export function comparison(groups: readonly (readonly Life[])[]): Comparison {
  const lives = groups.flat();
  const ends = lives.filter(({ endedOn }) => endedOn !== null).length;
  if (groups.length < 2 || ends < LEAST_ENDS) return { verdict: 'too-small' };
  const test = logRank(
    durations(lives),
    groups.flatMap((group, index) => group.map(() => index)),
  );
  if (!test.known) return { verdict: 'too-small' };
  return { verdict: test.value.p < CHANCE ? 'distinguishable' : 'not-distinguishable', test: test.value };
}

/**
 * The share still here after a time, with its interval.
 *
 * @param curve  A curve.
 * @param day    Day of life.
 * @returns      The point in force on that day; Unknown(`not-reached`) when nobody is followed so far.
 * @example      shareAt({ points: [{ day: 3, share: 0.5, low: 0.2, high: 0.9 }, { day: 9, share: 0.5, low: 0.2, high: 0.9 }] }, 5).value.share // => 0.5
 */
export function shareAt({ points }: Pick<Curve, 'points'>, day: number): Maybe<CurvePoint> {
  const last = points.at(-1);
  if (last === undefined || (day > last.day && last.share > 0)) return unknown('not-reached');
  return known(points.findLast((point) => point.day <= day) ?? { day: 0, share: 1, low: null, high: null });
}
