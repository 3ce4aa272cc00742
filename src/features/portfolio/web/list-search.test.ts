import { expect, test } from 'vitest';
import { BUILT_IN } from '../core/views.ts';
import { isChanged, searchIn, shownView, sortedBy } from './list-search.ts';

test('an address says what differs from its view; nonsense in it is passed over', () => {
  const search = searchIn({ view: 'drifting', where: [{ field: 'tier', op: 'in', values: ['STRATEGIC'] }, 'x', { field: 1 }], sort: 'no' });
  expect(search).toEqual({ view: 'drifting', where: [{ field: 'tier', op: 'in', values: ['STRATEGIC'] }] });
  expect(shownView(search, []).view.sort).toEqual(BUILT_IN.drifting?.sort);
  expect(isChanged(search, BUILT_IN.drifting)).toBe(true);
  expect(isChanged(searchIn({ view: 'drifting' }), BUILT_IN.drifting)).toBe(false);
});

test('a head sorts down, up and not at all; with others kept by shift', () => {
  const down = sortedBy([], 'arr', false);
  expect(down).toEqual([{ field: 'arr', down: true }]);
  expect(sortedBy(down, 'arr', false)).toEqual([{ field: 'arr', down: false }]);
  expect(sortedBy([{ field: 'arr', down: false }], 'arr', false)).toEqual([]);
  expect(sortedBy(down, 'name', true)).toEqual([
    { field: 'arr', down: true },
    { field: 'name', down: true },
  ]);
});
