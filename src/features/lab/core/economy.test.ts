import { expect, test } from 'vitest';
import { demotionOf, ledTo, overflowOf } from './economy.ts';
import { shareOf } from './time-travel.ts';

const record = { severity: 'critical' as const, precision: shareOf(12, 40), base: 0.1, closed: 0, falseAlarms: 0 };

test('MON-07: a rule is proposed for a milder severity when it is no better than the base rate, or called false by half', () => {
  expect(demotionOf(record)).toBeNull();
  expect(demotionOf({ ...record, precision: shareOf(3, 40) })).toEqual({ to: 'high', reason: 'no-better-than-base' });
  // Too few to say.
  expect(demotionOf({ ...record, precision: shareOf(0, 19) })).toBeNull();
  expect(demotionOf({ ...record, severity: 'normal', closed: 20, falseAlarms: 10 })).toEqual({ to: 'off', reason: 'called-false' });
  expect(demotionOf({ ...record, closed: 20, falseAlarms: 9 })).toBeNull();
  expect(demotionOf({ ...record, base: null, precision: shareOf(3, 40) })).toBeNull();
});

test('beyond the budget are the mildest, and of these the latest', () => {
  const got = [
    { severity: 'normal' as const, openedOn: 1 },
    { severity: 'critical' as const, openedOn: 5 },
    { severity: 'normal' as const, openedOn: 3 },
    { severity: 'high' as const, openedOn: 4 },
  ];
  const { within, over } = overflowOf(got, 3);
  expect(within.map(({ openedOn }) => openedOn)).toEqual([5, 4, 1]);
  expect(over.map(({ openedOn }) => openedOn)).toEqual([3]);
  expect(overflowOf(got, 9).over).toEqual([]);
});

test('what a warning led to, in one word', () => {
  const states = [
    ['resolved', 'auto'],
    ['resolved', 'p1'],
    ['false-alarm', 'p1'],
    ['working', null],
    ['acknowledged', null],
    ['new', null],
  ] as const;
  expect(states.map(([state, closedBy]) => ledTo({ state, closedBy }))).toEqual([
    ...['by-itself', 'resolved', 'false-alarm', 'working', 'seen', 'untouched'],
  ]);
});
