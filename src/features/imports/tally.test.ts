import { expect, test } from 'vitest';
import { madeTable, type TableRow } from '../../connectors/table.ts';
import { batches, inTurn, tellRefused } from './batches.ts';
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
    { size: 2, done: 3 },
    (row) => readRow(row, bound, () => row.line),
  )) {
    sizes.push(batch.rows.length);
    tellRefused(batch, tally);
  }
  expect(sizes).toEqual([2, 1, 1, 1]);
  expect(tally.report(tally.takeRejects())).toMatchObject({ rejected: 1, rejects: [{ line: 7 }] });
});

test('batches are written in turn while the next one is read; one that fails ends it, and the next is not begun', async () => {
  const order: string[] = [];
  const read = batches(
    madeTable('x.csv', ['a'], () => rowsOf(6)),
    { size: 2, done: 0 },
    (row) => readRow(row, { fields: {}, unmapped: [], width: 1 }, () => row.line),
  );
  const written = inTurn(read, ({ until }) => {
    order.push(`read ${until}`);
    return async () => {
      await Promise.resolve();
      if (until === 4) throw new Error('The disk is full.');
      order.push(`written ${until}`);
    };
  });
  await expect(written).rejects.toThrow('The disk is full.');
  expect(order).toEqual(['read 2', 'written 2', 'read 4', 'read 6']);
});

test('settled 17: the first row is kept, the same again is a duplicate, another content a conflict that shows both', () => {
  const keep = firstKept<{ id: string; name: string }>(({ id }) => id);
  const tally = tallyOf('b.csv', 'accounts', []);
  const read = (line: number, id: string, name: string) => ({ line, cells: [], row: { id, name } });
  const take = (rows: readonly ReturnType<typeof read>[], file: string) => {
    const { kept, duplicates, clashes } = keep.take(rows, file);
    tally.duplicate(duplicates);
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

test('a tally goes on from where another one stood', () => {
  const tally = tallyOf('x.csv', 'events', []);
  tally.imported(3);
  tally.note('rounded', 'fee', '1.005');
  const state = tally.state();
  const other = tallyOf('x.csv', 'events', []);
  other.restore(state);
  other.note('rounded', 'fee', '2.005');
  expect(other.report([])).toMatchObject({
    imported: 3,
    findings: [{ code: 'rounded', column: 'fee', count: 2, samples: ['1.005', '2.005'] }],
  });
});
