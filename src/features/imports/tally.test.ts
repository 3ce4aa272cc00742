import { expect, test } from 'vitest';
import { madeTable, type TableRow } from '../../connectors/table.ts';
import { batches } from './batches.ts';
import { readRow } from './core/cells.ts';
import { firstKept, rejectClashes } from './first-kept.ts';
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
  const rejects = tally.takeRejects();
  const report = tally.report(rejects);
  expect(tally.takeRejects()).toEqual([]);
  expect(report).toMatchObject({ rows: 1509, imported: 5, unchanged: 3, duplicate: 1, flagged: 2, rejected: 1500, unmappedColumns: ['a'] });
  expect([report.rejects.length, report.rejects[0]?.line, report.rejects.at(-1)?.line]).toEqual([1000, 1, 1000]);
});

test('rows come in batches, bad ones counted, and no more is read than asked for', async () => {
  const tally = tallyOf('x.csv', 'events', []);
  const bound = { fields: {}, unmapped: [], width: 1 };
  const rows = [...rowsOf(5), { line: 7, cells: ['a', 'b'], problem: null }];
  const sizes: number[] = [];
  for await (const batch of batches(
    madeTable('x.csv', ['a'], () => rows),
    2,
    (row) => readRow(row, bound, () => row.line),
    tally,
  ))
    sizes.push(batch.rows.length);
  expect(sizes).toEqual([2, 2, 1]);
  expect(tally.report(tally.takeRejects())).toMatchObject({ rejected: 1, rejects: [{ line: 7 }] });
});

test('settled 17: the first row is kept, the same again is a duplicate, another content a conflict that shows both', () => {
  const keep = firstKept<{ id: string; name: string }>(({ id }) => id);
  const tally = tallyOf('b.csv', 'accounts', []);
  const read = (line: number, id: string, name: string) => ({ line, cells: [], row: { id, name } });
  const take = (rows: readonly ReturnType<typeof read>[], file: string) => {
    const { kept, clashes } = keep.take({ rows, until: rows.length, bytes: 0 }, file, tally);
    rejectClashes(clashes, keep.textOf, tally);
    return kept.map(({ line }) => line);
  };
  expect(take([read(2, 'a', 'x'), read(3, 'a', 'x'), read(4, 'b', 'y')], 'a.csv')).toEqual([2, 4]);
  expect(take([read(2, 'b', 'z')], 'b.csv')).toEqual([]);
  expect(tally.report(tally.takeRejects())).toMatchObject({
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

test('while a tally is silent nothing counts; it goes on from where another one stood', () => {
  const tally = tallyOf('x.csv', 'events', []);
  tally.imported(3);
  tally.note('rounded', 'fee', '1.005');
  const state = tally.state();
  tally.silence(true);
  tally.imported(1);
  tally.reject({ line: 2, column: null, value: null, reason: 'no' });
  tally.note('rounded', 'fee', '2.005');
  expect([tally.state(), tally.takeRejects()]).toEqual([state, []]);
  const other = tallyOf('x.csv', 'events', []);
  other.restore(state);
  other.note('rounded', 'fee', '2.005');
  expect(other.report([])).toMatchObject({
    imported: 3,
    findings: [{ code: 'rounded', column: 'fee', count: 2, samples: ['1.005', '2.005'] }],
  });
});
