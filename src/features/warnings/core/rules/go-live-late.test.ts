import { expect, test } from 'vitest';
import { readyRule } from '../registry.ts';
import { goLiveLate } from './go-live-late.ts';

test('rule go-live-late, PRJ-05: fires at 90, not before, and is over 1 good day later', () => {
  const rule = readyRule(goLiveLate);
  const good = new Array<number>(1).fill(0);
  const values = [89, 90, ...good];
  const column = { from: 0, values: Float64Array.from(values), reasons: new Uint8Array(values.length) };
  const states = [...rule.evaluate({ 'days-without-go-live': column }, 0, values.length - 1).values];
  expect([states[0], states[1], states.at(-2), states.at(-1)]).toEqual([0, 1, 1, 0]);
});
