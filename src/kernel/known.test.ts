import { describe, expect, test } from 'vitest';
import { cell, emptyColumn, PARTIAL, reasonCode } from './column.ts';
import { AppError, ERRORS } from './errors.ts';
import { UNKNOWN_REASONS, unknown } from './known.ts';
import { points, ratio } from './ratio.ts';

describe('known and unknown', () => {
  test('every reason survives the way through a column', () => {
    for (const reason of UNKNOWN_REASONS) {
      expect(cell(emptyColumn(5, 1, reason), 5)).toEqual(unknown(reason));
      expect(reasonCode(reason)).toBeLessThan(PARTIAL);
    }
  });

  test('a cell is Known, Known but partial, or Unknown; outside the column it is not computed', () => {
    const column = { from: 3, values: Float64Array.of(0, 7, Number.NaN), reasons: Uint8Array.of(0, PARTIAL, reasonCode('ended')) };
    expect([2, 3, 4, 5, 6].map((day) => cell(column, day))).toEqual([
      unknown('not-computed'),
      { known: true, value: 0 },
      { known: true, value: 7, partial: true },
      unknown('ended'),
      unknown('not-computed'),
    ]);
  });

  test('NaN is never a ratio, and points stay within 0 to 100', () => {
    expect(() => ratio(Number.NaN)).toThrow('NaN is not a ratio.');
    expect([ratio(1.25), points(0), points(100)]).toEqual([1.25, 0, 100]);
    for (const bad of [-1, 100.001, Number.NaN]) expect(() => points(bad)).toThrow('is not between 0 and 100 points');
  });
});

describe('errors', () => {
  test('an error takes its hint from the registry unless it brings its own', () => {
    expect(new AppError('conflict', 'Task X was changed.').hint).toBe(ERRORS.conflict.next);
    expect(new AppError('conflict', 'Task X was changed.', { hint: 'Wait.', cause: new Error('inner') }).hint).toBe('Wait.');
  });

  test('every code has an error status, a meaning and a next step', () => {
    for (const [code, { status, meaning, next }] of Object.entries(ERRORS)) {
      expect({ code, ok: status >= 400 && status < 600 && meaning.endsWith('.') && next.endsWith('.') }).toEqual({ code, ok: true });
    }
  });
});
