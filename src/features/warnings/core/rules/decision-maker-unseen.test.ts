import { expect, test } from 'vitest';
import { readyRule } from '../registry.ts';
import { decisionMakerUnseen } from './decision-maker-unseen.ts';

test('rule decision-maker-unseen, ATR-01: fires at 90, not before, and is over 1 good day later', () => {
  const rule = readyRule(decisionMakerUnseen);
  const good = new Array<number>(1).fill(60);
  const values = [89, 90, ...good];
  const column = { from: 0, values: Float64Array.from(values), reasons: new Uint8Array(values.length) };
  const states = [...rule.evaluate({ 'days-since-decider-touch': column }, 0, values.length - 1).values];
  expect([states[0], states[1], states.at(-2), states.at(-1)]).toEqual([0, 1, 1, 0]);
});
