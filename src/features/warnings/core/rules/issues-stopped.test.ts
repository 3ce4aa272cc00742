import { expect, test } from 'vitest';
import { readyRule } from '../registry.ts';
import { issuesStopped } from './issues-stopped.ts';

test('rule issues-stopped, ATR-01: fires at 60, not before, and is over 1 good day later', () => {
  const rule = readyRule(issuesStopped);
  const values = [59, 60, ...new Array<number>(1).fill(0)];
  const column = { from: 0, values: Float64Array.from(values), reasons: new Uint8Array(values.length) };
  const states = [...rule.evaluate({ 'days-unusually-silent': column }, 0, values.length - 1).values];
  expect([states[0], states[1], states.at(-2), states.at(-1)]).toEqual([0, 1, 1, 0]);
});
