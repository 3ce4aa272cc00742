import { expect, test } from 'vitest';
import { mergeOf, wordsAfterMerge } from './merge.ts';

test('only what both changed differently has to be decided; what one changed is kept', () => {
  const base = { name: '陈岚', jobTitle: '总监', phone: '1', roles: ['IT'] };
  const mine = { jobTitle: '副总裁', phone: null, email: 'a@b', roles: ['IT', 'DECIDER'] };
  const theirs = { name: '陈岚岚', jobTitle: '总经理', phone: '1', roles: ['IT', 'DECIDER'] };
  const fields = mergeOf(base, mine, theirs);
  expect(fields).toEqual([
    { field: 'jobTitle', mine: '副总裁', theirs: '总经理', by: 'both' },
    { field: 'email', mine: 'a@b', theirs: null, by: 'me' },
    { field: 'name', mine: '陈岚', theirs: '陈岚岚', by: 'them' },
    { field: 'phone', mine: null, theirs: '1', by: 'me' },
  ]);
  expect(wordsAfterMerge(fields, new Map())).toEqual({ jobTitle: '副总裁', email: 'a@b', phone: null });
  expect(wordsAfterMerge(fields, new Map([['jobTitle', 'theirs']]))).toEqual({ email: 'a@b', phone: null });
});
