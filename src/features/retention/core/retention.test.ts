import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { close, estimated } from '../../../../test/estimated.ts';
import { emptyColumn, newColumn } from '../../../kernel/column.ts';
import { known } from '../../../kernel/known.ts';
import { sbgSurvival } from '../../../kernel/stats/sbg-retention.ts';
import { type Day, dayFromNumber, dayNumber } from '../../../kernel/time.ts';
import { BENCHMARKS, benchmarkAfter } from './benchmarks.ts';
import { cohortTable, type Member } from './cohort-table.ts';
import { anniversary, type Life, lifeOf, periodsOf, placeInPeriod } from './life.ts';
import { churnFor, expectedFuture, yearlyChurn } from './lifetime-value.ts';
import { lifetimes, periodRate, projection, yearsToCome } from './projection.ts';
import { earned } from './steps.ts';
import { comparison, lifeTicks, MONTH_DAYS, shareAt, survivalCurve } from './survival.ts';

const on = (text: string): number => dayNumber(text as Day);
const life = (startsOn: number, endedOn: number | null, toldUntil: number): Life => ({ startsOn, endedOn, toldUntil });

/** Remission of 21 and 21 patients in weeks, ended 1 or still well 0: Freireich and others (1963), the fixture of every textbook. */
const SIX_MP = '6+ 6 6 6 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+';
const PLACEBO = '1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23';
const remissions = (text: string): Life[] =>
  text.split(' ').map((word) => life(0, word.endsWith('+') ? null : Number(word), word.endsWith('+') ? Number(word.slice(0, -1)) : 60));

describe('lives', () => {
  const columnOf = (from: number, values: readonly number[]) => {
    const column = newColumn(from, values.length);
    column.values.set(values);
    return column;
  };

  test('a customer lives from its first paid day to the day after its last, a late renewal bridges, and 30 days are waited', () => {
    const live = { startsOn: 100, endsOn: Number.POSITIVE_INFINITY };
    const paid = (days: number, amount = 5): number[] => new Array<number>(days).fill(amount);
    const gap = columnOf(100, [...paid(10, 0), ...paid(50), ...paid(30, 0), ...paid(40)]);
    expect(lifeOf({ kind: 'ended' }, { arr: gap }, live)).toEqual(life(110, null, 199));
    const gone = columnOf(100, [...paid(10, 0), ...paid(50), ...paid(31, 0), ...paid(40)]);
    expect(lifeOf({ kind: 'ended' }, { arr: gone }, live)).toEqual(life(110, 160, 200));
    const waiting = columnOf(100, [...paid(60), ...paid(20, 0)]);
    expect(lifeOf({ kind: 'ended' }, { arr: waiting }, live)).toEqual(life(100, null, 149));
    expect(lifeOf({ kind: 'ended' }, { arr: columnOf(100, paid(20)) }, live)).toEqual(life(100, null, 100));
    // Nothing is known of its money: the live span says.
    const ended = emptyColumn(100, 80, 'ended');
    ended.reasons.fill(0, 0, 40);
    ended.values.fill(0, 0, 40);
    expect(lifeOf({ kind: 'ended' }, { arr: ended }, { startsOn: 100, endsOn: 139 })).toEqual(life(100, 140, 149));
    expect(lifeOf({ kind: 'ended' }, {}, live)).toBeNull();
  });

  test('dormancy is asked from the first use; one that ended is followed up to its end less the silence', () => {
    const dau = columnOf(0, [0, 0, 3, ...new Array<number>(9).fill(0), 1, ...new Array<number>(7).fill(0)]);
    const always = { startsOn: 0, endsOn: Number.POSITIVE_INFINITY };
    expect(lifeOf({ kind: 'dormant', days: 7 }, { dau }, always)).toEqual(life(2, 3, 12));
    expect(lifeOf({ kind: 'dormant', days: 10 }, { dau }, always)).toEqual(life(2, null, 9));
    expect(lifeOf({ kind: 'dormant', days: 10 }, { dau }, { startsOn: 0, endsOn: 14 })).toEqual(life(2, null, 4));
    expect(lifeOf({ kind: 'dormant', days: 7 }, { dau: columnOf(0, [0, 0]) }, always)).toBeNull();
  });

  test('anniversaries are those of the calendar, back to 1900 and on to 2199', () => {
    fc.assert(
      fc.property(fc.integer({ min: -25_500, max: 83_900 }), fc.integer({ min: 0, max: 400 }), (day, months) => {
        const text = dayFromNumber(day);
        const index = Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7)) - 1 + months;
        const month = (place: number) => `${String(Math.floor(place / 12)).padStart(4, '0')}-${String((place % 12) + 1).padStart(2, '0')}`;
        const last = dayNumber(`${month(index + 1)}-01` as Day) - 1;
        const wanted = Math.min(last, dayNumber(`${month(index)}-01` as Day) + Number(text.slice(8)) - 1);
        return anniversary(day, months) === wanted;
      }),
    );
    expect(dayFromNumber(anniversary(on('2024-02-29'), 12))).toBe('2025-02-28');
  });

  test('who ends on the day of a renewal did not renew; who ends in a period that is not told is still there', () => {
    expect(periodsOf(life(on('2023-01-01'), on('2024-01-01'), on('2026-06-30')), 12)).toEqual({ followed: 3, left: 1 });
    expect(periodsOf(life(on('2023-01-01'), on('2024-01-02'), on('2026-06-30')), 12)).toEqual({ followed: 3, left: 2 });
    expect(periodsOf(life(on('2023-01-01'), on('2026-05-01'), on('2026-06-30')), 12)).toEqual({ followed: 3, left: null });
    expect(placeInPeriod(on('2023-01-01'), on('2024-01-01'), 12)).toEqual({ renewal: 2, rest: 1 });
  });
});

describe('survival', () => {
  test('Freireich: S and its steps, numbers at risk, and a log-rank of 16.793 that tells the groups apart', () => {
    const [treated, others] = [remissions(SIX_MP), remissions(PLACEBO)];
    const curve = survivalCurve(treated, [0, 10, 20, 30]);
    expect(curve.points.slice(0, 7).map(({ share }) => share)).toEqual(close([0.8571, 0.8067, 0.7529, 0.6902, 0.6275, 0.5378, 0.4482], 4));
    expect(curve.atRisk).toEqual([21, 15, 8, 4]);
    expect([curve.customers, curve.ended, curve.median]).toEqual([21, 9, known(23)]);
    expect(survivalCurve(others, []).median).toEqual(known(8));
    // R's survfit with conf.type = "log": 0.6275 at 16, 0.4337 to 0.9079; its printed digits follow from the error of 0.1141.
    const at16 = estimated(shareAt(curve, 16));
    expect([at16.low, at16.high]).toEqual(
      close([0.6275 * Math.exp((-1.959964 * 0.1141) / 0.6275), 0.6275 * Math.exp((1.959964 * 0.1141) / 0.6275)], 3),
    );
    const said = comparison([treated, others]);
    expect(said).toMatchObject({ verdict: 'distinguishable', test: { degrees: 1 } });
    if (said.verdict === 'distinguishable') {
      expect(said.test.chiSquared).toBeCloseTo(16.793, 3);
      expect(said.test.expected[0]).toBeCloseTo(19.251, 3);
    }
  });

  test('groups that are alike, or too few ends, are not compared', () => {
    const alike = remissions(SIX_MP);
    expect(comparison([alike, alike])).toMatchObject({ verdict: 'not-distinguishable', test: { p: 1 } });
    expect(comparison([alike])).toEqual({ verdict: 'too-small' });
    expect(comparison([alike.slice(0, 6), alike.slice(6, 12)])).toEqual({ verdict: 'too-small' });
    expect(comparison([[], []])).toEqual({ verdict: 'too-small' });
    // Never followed together: nothing to compare.
    const late = Array.from({ length: 12 }, () => life(0, 0, 0));
    expect(comparison([late, []]).verdict).toBe('too-small');
  });

  test('of thousands of days at most 500 points are drawn, and each lies on the curve', () => {
    const lives = Array.from({ length: 3000 }, (_, index) => life(0, index + 1, 4000));
    const { points } = survivalCurve(lives, []);
    expect(points.length).toBeLessThanOrEqual(501);
    for (const { day, share } of points) expect(share).toBeCloseTo(1 - day / 3000, 12);
    expect(points.at(-1)).toMatchObject({ day: 3000, share: 0 });
    expect(lifeTicks(lives).map((day) => Math.round(day / MONTH_DAYS))).toEqual([0, 24, 48, 72, 96]);
    expect(survivalCurve([], [0])).toMatchObject({ customers: 0, points: [], atRisk: [0], median: { known: false } });
  });
});

describe('cohorts', () => {
  const member = (before: number, after: number): Member => ({
    ...life(on('2025-01-10'), after === 0 ? on('2025-02-10') : null, on('2025-03-01')),
    steps: [
      { day: on('2025-01-10'), amount: before },
      { day: on('2025-02-10'), amount: after },
    ],
  });
  const four = [member(100, 130), member(50, 40), member(30, 0), member(20, 20)];

  test('FIN-10: A 100 to 130, B 50 to 40, C 30 to 0, D 20 to 20 keep 75 % of customers, 95 % net, 80 % gross', () => {
    const keptAfter = (measure: 'logo' | 'net' | 'gross') =>
      cohortTable(four, { cohort: 'month', months: 1, measure, least: 1 }).map(({ cohort, cells }) => [cohort, cells[1]?.rate]);
    expect(keptAfter('logo')).toEqual([
      ['all', 0.75],
      ['2025-01', 0.75],
    ]);
    expect(keptAfter('net')[1]).toEqual(['2025-01', 0.95]);
    expect(keptAfter('gross')[1]).toEqual(['2025-01', 0.8]);
  });

  test('every cell compares the same customers at both ends: those that are not so old yet are in neither', () => {
    const young = { ...life(on('2025-01-31'), null, on('2025-02-20')) };
    const [all, row] = cohortTable([...four, young], { cohort: 'quarter', months: 1, measure: 'logo', least: 4 });
    expect(row).toMatchObject({ cohort: '2025-Q1', customers: 5 });
    expect(row?.cells.map(({ of, kept, rate }) => [of, kept, rate])).toEqual([
      [5, 5, 1],
      [4, 3, 0.75],
    ]);
    expect(all?.cells).toEqual(row?.cells);
    // Too few to show a rate, and money that nobody knows.
    const few = cohortTable(four, { cohort: 'year', months: 1, measure: 'net', least: 5 });
    expect(few[0]?.cells[1]).toMatchObject({ of: 4, base: 200, kept: 190, rate: null });
    expect(cohortTable([young], { cohort: 'year', months: 1, measure: 'net', least: 1 })).toEqual([]);
  });

  test('a renewal some days late is no loss on the day of the anniversary', () => {
    const late: Member = {
      ...life(on('2025-01-01'), null, on('2026-03-01')),
      steps: [
        { day: on('2025-01-01'), amount: 100 },
        { day: on('2026-01-01'), amount: 0 },
        { day: on('2026-01-20'), amount: 90 },
      ],
    };
    const [row] = cohortTable([late], { cohort: 'year', months: 12, measure: 'net', least: 1 });
    expect(row?.cells.map(({ rate }) => rate)).toEqual([1, 0.9]);
  });

  test('FIN-23: reference values compound by the year', () => {
    const keptAfter = (id: string, months: number) => {
      const found = BENCHMARKS.find((one) => one.id === id);
      return found === undefined ? null : benchmarkAfter(found, months);
    };
    expect([keptAfter('retention-99', 12), keptAfter('nrr-110', 12), keptAfter('nrr-130', 24), keptAfter('renewal-108', 6)]).toEqual(
      close([0.99, 1.1, 1.69, 1.0392], 4),
    );
  });
});

describe('projection', () => {
  /** Of 1,000, how many stay after each year: Fader and Hardie (2007); years 8 to 12 are what came true. */
  const REGULAR = [1000, 631, 468, 382, 326, 289, 262, 241, 223, 207, 194, 183, 173];
  const HIGH_END = [1000, 869, 743, 653, 593, 551, 517, 491, 468, 445, 427, 409, 394];
  const START = on('2000-01-01');
  const cohort = (survivors: readonly number[]): Life[] =>
    survivors.flatMap((here, age) => {
      const gone = here - (survivors[age + 1] ?? 0);
      const endedOn = age + 1 < survivors.length ? anniversary(START, 12 * (age + 1)) : null;
      return Array.from({ length: gone }, () => life(START, endedOn, on('2012-06-30')));
    });

  test('Fader and Hardie: fitted on years 1 to 7, the projection of years 8 to 12 against what came true', () => {
    const [regular, highEnd] = [REGULAR, HIGH_END].map((survivors) =>
      projection(cohort(survivors), { months: 12, least: 20, fittedTo: 7 }),
    );
    if (regular === undefined || highEnd === undefined) throw new Error('Two cohorts.');
    const fits = [estimated(regular.early), estimated(highEnd.early)];
    expect(fits.flatMap(({ alpha, beta }) => [alpha, beta])).toEqual(close([0.7041, 1.182, 0.6681, 3.8061], 4));
    const held = (one: typeof regular) => one.periods.filter(({ part }) => part === 'held-out');
    const percent = (shares: readonly (number | null)[]) => shares.map((share) => (100 * (share ?? 0)).toFixed(1)).join(' ');
    expect(percent(held(regular).map(({ projected }) => projected))).toBe('22.0 20.4 19.1 18.0 17.0');
    expect(percent(held(regular).map(({ actual }) => actual))).toBe('22.3 20.7 19.4 18.3 17.3');
    expect(percent(held(highEnd).map(({ projected }) => projected))).toBe('46.0 43.6 41.4 39.5 37.8');
    expect(percent(held(highEnd).map(({ actual }) => actual))).toBe('46.8 44.5 42.7 40.9 39.4');
    expect(regular.holdOut).toMatchObject({ periods: 5, within: 5 });
    expect(highEnd.holdOut).toMatchObject({ periods: 5, within: 5 });
    expect(regular.holdOut?.meanError).toBeLessThan(0.004);
    expect(regular.periods.filter(({ part }) => part === 'future')).toHaveLength(6);
    expect(regular.periods[8]).toMatchObject({ age: 8, atRisk: 241, left: 18 });
  });

  test('DEL of 3.695 and 5.922 periods at 10 %, and DERL a period later; months make the same year', () => {
    const [regular, highEnd] = [
      { alpha: 0.7041, beta: 1.182 },
      { alpha: 0.6681, beta: 3.8061 },
    ];
    expect([lifetimes(regular, 12, 0.1, 0).del, lifetimes(highEnd, 12, 0.1, 0).del]).toEqual(close([3.695, 5.922], 3));
    expect(lifetimes(regular, 12, 0.1, 1).derl).toEqual(close([2.964], 3));
    expect((1 + periodRate(0.1, 1)) ** 12).toBeCloseTo(1.1, 12);
    // A new customer has its first period before it; half way through, half of it is left and the renewal is nearer.
    expect(estimated(yearsToCome(known(regular), { startsOn: START }, START, { months: 12, discount: 0.1 }))).toBeCloseTo(3.695, 3);
    const half = on('2000-07-02');
    const rest = placeInPeriod(START, half, 12).rest;
    expect(estimated(yearsToCome(known(regular), { startsOn: START }, half, { months: 12, discount: 0.1 }))).toBeCloseTo(
      rest + 2.964 / 1.1 ** rest,
      3,
    );
  });

  test('customers of different age are used for as long as each is followed', () => {
    const model = { alpha: 0.8, beta: 4 };
    const lives = Array.from({ length: 4000 }, (_, index): Life => {
      const followed = 4 + (index % 8);
      const draw = ((index * 7919) % 4000) / 4000;
      let age = 1;
      while (age <= 11 && sbgSurvival(model, age) > draw) age += 1;
      const endedOn = age <= followed ? anniversary(START, age) : null;
      return life(START, endedOn, anniversary(START, followed));
    });
    const { whole, early, fittedTo } = projection(lives, { months: 1, least: 20 });
    expect(fittedTo).toBe(8);
    expect([estimated(whole).alpha / model.alpha, estimated(whole).beta / model.beta]).toEqual(close([1, 1], 1));
    expect(estimated(early).started).toBe(4000);
  });

  test('too short, nobody left or nobody there: no projection, and the reason', () => {
    const none = projection([], { months: 12, least: 20 });
    expect(none).toMatchObject({ fittedTo: null, holdOut: null, whole: { reason: 'insufficient-data' } });
    const loyal = Array.from({ length: 50 }, () => life(START, null, on('2006-01-01')));
    expect(projection(loyal, { months: 12, least: 20 })).toMatchObject({ early: { reason: 'one-outcome' }, holdOut: null });
    const short = projection(
      cohort([30, 20, 15]).map((one) => ({ ...one, toldUntil: on('2002-02-01') })),
      { months: 12, least: 20 },
    );
    expect(short.fittedTo).toBe(null);
    expect(short.whole.known).toBe(true);
    expect(estimated(yearsToCome(short.whole, { startsOn: START }, START, { months: 12, discount: 0.1 }))).toBeGreaterThan(1);
    expect(yearsToCome(none.whole, { startsOn: START }, START, { months: 12, discount: 0.1 })).toEqual({
      known: false,
      reason: 'insufficient-data',
    });
  });
});

describe('lifetime value', () => {
  test('FIN-04: yearly contracts of 1000, 1200 and 1500 万 and then no renewal are worth 3700 万', () => {
    const wan = 1_000_000;
    const steps = [
      { day: on('2022-01-01'), amount: 1000 * wan },
      { day: on('2023-01-01'), amount: 1200 * wan },
      { day: on('2024-01-01'), amount: 1500 * wan },
      { day: on('2025-01-01'), amount: 0 },
    ];
    expect(earned(steps, on('2026-11-18'))).toBe(3700 * wan);
    // Half way through the third, a leap year: 182 of 366 days, as months and days.
    expect(earned(steps, on('2024-06-30'))).toBe(2950 * wan);
    expect(earned(steps, on('2021-12-31'))).toBe(0);
  });

  test('FIN-04: ARR 100 at a margin of 80 % and a churn of 20 % adds 400; the cap of 5 years holds, without churn too', () => {
    const settings = { margin: 0.8, capYears: 5 };
    expect(expectedFuture(100, known(0.2), settings)).toEqual(known(400));
    expect(expectedFuture(100, known(0.05), settings)).toEqual(known(400));
    expect(expectedFuture(100, known(0), settings)).toEqual(known(400));
    expect(expectedFuture(100, known(0.5), settings)).toEqual(known(160));
    expect(expectedFuture(100, { known: false, reason: 'insufficient-data' }, settings)).toEqual({
      known: false,
      reason: 'insufficient-data',
    });
  });

  test('FIN-08: of 200, 184 remain and 30 newcomers are in neither: churn 8 %', () => {
    const [start, end] = [on('2025-10-19'), on('2026-10-19')];
    const lives = [
      ...Array.from({ length: 184 }, () => life(start - 100, null, end)),
      ...Array.from({ length: 16 }, () => life(start - 100, end - 20, end)),
      ...Array.from({ length: 30 }, () => life(start + 10, null, end)),
    ];
    expect(yearlyChurn(lives, end)).toEqual({ of: 200, left: 16 });
    expect(churnFor({ of: 200, left: 16 }, { of: 200, left: 16 }, 20)).toEqual({ rate: known(0.08), borrowed: false });
    expect(churnFor({ of: 3, left: 0 }, { of: 200, left: 16 }, 20)).toEqual({ rate: known(0.08), borrowed: true });
    expect(churnFor({ of: 3, left: 0 }, { of: 3, left: 0 }, 20).rate).toEqual({ known: false, reason: 'insufficient-data' });
  });
});
