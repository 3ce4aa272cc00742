import { known, type Maybe, unknown } from '../../../kernel/known.ts';
import { kaplanMeier } from '../../../kernel/stats/kaplan-meier.ts';
import { type SbgFit, sbgFit } from '../../../kernel/stats/sbg-fit.ts';
import { sbgLifetime, sbgResidualLifetime } from '../../../kernel/stats/sbg-lifetime.ts';
import { sbgSurvival } from '../../../kernel/stats/sbg-retention.ts';
import { type Life, periodsOf, placeInPeriod } from './life.ts';

/** Who is left after so many periods, as it was and as it was projected. */
export interface ProjectedPeriod {
  readonly age: number;
  /** Customers that stood before this renewal and of whom it is told. */
  readonly atRisk: number;
  readonly left: number;
  /** The share still here; null beyond what is told of enough customers. */
  readonly actual: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** By the model that was fitted on the early periods only; null where there is none. */
  readonly projected: number | null;
  /** Whether the model has seen it. */
  readonly part: 'fitted' | 'held-out' | 'future';
}

/** How the held-out periods came out. */
export interface HoldOut {
  readonly periods: number;
  /** In how many of them the projection lies in the 95 % interval of what was. */
  readonly within: number;
  /** Mean distance of projected from actual, in shares. */
  readonly meanError: number;
}

export interface Projection {
  readonly periods: readonly ProjectedPeriod[];
  /** The last period that the model has seen; null where nothing was held out. */
  readonly fittedTo: number | null;
  /** Fitted on the early periods. */
  readonly early: Maybe<SbgFit>;
  /** Fitted on all periods: by it lifetimes are reckoned. */
  readonly whole: Maybe<SbgFit>;
  readonly holdOut: HoldOut | null;
}

export interface ProjectionOptions {
  /** Length of a period in months. */
  readonly months: number;
  /** A period of which fewer customers stand before their renewal is not looked at. */
  readonly least: number;
  /** The last period to fit on; absent: two thirds of those there are. */
  readonly fittedTo?: number | undefined;
}

/** So many periods beyond what is known are drawn. */
const AHEAD = 6;

/**
 * Projects who stays by a shifted-beta-geometric that is fitted on the early periods, and holds the later ones against it.
 *
 * @param lives    Lives of customers.
 * @param options  Length of a period, and how many customers a period needs.
 * @returns        Who is left period by period, fitted, held out and to come. The early fit is Unknown where fewer than three periods are there.
 * @source         P. S. Fader, B. G. S. Hardie, "How to Project Customer Retention" (2007): fitted on years 1 to 7, held against years 8 to 12.
 * @example        projection([], { months: 12, least: 20 }).early // => { known: false, reason: 'insufficient-data' }
 */
export function projection(lives: readonly Life[], { months, least, fittedTo }: ProjectionOptions): Projection {
  const own = lives.map((life) => periodsOf(life, months));
  const seen = lastAge(own, least);
  const early = Math.min(seen, Math.max(2, fittedTo ?? Math.ceil((2 * seen) / 3)));
  const isHeld = seen > early;
  const fit = isHeld ? sbgFit(survivorsOf(own, early)) : unknown('insufficient-data');
  const whole = seen >= 2 ? sbgFit(survivorsOf(own, seen)) : unknown('insufficient-data');
  const drawn = fit.known ? fit : whole;
  const actual = actualOf(own);
  const last = drawn.known ? seen + AHEAD : seen;
  const periods = Array.from({ length: last + 1 }, (_, age): ProjectedPeriod => {
    const is = age <= seen ? actual(age) : null;
    return {
      age,
      ...{ atRisk: is?.atRisk ?? 0, left: is?.left ?? 0, actual: is?.share ?? null, low: is?.low ?? null, high: is?.high ?? null },
      projected: drawn.known ? sbgSurvival(drawn.value, age) : null,
      part: age > seen ? 'future' : isHeld && age > early ? 'held-out' : 'fitted',
    };
  });
  return { periods, fittedTo: isHeld ? early : null, early: fit, whole, holdOut: fit.known ? heldOut(periods) : null };
}

type Periods = readonly ReturnType<typeof periodsOf>[];

/** The last period before whose renewal enough customers stand. */
function lastAge(own: Periods, least: number): number {
  let age = 0;
  while (standing(own, age + 1) >= Math.max(1, least)) age += 1;
  return age;
}

function standing(own: Periods, age: number): number {
  return own.filter(({ followed, left }) => followed >= age && (left === null || left >= age)).length;
}

/** Customers followed equally long are a cohort: how many are left after each period. */
function survivorsOf(own: Periods, until: number): readonly (readonly number[])[] {
  const byLength = new Map<number, { left: number | null }[]>();
  for (const { followed, left } of own) {
    const length = Math.min(until, followed);
    byLength.set(length, [...(byLength.get(length) ?? []), { left }]);
  }
  return [...byLength].map(([length, some]) =>
    Array.from({ length: length + 1 }, (_, age) => some.filter(({ left }) => left === null || left > age).length),
  );
}

function actualOf(own: Periods) {
  const curve = kaplanMeier({
    times: own.map(({ followed, left }) => left ?? followed),
    ended: own.map(({ left }) => (left === null ? 0 : 1)),
  });
  const steps = curve.known ? curve.value : [];
  return (age: number) => {
    const step = steps.findLast(({ time }) => time <= age);
    const interval = step?.interval.known ? step.interval.value : null;
    return {
      atRisk: age === 0 ? own.length : standing(own, age),
      left: own.filter(({ left }) => left === age).length,
      ...{ share: step?.share ?? 1, low: interval?.low ?? null, high: interval?.high ?? null },
    };
  };
}

function heldOut(periods: readonly ProjectedPeriod[]): HoldOut {
  const held = periods.filter(({ part }) => part === 'held-out');
  const errors = held.map(({ actual, projected }) => Math.abs((actual ?? 0) - (projected ?? 0)));
  return {
    periods: held.length,
    within: held.filter(({ low, high, projected }) => low !== null && high !== null && (projected ?? 0) >= low && (projected ?? 0) <= high)
      .length,
    meanError: errors.reduce((sum, error) => sum + error, 0) / Math.max(1, errors.length),
  };
}

/** Discounted expected lifetimes in years. */
export interface Lifetimes {
  /** Of a new customer. */
  readonly del: number;
  /** Of a customer that stands before its n-th renewal, from the first to the last asked for. */
  readonly derl: readonly number[];
}

/**
 * Discounted expected lifetimes by a fitted model, in years.
 *
 * @param fit       α and β.
 * @param months    Length of a period.
 * @param discount  Discount rate of a year, > 0.
 * @param renewals  For how many renewals the residual lifetime is asked.
 * @returns         DEL and DERL. Convention: paid at the start of each period; who stands before a renewal has not renewed yet.
 * @example         lifetimes({ alpha: 0.7041, beta: 1.182 }, 12, 0.1, 1).del.toFixed(3) // => '3.695'
 */
export function lifetimes(fit: Pick<SbgFit, 'alpha' | 'beta'>, months: number, discount: number, renewals: number): Lifetimes {
  const rate = periodRate(discount, months);
  const years = months / 12;
  return {
    del: sbgLifetime(fit, rate) * years,
    derl: Array.from({ length: renewals }, (_, index) => sbgResidualLifetime(fit, index + 1, rate) * years),
  };
}

/**
 * The discount rate of a period.
 *
 * @param discount  Of a year.
 * @param months    Length of the period.
 * @returns         So that the periods of a year make the year.
 * @example         periodRate(0.1, 12).toFixed(4) // => '0.1000'
 */
export function periodRate(discount: number, months: number): number {
  return (1 + discount) ** (months / 12) - 1;
}

/**
 * What a living customer is still worth by the model: the rest of the period that it has paid for, and what comes after it.
 *
 * @param fit      α and β; Unknown passes through.
 * @param life     The customer's life; it is here.
 * @param today    Day number.
 * @param options  Length of a period in months, discount of a year.
 * @returns        Years of its yearly fee, discounted to today.
 * @source         FIN-04; DERL of Fader and Hardie (2010), discounted by what is left of the present period.
 * @example        yearsToCome(known({ alpha: 0.7041, beta: 1.182 }), { startsOn: 0 }, 0, { months: 12, discount: 0.1 }).value.toFixed(3) // => '3.695'
 */
export function yearsToCome(
  fit: Maybe<Pick<SbgFit, 'alpha' | 'beta'>>,
  { startsOn }: Pick<Life, 'startsOn'>,
  today: number,
  { months, discount }: { readonly months: number; readonly discount: number },
): Maybe<number> {
  if (!fit.known) return fit;
  const { renewal, rest } = placeInPeriod(startsOn, today, months);
  const rate = periodRate(discount, months);
  const later = sbgResidualLifetime(fit.value, renewal, rate) / (1 + rate) ** rest;
  return known((rest + later) * (months / 12));
}
