import { expect, test } from 'vitest';
import { rowCounter } from './row-counter.ts';

const count = (isTable: boolean, ...pieces: string[]): number => {
  const counter = rowCounter(isTable);
  for (const piece of pieces) counter.add(Buffer.from(piece));
  return counter.rows();
};

test('rows of a table and of lines, however the pieces are cut', () => {
  expect(count(true, 'id,note\r\n1,"a\nb', '\nc ""x"""\r\n2,y\r\n')).toBe(2);
  expect(count(true, '\uFEFFid\r\n')).toBe(0);
  expect(count(false, '{"a":"\\"x"}\n{"a"', ':1}\n')).toBe(2);
});
