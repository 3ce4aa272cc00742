import { type Column, emptyColumn } from '../../../kernel/column.ts';

/**
 * The cells of a column between two days.
 *
 * @param column  A column of any days.
 * @param from    Day number of the first cell.
 * @param to      Day number of the last cell, included.
 * @returns       A column of those days, `not-computed` where the other has none; the same object when nothing changes.
 * @example       sliceOf({ from: 0, values: Float64Array.of(1, 2), reasons: Uint8Array.of(0, 0) }, 1, 1).values // => Float64Array.of(2)
 */
export function sliceOf(column: Column, from: number, to: number): Column {
  const length = Math.max(0, to - from + 1);
  if (column.from === from && column.values.length === length) return column;
  const cut = emptyColumn(from, length, 'not-computed');
  for (let index = Math.max(0, column.from - from); index < length; index++) {
    const source = from + index - column.from;
    if (source >= column.values.length) break;
    cut.values[index] = column.values[source] ?? Number.NaN;
    cut.reasons[index] = column.reasons[source] ?? 0;
  }
  return cut;
}
