import { expect, test } from 'vitest';
import { readyRule } from '../registry.ts';
import { seatsFivefold } from './seats-fivefold.ts';

test('rule seats-fivefold, MON-06: fires at 5, not before, and is over 1 good day later', () => {
  const rule = readyRule(seatsFivefold);
  const values = [4.99, 5, ...new Array<number>(1).fill(4)];
  const column = { from: 0, values: Float64Array.from(values), reasons: new Uint8Array(values.length) };
  const states = [...rule.evaluate({ 'seats-of-first': column }, 0, values.length - 1).values];
  expect([states[0], states[1], states.at(-2), states.at(-1)]).toEqual([0, 1, 1, 0]);
});
