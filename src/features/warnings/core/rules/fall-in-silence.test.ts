import { expect, test } from 'vitest';
import { readyRule } from '../registry.ts';
import { fallInSilence } from './fall-in-silence.ts';

test('rule fall-in-silence, ISS-04: fires at −0.3, not before, and is over 7 good days later', () => {
  const rule = readyRule(fallInSilence);
  const values = [-0.29, -0.3, ...new Array<number>(7).fill(-0.15)];
  const column = { from: 0, values: Float64Array.from(values), reasons: new Uint8Array(values.length) };
  const states = [...rule.evaluate({ 'fall-in-silence': column }, 0, values.length - 1).values];
  expect([states[0], states[1], states.at(-2), states.at(-1)]).toEqual([0, 1, 1, 0]);
});
