import { describe, expect, test } from 'vitest';
import { around, fact } from '../sample-facts.ts';
import { scoreOutOfScale } from './score-out-of-scale.ts';

describe('rule score-out-of-scale', () => {
  test('0 on 1–10 and 8 on 1–5; the ends are on it, and without a scale nothing is said', () => {
    const answer = (score: number, scale?: string) =>
      fact('survey-answer', 's', { account: 'a', score, ...(scale === undefined ? {} : { scale }) });
    const counts = [answer(0, '1-10'), answer(8, '1-5'), answer(1, '1-10'), answer(10, '0-10'), answer(9)].map(
      (one) => scoreOutOfScale.check(one, around()).length,
    );
    expect(counts).toEqual([1, 1, 0, 0, 0]);
  });
});
