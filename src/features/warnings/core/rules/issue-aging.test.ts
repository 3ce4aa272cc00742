import { expect, test } from 'vitest';
import { readyRule } from '../registry.ts';
import { issueAging } from './issue-aging.ts';

test('rule issue-aging, ISL-05: fires at 30, not before, and is over 1 good day later', () => {
  const rule = readyRule(issueAging);
  const good = new Array<number>(1).fill(15);
  const values = [29, 30, ...good];
  const column = { from: 0, values: Float64Array.from(values), reasons: new Uint8Array(values.length) };
  const states = [...rule.evaluate({ 'issues-open-oldest': column }, 0, values.length - 1).values];
  expect([states[0], states[1], states.at(-2), states.at(-1)]).toEqual([0, 1, 1, 0]);
});
