import { expect, test } from 'vitest';
import { fractionOf, percentOf } from './percent.ts';

test('what is shown and saved again stays the same setting, for every tenth of a per cent', () => {
  for (let tenth = 1; tenth <= 1000; tenth++) {
    const fraction = tenth / 1000;
    expect(fractionOf(percentOf(fraction))).toBe(fraction);
  }
});

test('an empty field is no number', () => {
  expect(fractionOf(null)).toBeNull();
});
