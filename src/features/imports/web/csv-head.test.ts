import { expect, test } from 'vitest';
import { readHead } from './csv-head.ts';

test('quotes, doubled quotes and line breaks inside quotes are read', () => {
  expect(readHead('\uFEFFid,name\r\n1,"砚北 ""软件"",\n上海"\r\n2,b\r\n', 5)).toEqual({
    header: ['id', 'name'],
    rows: [
      ['1', '砚北 "软件",\n上海'],
      ['2', 'b'],
    ],
  });
});

test('semicolons and tabs are recognised', () => {
  expect(readHead('a;b\n1;2', 5)).toEqual({ header: ['a', 'b'], rows: [['1', '2']] });
  expect(readHead('a\tb\tc,d\n1\t2\t3', 5).header).toEqual(['a', 'b', 'c,d']);
});

test('a line cut off by reading only the beginning is left out; only so many rows are kept', () => {
  expect(readHead('a,b\n1,2\n3,', 5, false).rows).toEqual([['1', '2']]);
  expect(readHead('a\n1\n2\n3\n', 2).rows).toEqual([['1'], ['2']]);
  expect(readHead('', 5)).toEqual({ header: [], rows: [] });
});
