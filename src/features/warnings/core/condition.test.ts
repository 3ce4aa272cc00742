import { expect, test } from 'vitest';
import { type Column, cell, reasonCode } from '../../../kernel/column.ts';
import { type Condition, conditionColumn } from './condition.ts';

const column = (...cells: readonly (number | 'not-measured' | 'ended')[]): Column => ({
  from: 0,
  values: Float64Array.from(cells, (one) => (typeof one === 'number' ? one : Number.NaN)),
  reasons: Uint8Array.from(cells, (one) => (typeof one === 'number' ? 0 : reasonCode(one))),
});
const below = (metric: string, value: number): Condition => ({
  is: '<',
  of: [
    { is: 'metric', id: metric },
    { is: 'number', value },
  ],
});
const said = (condition: Condition, columns: Record<string, Column>, days: number) =>
  Array.from({ length: days }, (_, day) => {
    const one = cell(conditionColumn(columns, condition, 0, days - 1), day);
    return one.known ? one.value : one.reason;
  });

test('what is known decides where it suffices; else the first missing metric says why', () => {
  const both: Condition = { is: 'and', of: [below('a', 2), below('b', 2)] };
  const either: Condition = { is: 'or', of: [below('a', 2), below('b', 2)] };
  const columns = { a: column(1, 5, 1, 5, 'ended'), b: column(1, 'not-measured', 'not-measured', 1, 1) };
  expect(said(both, columns, 5)).toEqual([1, 0, 'not-measured', 0, 'ended']);
  expect(said(either, columns, 5)).toEqual([1, 'not-measured', 1, 1, 'ended']);
  expect(said({ is: 'not', of: both }, columns, 5)).toEqual([0, 1, 'not-measured', 1, 'ended']);
});

test('a division by zero is not known, and a metric that is gone is not computed', () => {
  const share: Condition = {
    is: '>',
    of: [
      {
        is: '/',
        of: [
          { is: 'metric', id: 'a' },
          { is: 'metric', id: 'b' },
        ],
      },
      { is: 'number', value: 0.5 },
    ],
  };
  expect(said(share, { a: column(1, 1, 0), b: column(0, 1, 0) }, 3)).toEqual(['insufficient-data', 1, 'insufficient-data']);
  expect(said(share, { a: column(1) }, 1)).toEqual(['not-computed']);
});
