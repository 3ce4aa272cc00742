import { expect, test } from 'vitest';
import type { TableRow } from '../../connectors/table.ts';
import { batches } from './batches.ts';
import { readRow } from './core/cells.ts';
import { firstKept } from './first-kept.ts';
import { tallyOf } from './tally.ts';

const rowsOf = (count: number): TableRow[] =>
  Array.from({ length: count }, (_, index) => ({ line: index + 2, cells: [`${index}`], problem: null }));

test('counts add up; a thousand rejections are listed by line, all are counted', () => {
  const tally = tallyOf('x.csv', 'events', ['a']);
  tally.imported(5);
  tally.flagged(2);
  tally.unchanged(3);
  tally.duplicate(1);
  for (let line = 1500; line > 0; line--) tally.reject({ line, column: null, value: null, reason: 'no' });
  const report = tally.report();
  expect(report).toMatchObject({ rows: 1509, imported: 5, unchanged: 3, duplicate: 1, flagged: 2, rejected: 1500, unmappedColumns: ['a'] });
  expect([report.rejects.length, report.rejects[0]?.line, report.rejects.at(-1)?.line]).toEqual([1000, 501, 1500]);
});

test('rows come in batches, bad ones counted, and no more is read than asked for', async () => {
  const tally = tallyOf('x.csv', 'events', []);
  const bound = { fields: {}, unmapped: [], width: 1 };
  const rows = [...rowsOf(5), { line: 7, cells: ['a', 'b'], problem: null }];
  const sizes: number[] = [];
  for await (const batch of batches(rows, 2, (row) => readRow(row, bound, () => row.line), tally)) sizes.push(batch.length);
  expect(sizes).toEqual([2, 2, 1]);
  expect(tally.report()).toMatchObject({ rejected: 1, rejects: [{ line: 7 }] });
});

test('settled 17: the first row is kept, the same again is a duplicate, another content a conflict that shows both', () => {
  const keep = firstKept<{ id: string; name: string }>(({ id }) => id);
  const tally = tallyOf('b.csv', 'accounts', []);
  const read = (line: number, id: string, name: string) => ({ line, cells: [], row: { id, name } });
  expect(keep([read(2, 'a', 'x'), read(3, 'a', 'x'), read(4, 'b', 'y')], 'a.csv', tally).map(({ line }) => line)).toEqual([2, 4]);
  expect(keep([read(2, 'b', 'z')], 'b.csv', tally)).toEqual([]);
  expect(tally.report()).toMatchObject({
    duplicate: 1,
    rejects: [
      {
        line: 2,
        value: '{"id":"b","name":"z"}',
        reason: 'Says something else than line 4 of a.csv, which was kept: {"id":"b","name":"y"}',
      },
    ],
  });
});
