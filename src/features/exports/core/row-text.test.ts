import { expect, test } from 'vitest';
import { columnsOf, jsonLine, tableLine } from './row-text.ts';

test('rows that are equal are equal lines; a table has every column once, and no value is changed for programs', () => {
  const [one, other] = [
    { id: 'a', seats: 2, custom: { b: 1, a: 2 } },
    { custom: { a: 2, b: 1 }, seats: 2, id: 'a' },
  ];
  expect(jsonLine(one)).toBe(jsonLine(other));
  const columns = columnsOf([...Object.keys(one), 'name']);
  expect(columns).toEqual(['id', 'custom', 'name', 'seats']);
  const row = { ...one, name: '=HYPERLINK("x")' };
  expect(tableLine(columns, row, 'programs')).toBe('a,"{""a"":2,""b"":1}","=HYPERLINK(""x"")",2');
  expect(tableLine(columns, row, 'people')).toBe('a,"{""a"":2,""b"":1}","\'=HYPERLINK(""x"")",2');
});
