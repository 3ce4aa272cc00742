import { expect, test } from 'vitest';
import { readyRule } from '../registry.ts';
import { seatsPast50 } from './seats-past-50.ts';

test('rule seats-past-50, MON-06: fires at 50, not before, and is over 1 good day later', () => {
  const rule = readyRule(seatsPast50);
  const values = [49, 50, ...new Array<number>(1).fill(40)];
  const column = { from: 0, values: Float64Array.from(values), reasons: new Uint8Array(values.length) };
  const states = [...rule.evaluate({ 'seats-grown-past-50': column }, 0, values.length - 1).values];
  expect([states[0], states[1], states.at(-2), states.at(-1)]).toEqual([0, 1, 1, 0]);
});
