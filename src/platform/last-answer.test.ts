import { expect, test } from 'vitest';
import { lastAnswer } from './last-answer.ts';

test('the last answer is kept for half a minute, for the same question alone, where it may be kept', async () => {
  const remembered = lastAnswer<number>((answer) => answer < 5);
  let asked = 0;
  const answer = async () => (asked += 1);
  expect([await remembered('a', 0, answer), await remembered('a', 29_999, answer)]).toEqual([1, 1]);
  expect([await remembered('a', 30_000, answer), await remembered('b', 30_000, answer), await remembered('a', 30_000, answer)]).toEqual([
    2, 3, 4,
  ]);
  expect([await remembered('c', 30_000, answer), await remembered('c', 30_000, answer)]).toEqual([5, 6]);
});
