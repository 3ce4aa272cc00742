import { expect, test } from 'vitest';
import { questionOf, searchIn } from './event-search.ts';

test('an address gives back what was asked, digits too, and leaves out what cannot be asked', () => {
  expect(searchIn({ customer: 1001, user: ' u-1 ', name: '', kind: 'login', from: '2026-11-01', to: 'yesterday', other: 'x' })).toEqual({
    customer: '1001',
    user: 'u-1',
    kind: 'login',
    from: '2026-11-01',
  });
  expect(searchIn({ kind: 'nonsense', name: ['a'] })).toEqual({});
});

test('the question has only kinds there are', () => {
  expect(questionOf({ kind: 'login', user: 'u-1' })).toEqual({ kind: 'login', user: 'u-1' });
  expect(questionOf({ kind: 'nonsense' })).toEqual({});
});
