import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ByteSource, memorySource } from '../byte-source.ts';
import { decodedText } from '../decode-text.ts';
import { rowsOf } from '../table.ts';
import { csvReader } from './csv-records.ts';
import { csvTable } from './csv-table.ts';

const read = async (text: string | Uint8Array) => {
  const table = await csvTable(memorySource('file.csv', text));
  return { header: table.header, rows: await rowsOf(table), notes: table.notes() };
};
const cellsOf = async (text: string) => (await read(text)).rows.map(({ cells }) => cells);

describe('a CSV file as a table', () => {
  test('comma, semicolon and tab are told apart by the first line, outside quotes', async () => {
    for (const mark of [',', ';', '\t', '|']) {
      const { header, rows } = await read(`id${mark}"a,b;c"${mark}name\n1${mark}x${mark}y\n`);
      expect(header).toEqual(['id', 'a,b;c', 'name']);
      expect(rows).toEqual([{ line: 2, cells: ['1', 'x', 'y'], problem: null }]);
    }
  });

  test('a byte order mark, blanks around headers, every kind of line break', async () => {
    for (const end of ['\n', '\r\n', '\r']) {
      const { header, rows } = await read(`\uFEFF id , name ${end}1,"two${end}lines"${end}${end}3,x`);
      expect(header).toEqual(['id', 'name']);
      expect(rows.map(({ line, cells }) => [line, ...cells])).toEqual([
        [2, '1', `two${end}lines`],
        [5, '3', 'x'],
      ]);
    }
  });

  test('rows with too few or too many cells come through as they are', async () => {
    expect(await cellsOf('a,b\n1\n1,2,3\n,\n')).toEqual([['1'], ['1', '2', '3'], ['', '']]);
  });

  test('quotes where none belong are text', async () => {
    expect(await cellsOf('a,b\n1,5" pipe\n2,"x"y\n"q""q", "z"\n')).toEqual([
      ['1', '5" pipe'],
      ['2', '"x"y'],
      ['q"q', ' "z"'],
    ]);
  });

  test('a quote that nobody closes costs its own line only', async () => {
    const { rows } = await read('a,b\n1,2\n3,"x\n5,6\n7,8');
    expect(rows).toEqual([
      { line: 2, cells: ['1', '2'], problem: null },
      { line: 3, cells: ['3,"x'], problem: 'A quote is opened here and never closed.' },
      { line: 4, cells: ['5', '6'], problem: null },
      { line: 5, cells: ['7', '8'], problem: null },
    ]);
  });

  test('an empty file has no header; a file with only a header has no rows; so does one whose header is broken', async () => {
    expect(await read('')).toEqual({ header: [], rows: [], notes: [] });
    expect(await read('\n\n')).toEqual({ header: [], rows: [], notes: [] });
    expect(await read('id,name\n')).toEqual({ header: ['id', 'name'], rows: [], notes: [] });
    expect((await read('id,"name\n')).header).toEqual([]);
  });

  test('hostile files are read: NUL, a cell of a megabyte, ten thousand columns, many open quotes', async () => {
    expect(await cellsOf('a,b\n1,x\0y\n2,\uD83D\n')).toEqual([
      ['1', 'x\uFFFDy'],
      ['2', '\uFFFD'],
    ]);
    const large = 'x'.repeat(1024 * 1024);
    expect(await cellsOf(`a,b\n1,"${large}"\n2,y\n`)).toEqual([
      ['1', large],
      ['2', 'y'],
    ]);
    const wide = Array.from({ length: 10_000 }, (_, index) => `c${index}`);
    const { header, rows } = await read(`${wide.join(',')}\n${wide.join(',')}\n`);
    expect([header.length, rows[0]?.cells.length]).toEqual([10_000, 10_000]);
    expect((await read(`a\n${'"x"y"\n'.repeat(999)}`)).rows.length).toBeGreaterThan(0);
  });

  test('rows may be read twice, and a part of them', async () => {
    const table = await csvTable(memorySource('x.csv', 'a\n1\n2\n3\n'));
    for await (const { rows } of table.pieces()) {
      expect(rows[0]?.cells).toEqual(['1']);
      break;
    }
    expect((await rowsOf(table)).map(({ cells }) => cells[0])).toEqual(['1', '2', '3']);
  });

  test('property: it does not matter where a text is cut into pieces', () => {
    const anything = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', '\r\n', ';'), maxLength: 60 });
    fc.assert(
      fc.property(anything, fc.array(fc.nat(60), { maxLength: 5 }), (text, cuts) => {
        const whole = csvReader(',');
        const expected = [...whole.push(text), ...whole.end()];
        const reader = csvReader(',');
        const found = [...cuts.toSorted((a, b) => a - b), text.length].flatMap((cut, index, all) =>
          reader.push(text.slice(all[index - 1] ?? 0, cut)),
        );
        expect([...found, ...reader.end()]).toEqual(expected);
      }),
      { numRuns: 2000 },
    );
  });

  test('files longer than a piece keep every row and its line', async () => {
    const lines = Array.from({ length: 30_000 }, (_, index) => `${index},客户${index},"${index % 7 === 0 ? 'two\r\nlines' : 'one'}"`);
    const { rows } = await read(`id,name,note\r\n${lines.join('\r\n')}\r\n`);
    expect(rows.length).toBe(30_000);
    let line = 2;
    for (const [index, row] of rows.entries()) {
      if (row.line !== line || row.cells[1] !== `客户${index}`) expect([index, row.line, row.cells]).toEqual([index, line, `客户${index}`]);
      line += index % 7 === 0 ? 2 : 1;
    }
  });

  test('property: what is written as CSV is read back, cell by cell', async () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '客', '"', ',', ';', '\n', '\r\n', '\t', ' ', '=', '😀'), maxLength: 12 });
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 2 }), { maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(table, async (rows) => {
        const text = rows.map((cells) => cells.map((one) => `"${one.replaceAll('"', '""')}"`).join(',')).join('\r\n');
        expect(await cellsOf(`a,b\r\n${text}`)).toEqual(rows);
      }),
    );
  });

  test('property: any text at all is read without an error, and lines never go back', async () => {
    const anything = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', '\t', ';', '\0', '\uFEFF'), maxLength: 200 });
    await fc.assert(
      fc.asyncProperty(anything, async (text) => {
        const lines = (await read(text)).rows.map(({ line }) => line);
        expect(lines).toEqual([...lines].sort((a, b) => a - b));
      }),
      { numRuns: 500 },
    );
  });
});

describe('the text of a file', () => {
  const decoded = async (bytes: Uint8Array, cutAt = 0) => {
    const pieces = cutAt === 0 ? [bytes] : [bytes.subarray(0, cutAt), bytes.subarray(cutAt)];
    const source: ByteSource = {
      ...memorySource('x', bytes),
      async *read() {
        yield* pieces;
      },
    };
    const found = await decodedText(source);
    let text = '';
    for await (const piece of found.pieces()) text += piece.text;
    return { text, encoding: found.encoding, broken: found.brokenCharacters() };
  };
  const GB18030 = Uint8Array.of(0xbf, 0xcd, 0xbb, 0xa7, 0x2c, 0xc3, 0xfb, 0xb3, 0xc6);

  test('UTF-8 with and without a mark, UTF-16 of Excel, GB 18030; also when a character is cut in two', async () => {
    const text = '客户,名称\n1,系舟';
    expect(await decoded(Buffer.from(text), 4)).toMatchObject({ text, encoding: 'utf-8' });
    expect(await decoded(Buffer.from(`\uFEFF${text}`))).toMatchObject({ text });
    expect(await decoded(Buffer.from(`\uFEFF${text}`, 'utf16le'), 5)).toMatchObject({ text, encoding: 'utf-16le' });
    expect(await decoded(GB18030, 3)).toMatchObject({ text: '客户,名称', encoding: 'gb18030' });
  });

  test('a long file whose first Chinese name stands late is GB 18030 all the same', async () => {
    const plain = Buffer.alloc(1024 * 1024 + 10, 'a');
    expect((await decoded(Buffer.concat([plain, GB18030]), plain.length)).text.slice(-5)).toBe('客户,名称');
  });

  test('a broken byte in a long UTF-8 text is told, and the rest is not taken for another encoding', async () => {
    const bytes = Buffer.concat([Buffer.from('客户名称系舟客户名称系舟'), Uint8Array.of(0xff), Buffer.from('续约')]);
    expect(await decoded(bytes)).toEqual({ text: '客户名称系舟客户名称系舟\uFFFD续约', encoding: 'utf-8', broken: 1 });
  });
});
