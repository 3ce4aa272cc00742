import { expect, test } from 'vitest';
import { readyRule } from '../registry.ts';
import { approachesAvoided } from './approaches-avoided.ts';

test('rule approaches-avoided, ATR-01: fires at 3, not before, and is over 7 good days later', () => {
  const rule = readyRule(approachesAvoided);
  const good = new Array<number>(7).fill(1);
  const values = [2, 3, ...good];
  const column = { from: 0, values: Float64Array.from(values), reasons: new Uint8Array(values.length) };
  const states = [...rule.evaluate({ 'approaches-avoided-60': column }, 0, values.length - 1).values];
  expect([states[0], states[1], states.at(-2), states.at(-1)]).toEqual([0, 1, 1, 0]);
});
