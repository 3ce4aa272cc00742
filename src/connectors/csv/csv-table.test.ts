import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvTable } from './csv-table.ts';
import { decodeText } from './decode-text.ts';

const read = (text: string) => {
  const table = csvTable('file.csv', text);
  return { header: table.header, rows: [...table.rows()] };
};
const cellsOf = (text: string) => read(text).rows.map(({ cells }) => cells);

describe('a CSV file as a table', () => {
  test('comma, semicolon and tab are told apart by the first line, outside quotes', () => {
    for (const mark of [',', ';', '\t']) {
      const { header, rows } = read(`id${mark}"a,b;c"${mark}name\n1${mark}x${mark}y\n`);
      expect(header).toEqual(['id', 'a,b;c', 'name']);
      expect(rows).toEqual([{ line: 2, cells: ['1', 'x', 'y'], problem: null }]);
    }
  });

  test('a byte order mark, blanks around headers, every kind of line break', () => {
    for (const end of ['\n', '\r\n', '\r']) {
      const { header, rows } = read(`\uFEFF id , name ${end}1,"two${end}lines"${end}${end}3,x`);
      expect(header).toEqual(['id', 'name']);
      expect(rows.map(({ line, cells }) => [line, ...cells])).toEqual([
        [2, '1', `two${end}lines`],
        [5, '3', 'x'],
      ]);
    }
  });

  test('rows with too few or too many cells come through as they are', () => {
    expect(cellsOf('a,b\n1\n1,2,3\n,\n')).toEqual([['1'], ['1', '2', '3'], ['', '']]);
  });

  test('quotes where none belong are text', () => {
    expect(cellsOf('a,b\n1,5" pipe\n2,"x"y\n"q""q", "z"\n')).toEqual([
      ['1', '5" pipe'],
      ['2', '"x"y'],
      ['q"q', ' "z"'],
    ]);
  });

  test('a quote that nobody closes costs its own line only', () => {
    const { rows } = read('a,b\n1,2\n3,"x\n5,6\n7,8');
    expect(rows).toEqual([
      { line: 2, cells: ['1', '2'], problem: null },
      { line: 3, cells: ['3,"x'], problem: 'A quote is opened here and never closed.' },
      { line: 4, cells: ['5', '6'], problem: null },
      { line: 5, cells: ['7', '8'], problem: null },
    ]);
  });

  test('an empty file has no header; a file with only a header has no rows; so does one whose header is broken', () => {
    expect(read('')).toEqual({ header: [], rows: [] });
    expect(read('\n\n')).toEqual({ header: [], rows: [] });
    expect(read('id,name\n')).toEqual({ header: ['id', 'name'], rows: [] });
    expect(read('id,"name\n').header).toEqual([]);
  });

  test('hostile files are read: NUL, a cell of a megabyte, ten thousand columns, many open quotes', () => {
    expect(cellsOf('a,b\n1,x\0y\n2,\uD83D\n')).toEqual([
      ['1', 'x\uFFFDy'],
      ['2', '\uFFFD'],
    ]);
    const large = 'x'.repeat(1024 * 1024);
    expect(cellsOf(`a,b\n1,"${large}"\n2,y\n`)).toEqual([
      ['1', large],
      ['2', 'y'],
    ]);
    const wide = Array.from({ length: 10_000 }, (_, index) => `c${index}`);
    const { header, rows } = read(`${wide.join(',')}\n${wide.join(',')}\n`);
    expect([header.length, rows[0]?.cells.length]).toEqual([10_000, 10_000]);
    expect(read(`a\n${'"x"y"\n'.repeat(999)}`).rows.length).toBeGreaterThan(0);
  });

  test('rows may be read twice, and a part of them', () => {
    const table = csvTable('x.csv', 'a\n1\n2\n3\n');
    for (const row of table.rows()) {
      expect(row.cells).toEqual(['1']);
      break;
    }
    expect([...table.rows()].map(({ cells }) => cells[0])).toEqual(['1', '2', '3']);
  });

  test('files longer than a piece keep every row and its line', () => {
    const lines = Array.from({ length: 30_000 }, (_, index) => `${index},客户${index},"${index % 7 === 0 ? 'two\r\nlines' : 'one'}"`);
    const { rows } = read(`id,name,note\r\n${lines.join('\r\n')}\r\n`);
    expect(rows.length).toBe(30_000);
    let line = 2;
    for (const [index, row] of rows.entries()) {
      if (row.line !== line || row.cells[1] !== `客户${index}`) expect([index, row.line, row.cells]).toEqual([index, line, `客户${index}`]);
      line += index % 7 === 0 ? 2 : 1;
    }
  });

  test('property: what is written as CSV is read back, cell by cell', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '客', '"', ',', ';', '\n', '\r\n', '\t', ' ', '=', '😀'), maxLength: 12 });
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 2 }), { maxLength: 30 });
    fc.assert(
      fc.property(table, (rows) => {
        const text = rows.map((cells) => cells.map((one) => `"${one.replaceAll('"', '""')}"`).join(',')).join('\r\n');
        expect(cellsOf(`a,b\r\n${text}`)).toEqual(rows);
      }),
    );
  });

  test('property: any text at all is read without an error, and lines never go back', () => {
    const anything = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', '\t', ';', '\0', '\uFEFF'), maxLength: 200 });
    fc.assert(
      fc.property(anything, (text) => {
        const lines = read(text).rows.map(({ line }) => line);
        expect(lines).toEqual([...lines].sort((a, b) => a - b));
      }),
      { numRuns: 500 },
    );
  });
});

describe('the text of a file', () => {
  test('UTF-8 with and without a mark, UTF-16 of Excel, GB 18030', () => {
    const text = '客户,名称\n1,系舟';
    expect(decodeText(Buffer.from(text))).toBe(text);
    expect(decodeText(Buffer.from(`\uFEFF${text}`))).toBe(text);
    expect(decodeText(Buffer.from(`\uFEFF${text}`, 'utf16le'))).toBe(text);
    const gb18030 = Uint8Array.of(0xbf, 0xcd, 0xbb, 0xa7, 0x2c, 0xc3, 0xfb, 0xb3, 0xc6);
    expect(decodeText(gb18030)).toBe('客户,名称');
  });
});
