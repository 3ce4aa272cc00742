import { InvariantError } from '../errors.ts';
import { known, type Maybe, unknown } from '../known.ts';
import { checkColumn } from './check-column.ts';
import { cholesky, invertCholesky, solveCholesky } from './cholesky.ts';

/** A shifted-beta-geometric: each customer has a chance of its own to leave at each renewal, and those chances are beta distributed. */
export interface Sbg {
  readonly alpha: number;
  readonly beta: number;
}

export interface SbgFit extends Sbg {
  /** Standard errors of ln α and ln β: an interval is α × exp(± z × error). */
  readonly logErrors: { readonly alpha: number; readonly beta: number };
  readonly logLikelihood: number;
  /** How many left within the periods seen, of how many at the start. */
  readonly left: number;
  readonly started: number;
}

/**
 * Fits a shifted-beta-geometric to the survivors of one or more cohorts, by maximum likelihood.
 *
 * @param cohorts  Of each cohort, how many are still here after 0, 1, 2 … periods: never more than before. Cohorts may be followed for different lengths.
 * @returns        Known fit; Unknown(`insufficient-data`) when nobody is followed for two periods, Unknown(`one-outcome`) when nobody left or
 *                 nobody stayed, Unknown(`no-estimate`) when the likelihood has no top: all customers alike (α and β grow for ever), or those who
 *                 stay never leave.
 * @throws         InvariantError for numbers that are not finite, negative or growing.
 * @source         P. S. Fader, B. G. S. Hardie, "How to Project Customer Retention", Journal of Interactive Marketing 21 (2007); several cohorts: their
 *                 "Fitting the sBG Model to Multi-Cohort Data" (2007): losses and stays of the same age add up.
 * @example        sbgFit([[1000, 631, 468, 382, 326, 289, 262, 241]]).value.alpha.toFixed(4) // => '0.7041'
 */
export function sbgFit(cohorts: readonly ArrayLike<number>[]): Maybe<SbgFit> {
  const ages = agesOf(cohorts);
  const [left, stayed] = [sum(ages.left), sum(ages.stayed)];
  if (ages.left.length < 2) return unknown('insufficient-data');
  if (left === 0 || stayed === 0) return unknown('one-outcome');
  const { place, slope } = climbed(ages);
  return fitAt(place, slope, left, cohorts);
}

type Place = readonly [number, number];

/** Levenberg and Marquardt's climb from α = β = 1: a step that does not climb is tried again, shorter and more uphill. */
function climbed(ages: Ages) {
  let top: { place: Place; slope: ReturnType<typeof slopeAt>; length: number } = { place: [0, 0], slope: slopeAt(ages, [0, 0]), length: 1 };
  for (let damping = 1e-3, round = 0; round < 500 && damping < 1e12 && top.length > 1e-11; round++) {
    const next = stepped(ages, top.place, top.slope, damping);
    const climbs = next !== undefined && next.slope.value >= top.slope.value;
    if (climbs) top = next;
    damping = climbs ? damping / 10 : Math.max(damping, 1e-12) * 10;
  }
  return top;
}

function stepped(ages: Ages, place: Place, { information, gradient }: ReturnType<typeof slopeAt>, damping: number) {
  const factor = cholesky(damped(information, damping), 2);
  if (factor === undefined) return undefined;
  const [alpha = 0, beta = 0] = solveCholesky(factor, gradient);
  const there: Place = [place[0] + alpha, place[1] + beta];
  return { place: there, slope: slopeAt(ages, there), length: Math.max(Math.abs(alpha), Math.abs(beta)) };
}

/** Beyond these α and β the model is a plain geometric, or a split into some who leave at once and some who never do. */
const FARTHEST = Math.log(1e4);

function fitAt(place: Place, slope: ReturnType<typeof slopeAt>, left: number, cohorts: readonly ArrayLike<number>[]): Maybe<SbgFit> {
  const factor = cholesky(slope.information, 2);
  if (factor === undefined || place.some((part) => Math.abs(part) > FARTHEST)) return unknown('no-estimate');
  const covariance = invertCholesky(factor, 2);
  return known({
    alpha: Math.exp(place[0]),
    beta: Math.exp(place[1]),
    logErrors: { alpha: Math.sqrt(covariance[0] ?? 0), beta: Math.sqrt(covariance[3] ?? 0) },
    logLikelihood: slope.value,
    left,
    started: cohorts.reduce((total, cohort) => total + (cohort[0] ?? 0), 0),
  });
}

interface Ages {
  readonly left: number[];
  readonly stayed: number[];
}

/** How many left and stayed at the first, second … renewal, over all cohorts. */
function agesOf(cohorts: readonly ArrayLike<number>[]): Ages {
  const ages: Ages = { left: [], stayed: [] };
  for (const [number, cohort] of cohorts.entries()) {
    checkColumn(`cohorts[${number}]`, cohort, cohort.length);
    for (let age = 0; age < cohort.length; age++) {
      const [before, now] = [cohort[Math.max(0, age - 1)] ?? 0, cohort[age] ?? 0];
      if (now < 0 || now > before)
        throw new InvariantError(`cohorts[${number}][${age}] is ${now}: survivors are at least 0 and never more than before.`);
      if (age === 0 || before === 0) continue;
      ages.left[age - 1] = (ages.left[age - 1] ?? 0) + before - now;
      ages.stayed[age - 1] = (ages.stayed[age - 1] ?? 0) + now;
    }
  }
  return ages;
}

/**
 * The log-likelihood in ln α and ln β. At renewal i (from 0) the chance to leave is α ÷ (α + β + i), so it is a sum over renewals:
 * left × ln α + stayed × ln(β + i) − (left + stayed) × ln(α + β + i).
 */
function slopeAt({ left, stayed }: Ages, [logAlpha, logBeta]: Place) {
  const [alpha, beta] = [Math.exp(logAlpha), Math.exp(logBeta)];
  let value = 0;
  const [first, second] = [
    [0, 0],
    [0, 0, 0],
  ] as [[number, number], [number, number, number]];
  for (const [age, gone] of left.entries()) {
    const stays = stayed[age] ?? 0;
    const [all, total, kept] = [gone + stays, alpha + beta + age, beta + age];
    value += gone * logAlpha + stays * Math.log(kept) - all * Math.log(total);
    first[0] += gone / alpha - all / total;
    first[1] += stays / kept - all / total;
    second[0] += -gone / alpha ** 2 + all / total ** 2;
    second[1] += all / total ** 2;
    second[2] += -stays / kept ** 2 + all / total ** 2;
  }
  // By the chain rule, from α and β to their logarithms.
  const gradient = Float64Array.of(alpha * first[0], beta * first[1]);
  const mixed = -alpha * beta * second[1];
  const information = Float64Array.of(-alpha * (alpha * second[0] + first[0]), mixed, mixed, -beta * (beta * second[2] + first[1]));
  return { value, gradient, information };
}

/** Levenberg's damping: far from the top the curvature may point nowhere; then the step is short and uphill. */
function damped([a = 0, b = 0, c = 0, d = 0]: Iterable<number> & ArrayLike<number>, damping: number): number[] {
  const scale = damping * (Math.abs(a) + Math.abs(d) + 1e-12);
  return [a + scale, b, c, d + scale];
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
