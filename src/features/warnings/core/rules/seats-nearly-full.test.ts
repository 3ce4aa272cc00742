import { expect, test } from 'vitest';
import { readyRule } from '../registry.ts';
import { seatsNearlyFull } from './seats-nearly-full.ts';

test('rule seats-nearly-full, EXP-02: fires at 0.9, not before, and is over 1 good day later', () => {
  const rule = readyRule(seatsNearlyFull);
  const values = [0.89, 0.9, ...new Array<number>(1).fill(0.85)];
  const column = { from: 0, values: Float64Array.from(values), reasons: new Uint8Array(values.length) };
  const states = [...rule.evaluate({ 'seat-use': column }, 0, values.length - 1).values];
  expect([states[0], states[1], states.at(-2), states.at(-1)]).toEqual([0, 1, 1, 0]);
});
