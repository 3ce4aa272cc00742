import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayFromNumber } from '../../../kernel/time.ts';
import { monthlyCutOffs, trainingPlaces } from './cut-offs.ts';
import { type Fate, labelAt, labelledRows } from './labels.ts';
import { findLeaks } from './leaks.ts';

const fate = (days: readonly number[], more: Partial<Fate> = {}): Fate => ({
  startsOn: 0,
  endsOn: Number.POSITIVE_INFINITY,
  days,
  knownUntil: 400,
  ...more,
});

describe('labels', () => {
  test('the window begins on the day after the cut-off and has so many days', () => {
    const asked = { days: 90, looksFor: 'some' } as const;
    expect([100, 101, 190, 191].map((day) => labelAt(fate([day]), 100, asked))).toEqual([0, 1, 1, 0]);
    const silent = { days: 90, looksFor: 'none' } as const;
    expect([100, 101, 190, 191].map((day) => labelAt(fate([day]), 100, silent))).toEqual([1, 0, 0, 1]);
  });

  test('who was not live, whose window is open, who ended within it and who was dormant already is left out with the reason', () => {
    const some = { days: 90, looksFor: 'some' } as const;
    const none = { days: 90, looksFor: 'none', awakeWithin: 60 } as const;
    expect(labelAt(fate([], { startsOn: 101 }), 100, some)).toBe('not-started');
    expect(labelAt(fate([], { endsOn: 100 }), 100, some)).toBe('ended');
    // The outcome is known already; yet left out, because those without one would not be known.
    expect(labelAt(fate([110], { knownUntil: 189 }), 100, some)).toBe('window-open');
    expect(labelAt(fate([110], { knownUntil: 190 }), 100, some)).toBe(1);
    expect(labelAt(fate([110], { endsOn: 150 }), 100, some)).toBe(1);
    expect(labelAt(fate([99], { endsOn: 150 }), 100, none)).toBe('ended-within');
    expect(labelAt(fate([40]), 100, none)).toBe('already-dormant');
    expect(labelAt(fate([41]), 100, none)).toBe(1);
    const { rows, excluded } = labelledRows([fate([110]), fate([], { startsOn: 150 })], [100, 200, 350], some);
    expect([[...rows.accounts], [...rows.places], [...rows.labels]]).toEqual([
      [0, 0, 1],
      [0, 1, 1],
      [1, 0, 0],
    ]);
    expect(excluded).toEqual([
      { account: 1, place: 0, reason: 'not-started' },
      { account: 0, place: 2, reason: 'window-open' },
      { account: 1, place: 2, reason: 'window-open' },
    ]);
  });

  test('every customer is at every cut-off once, with a label or a reason, and what comes after the window changes nothing', () => {
    const days = fc.uniqueArray(fc.integer({ min: 0, max: 400 }), { maxLength: 8 }).map((all) => all.sort((a, b) => a - b));
    fc.assert(
      fc.property(fc.array(days, { minLength: 1, maxLength: 6 }), fc.constantFrom('some' as const, 'none' as const), (all, looksFor) => {
        const asked = { days: 50, looksFor };
        const { rows, excluded } = labelledRows(
          all.map((own) => fate(own)),
          [100, 200, 300],
          asked,
        );
        expect(rows.labels.length + excluded.length).toBe(3 * all.length);
        for (const own of all) {
          const upTo = fate(own.filter((day) => day <= 150));
          expect(labelAt(upTo, 100, asked)).toBe(labelAt(fate(own), 100, asked));
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('cut-offs', () => {
  test('are the last days of months; one learns only from those whose outcome was known', () => {
    expect(monthlyCutOffs('2023-11', '2024-03').map(dayFromNumber)).toEqual([
      '2023-11-30',
      '2023-12-31',
      '2024-01-31',
      '2024-02-29',
      '2024-03-31',
    ]);
    expect(monthlyCutOffs('2024-03', '2024-02')).toEqual([]);
    expect(() => monthlyCutOffs('2024-13', '2024-14')).toThrow("'2024-13' is not a month");
    const cutOffs = monthlyCutOffs('2017-07', '2018-12');
    for (const cutOff of cutOffs) {
      for (const place of trainingPlaces(cutOffs, cutOff, 180)) expect((cutOffs[place] ?? 0) + 180).toBeLessThanOrEqual(cutOff);
    }
    expect(trainingPlaces(cutOffs, cutOffs.at(-1) ?? 0, 180).length).toBe(12);
  });
});

describe('leaks', () => {
  const events = Array.from({ length: 40 }, (_, nth) => ({ day: nth * 10, users: (nth % 5) + 1 }));

  test('a planted leak is caught, honest metrics pass', () => {
    const measure = (facts: readonly { day: number; users: number }[], cutOff: number) => {
      const window = facts.filter(({ day }) => day > cutOff - 28 && day <= cutOff);
      return {
        'active-days-28': window.length,
        'users-28': window.reduce((sum, { users }) => sum + users, 0),
        // Planted: how far off the last event of all is, seen from the cut-off.
        'days-since-last': cutOff - Math.max(...facts.map(({ day }) => day)),
      };
    };
    const leaks = findLeaks(events, ({ day }) => day, measure, [95, 200, 395]);
    expect(leaks.map(({ metric, cutOff }) => [metric, cutOff])).toEqual([
      ['days-since-last', 95],
      ['days-since-last', 200],
    ]);
  });

  test('a value that is unknown with and without later facts is no leak; one that only later facts make known is', () => {
    const measure = (facts: readonly number[]): Record<string, number> => ({ never: Number.NaN, later: facts.length > 1 ? 1 : Number.NaN });
    expect(findLeaks([1, 9], (day) => day, measure, [5])).toEqual([{ metric: 'later', cutOff: 5, withLater: 1, without: Number.NaN }]);
  });
});
