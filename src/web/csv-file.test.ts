import { expect, test } from 'vitest';
import { toCsv } from './csv-file.ts';

test('no data is an empty cell, text is quoted where needed, formulas are defused', () => {
  expect(
    toCsv(
      ['day', '活跃度'],
      [
        ['2026-11-18', 0.178],
        ['2026-11-19', null],
        ['=1+1', 'a,"b"'],
        ['＝HYPERLINK()', -5],
        [' @SUM(A1)', 'true'],
      ],
    ),
  ).toBe('\uFEFFday,活跃度\r\n2026-11-18,0.178\r\n2026-11-19,\r\n\'=1+1,"a,""b"""\r\n\'＝HYPERLINK(),-5\r\n\' @SUM(A1),true\r\n');
});
