import { expect, test } from 'vitest';
import { readyRule } from '../registry.ts';
import { promiseBroken } from './promise-broken.ts';

test('rule promise-broken, HOF-04: fires at 1, not before, and is over 1 good day later', () => {
  const rule = readyRule(promiseBroken);
  const good = new Array<number>(1).fill(0);
  const values = [0, 1, ...good];
  const column = { from: 0, values: Float64Array.from(values), reasons: new Uint8Array(values.length) };
  const states = [...rule.evaluate({ 'commitments-overdue': column }, 0, values.length - 1).values];
  expect([states[0], states[1], states.at(-2), states.at(-1)]).toEqual([0, 1, 1, 0]);
});
