import { expect, test } from 'vitest';
import { passwordSchema } from '../../../contract/shapes.ts';
import { passwordWord } from './password-words.ts';

test('the words are those of the contract: what is called short or long is refused, the rest is taken', () => {
  for (const length of [0, 1, 11, 12, 15, 16, 19, 20, 128, 129]) {
    const taken = passwordSchema.safeParse('x'.repeat(length)).success;
    expect(!['empty', 'short', 'long'].includes(passwordWord(length)), `${length}`).toBe(taken);
  }
});

test('longer is called better', () => {
  expect([12, 16, 20].map(passwordWord)).toEqual(['enough', 'good', 'strong']);
});
