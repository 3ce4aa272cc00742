import { expect, test } from 'vitest';
import { reasonCode } from '../../../kernel/column.ts';
import { explainFiring, isSettled } from './hysteresis.ts';

const rule = { fires: (value: number) => value < 0.2, clears: (value: number) => value >= 0.25, clearDays: 3 };
const column = (...values: readonly number[]) => ({ from: 0, values: Float64Array.from(values), reasons: new Uint8Array(values.length) });

test('MON-05: a settled state is that of any longer past, one that is not depends on it', () => {
  const tails = [[0.5, 0.5, 0.5], [0.1], [0.22, 0.23], [0.5, 0.5], [0.1, 0.5], [0.3, 0.22, 0.3, 0.3], [0.22, 0.3, 0.3, 0.3]];
  const pasts = [[], [0.1], [0.1, 0.5], [0.1, 0.5, 0.5], [0.5], [0.1, 0.5, 0.5, 0.5, 0.22]];
  const settled = tails.map((tail) => {
    const states = pasts.map((past) => explainFiring(column(...past, ...tail), rule, past.length + tail.length - 1));
    const same = new Set(states.map(({ state, goodDays }) => JSON.stringify([state, goodDays]))).size === 1;
    const says = isSettled(column(...tail), rule, tail.length - 1);
    if (says) expect(same).toBe(true);
    return says;
  });
  expect(settled).toEqual([true, true, false, false, true, false, true]);
});

test('days that say nothing settle nothing', () => {
  const unknown = { from: 0, values: Float64Array.of(Number.NaN), reasons: Uint8Array.of(reasonCode('not-measured')) };
  expect(isSettled(unknown, rule, 0)).toBe(false);
});
