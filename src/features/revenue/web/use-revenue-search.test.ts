import { expect, test } from 'vitest';
import { revenueSearch } from './use-revenue-search.ts';

test('the address says by what is counted, and what is open', () => {
  expect(revenueSearch({ definition: 'due', level: 'line', window: 3, graceDays: '15', cell: '2026-05.churn', per: 'month' })).toEqual({
    by: { definition: 'due', level: 'line', window: 3, graceDays: 15 },
    range: '12',
    monthly: true,
    open: { month: '2026-05', cell: 'churn' },
  });
});

test('what it says wrongly counts as not said', () => {
  expect(revenueSearch({ level: 'planet', asOf: '2026-02-30', currency: 'yuan', cell: '2026-05.toString', range: '7' })).toEqual({
    by: {},
    range: '12',
    monthly: false,
    open: null,
  });
});
