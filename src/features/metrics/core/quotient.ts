import { type Column, emptyColumn, PARTIAL, reasonCode } from '../../../kernel/column.ts';
import type { UnknownReason } from '../../../kernel/known.ts';

/**
 * One count divided by another, for each day.
 *
 * @param dividend  A count a day; covers `from` to `to`.
 * @param divisor   A count a day; covers `from` to `to`.
 * @param empty     The reason where the divisor is 0.
 * @param from      Day number of the first cell.
 * @param to        Day number of the last cell, included.
 * @returns         The quotients. Unknown with the reason of the dividend, then of the divisor, then because of 0; partial where one is.
 * @example         quotient({ from: 0, values: Float64Array.of(24), reasons: Uint8Array.of(0) }, { from: 0, values: Float64Array.of(36), reasons: Uint8Array.of(0) }, 'no-active-users', 0, 0).values[0].toFixed(3) // => '0.667'
 */
export function quotient(dividend: Column, divisor: Column, empty: UnknownReason, from: number, to: number): Column {
  const result = emptyColumn(from, Math.max(0, to - from + 1), 'not-computed');
  for (let index = 0; index < result.values.length; index++) {
    const [a, b] = [from + index - dividend.from, from + index - divisor.from];
    const [above, below] = [dividend.reasons[a], divisor.reasons[b]];
    if (above === undefined || below === undefined) continue;
    const parts = divisor.values[b] ?? Number.NaN;
    if (above !== 0 && above !== PARTIAL) result.reasons[index] = above;
    else if (below !== 0 && below !== PARTIAL) result.reasons[index] = below;
    else if (parts === 0) result.reasons[index] = reasonCode(empty);
    else {
      result.values[index] = (dividend.values[a] ?? Number.NaN) / parts;
      result.reasons[index] = Math.max(above, below);
    }
  }
  return result;
}
