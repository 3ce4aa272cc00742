import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Column, reasonCode } from '../../../kernel/column.ts';
import { known } from '../../../kernel/known.ts';
import { bridged, GRACE_DAYS, outcomeDays, toldUntil } from './outcomes.ts';
import { falseAlarmsAWeek, figuresOf, type Past, shareOf } from './time-travel.ts';

const column = (values: readonly number[], reasons: readonly number[] = []): Column => ({
  from: 0,
  values: Float64Array.from(values),
  reasons: Uint8Array.from(values, (_, index) => reasons[index] ?? 0),
});
const days = (length: number, value: number): number[] => new Array<number>(length).fill(value);

describe('outcomes', () => {
  test('a customer ends when nothing recurs beyond the grace; a late renewal is none', () => {
    const ended = column([...days(5, 100), ...days(GRACE_DAYS + 1, 0)]);
    expect(outcomeDays({ kind: 'ended' }, { arr: ended })).toEqual([5]);
    const late = column([...days(5, 100), ...days(GRACE_DAYS, 0), ...days(5, 80)]);
    expect(outcomeDays({ kind: 'ended' }, { arr: late })).toEqual([]);
    expect(outcomeDays({ kind: 'contracted' }, { arr: late })).toEqual([5]);
    // While the grace runs it is not told.
    expect(outcomeDays({ kind: 'ended' }, { arr: column([100, 0, 0]) })).toEqual([]);
  });

  test('the last live day is an end at once', () => {
    const gone = column([100, 100, Number.NaN], [0, 0, reasonCode('ended')]);
    expect(outcomeDays({ kind: 'ended' }, { arr: gone })).toEqual([2]);
    expect([...bridged(gone).values]).toEqual([100, 100, 0]);
  });

  test('where nothing is known of money the live span tells who left, and of the others up to which day', () => {
    const gone = column([0, 0, Number.NaN], [0, 0, reasonCode('ended')]);
    expect(outcomeDays({ kind: 'ended' }, { arr: gone })).toEqual([2]);
    const unmeasured = (last: number) => column(days(40, Number.NaN), [...days(39, reasonCode('not-measured')), last]);
    expect(outcomeDays({ kind: 'ended' }, { arr: unmeasured(reasonCode('ended')) })).toEqual([39]);
    // Of one who left and of one who stayed it is told equally far: else only leaving would be told early.
    expect(toldUntil({ kind: 'ended' }, { arr: unmeasured(reasonCode('ended')) })).toBe(39 - GRACE_DAYS);
    expect(toldUntil({ kind: 'ended' }, { arr: unmeasured(reasonCode('not-measured')) })).toBe(39 - GRACE_DAYS);
  });

  test('more and less are told from the day before; the first day is neither', () => {
    const arr = column([100, 100, 150, 120, 120]);
    expect(outcomeDays({ kind: 'expanded' }, { arr })).toEqual([2]);
    expect(outcomeDays({ kind: 'contracted' }, { arr })).toEqual([3]);
    expect(outcomeDays({ kind: 'expanded' }, {})).toEqual([]);
  });

  test('a line that runs out while the customer goes on is a renewal', () => {
    const until = column([2, 1, 0, 364, 363]);
    expect(outcomeDays({ kind: 'renewed' }, { arr: column(days(5, 100)), 'days-to-renewal': until })).toEqual([3]);
    expect(outcomeDays({ kind: 'renewed' }, { arr: column([100, 100, 100, ...days(40, 0)]), 'days-to-renewal': until })).toEqual([]);
  });

  test('dormant begins with the first of the days; silence of a source is none of them', () => {
    const silent = reasonCode('source-silent');
    expect(outcomeDays({ kind: 'dormant', days: 3 }, { dau: column([0, 0, 0, 4, 0, 0, 0, 0, 2, 0, 0]) })).toEqual([4]);
    expect(outcomeDays({ kind: 'dormant', days: 2 }, { dau: column([4, 0, Number.NaN, 0], [0, 0, silent, 0]) })).toEqual([1]);
    expect(outcomeDays({ kind: 'dormant', days: 2 }, { dau: column([4, 0, Number.NaN], [0, 0, silent]) })).toEqual([]);
  });

  test('a condition counts where it begins to hold', () => {
    const condition = {
      is: '<' as const,
      of: [
        { is: 'metric' as const, id: 'x' },
        { is: 'number' as const, value: 2 },
      ] as const,
    };
    expect(outcomeDays({ kind: 'condition', condition }, { x: column([1, 3, 1, 1, 3, 1]) })).toEqual([2, 5]);
  });
});

const period = { from: 0, to: 99, horizonDays: 30 };

describe('time travel', () => {
  test('hits, misses and what is not decided; precision and recall by customer; lead time from the earliest warning in time', () => {
    const pasts: readonly Past[] = [
      { firings: [10, 25], outcomes: [40], knownUntil: 99 },
      { firings: [5, 50], outcomes: [], knownUntil: 99 },
      { firings: [90], outcomes: [], knownUntil: 99 },
      { firings: [], outcomes: [60], knownUntil: 99 },
      { firings: [-5], outcomes: [20], knownUntil: 99 },
    ];
    const figures = figuresOf(pasts, period);
    expect(figures).toMatchObject({ customers: 5, firings: 5, warned: 3, results: { hit: 2, miss: 2, undecided: 1 } });
    expect([figures.precision.value, figures.recall.value, figures.base.value]).toEqual([1 / 2, 2 / 3, 3 / 5]);
    expect(figures.lead).toEqual({ median: known(27.5), low: known(26.25), high: known(28.75), of: 2 });
    expect(figures.precision.enough).toBe(false);
  });

  test('nothing counted is not zero, and too few are said to be', () => {
    expect(shareOf(0, 0)).toEqual({ hits: 0, of: 0, value: null, low: 0, high: 1, enough: false });
    expect(shareOf(5, 20).enough).toBe(true);
    expect(falseAlarmsAWeek(1, 0, period)).toBeNull();
  });

  test('no future fact changes what became of a warning whose horizon was over', () => {
    const day = fc.integer({ min: 0, max: 120 });
    fc.assert(
      fc.property(fc.uniqueArray(day), fc.uniqueArray(day), fc.integer({ min: 0, max: 60 }), (firings, outcomes, cut) => {
        const sorted = (list: number[]): number[] => [...list].sort((a, b) => a - b);
        const whole = { firings: sorted(firings), outcomes: sorted(outcomes), knownUntil: 200 };
        const then = {
          ...whole,
          outcomes: whole.outcomes.filter((one) => one <= cut + period.horizonDays),
          knownUntil: cut + period.horizonDays,
        };
        const early = { ...period, to: cut };
        expect(figuresOf([then], early).results).toEqual(figuresOf([whole], early).results);
      }),
    );
  });
});
