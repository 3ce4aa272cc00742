import { expect, test } from 'vitest';
import { rowsOf, textOf } from './condition-rows.ts';

test('a condition goes into lines and back; one that says more stays text', () => {
  const text = 'activity_rate < 0.3 && issues_open >= 2';
  expect(rowsOf(text)).toEqual([
    { metric: 'activity-rate', operator: '<', value: 0.3 },
    { metric: 'issues-open', operator: '>=', value: 2 },
  ]);
  expect(textOf(rowsOf(text) ?? [])).toBe(text);
  for (const more of ['a < 1 || b > 2', 'seats / 2 > 3', '!(a < 1)', '', 'a < b']) expect(rowsOf(more)).toBeNull();
});
