import { expect, test } from 'vitest';
import { recentChanges } from './recent-changes.ts';

const change = (account: number) => ({ account, source: 1, day: 5, counted: true, signs: [] });

test('what came before it began, or before it was asked last, is not remembered', () => {
  const changes = recentChanges(10);
  expect(changes.after(1, 9)).toBeNull();
  expect(changes.after(1, 10)).toEqual({ changes: [], last: null });
  changes.note(1, 11, change(7));
  changes.note(1, 12, null);
  changes.note(2, 13, change(8));
  expect(changes.after(1, 10)).toEqual({ changes: [change(7)], last: 12 });
  expect(changes.after(1, 10)).toEqual({ changes: [change(7)], last: 12 });
  expect(changes.after(1, 11)).toEqual({ changes: [], last: 12 });
  expect(changes.after(1, 10)).toBeNull();
  expect(changes.after(1, 12)).toEqual({ changes: [], last: null });
  expect(changes.after(2, 10)).toEqual({ changes: [change(8)], last: 13 });
});

test('a flood that nobody asks about is forgotten', () => {
  const changes = recentChanges(0);
  for (let seq = 1; seq <= 200_001; seq++) changes.note(1, seq, change(seq));
  expect(changes.after(1, 0)).toBeNull();
  changes.note(1, 200_002, change(3));
  expect(changes.after(1, 200_001)).toEqual({ changes: [change(3)], last: 200_002 });
});
