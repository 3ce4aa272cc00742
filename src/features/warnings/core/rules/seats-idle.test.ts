import { expect, test } from 'vitest';
import { readyRule } from '../registry.ts';
import { seatsIdle } from './seats-idle.ts';

test('rule seats-idle, ATR-01: fires at 0.7, not before, and is over 7 good days later', () => {
  const rule = readyRule(seatsIdle);
  const values = [0.69, 0.7, ...new Array<number>(7).fill(0.5)];
  const column = { from: 0, values: Float64Array.from(values), reasons: new Uint8Array(values.length) };
  const states = [...rule.evaluate({ 'seats-idle': column }, 0, values.length - 1).values];
  expect([states[0], states[1], states.at(-2), states.at(-1)]).toEqual([0, 1, 1, 0]);
});
