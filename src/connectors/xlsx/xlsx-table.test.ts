import { describe, expect, test } from 'vitest';
import { zipOf } from '../../../test/zip.ts';
import { memorySource } from '../byte-source.ts';
import { openTable } from '../open-table.ts';
import { rowsOf, type TableOptions } from '../table.ts';
import { sheetNames } from './xlsx-table.ts';

const NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const STYLES = `<styleSheet ${NS}><numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/><numFmt numFmtId="165" formatCode="[Red]0.00"/></numFmts>
  <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
  <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="22"/><xf numFmtId="20"/></cellXfs></styleSheet>`;

function book(
  sheets: Readonly<Record<string, string>>,
  more: { shared?: readonly string[]; workbook?: string; hidden?: string } = {},
): Buffer {
  const names = Object.keys(sheets);
  const list = names.map(
    (name, at) => `<sheet name="${name}" sheetId="${at + 1}" r:id="r${at}"${name === more.hidden ? ' state="hidden"' : ''}/>`,
  );
  return zipOf({
    'xl/workbook.xml': `<workbook ${NS} xmlns:r="x">${more.workbook ?? ''}<sheets>${list.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${names.map((_, at) => `<Relationship Id="r${at}" Target="worksheets/sheet${at}.xml"/>`).join('')}</Relationships>`,
    'xl/styles.xml': STYLES,
    'xl/sharedStrings.xml': `<sst ${NS}>${(more.shared ?? []).map((text) => `<si>${text}</si>`).join('')}</sst>`,
    ...Object.fromEntries(names.map((name, at) => [`xl/worksheets/sheet${at}.xml`, `<worksheet ${NS}>${sheets[name]}</worksheet>`])),
  });
}

async function read(bytes: Buffer, options: TableOptions = {}) {
  const table = await openTable(memorySource('book.xlsx', bytes), options);
  const rows = await rowsOf(table);
  return { header: table.header, rows: rows.map(({ line, cells }) => [line, ...cells]), format: table.format, notes: table.notes() };
}

/** Changes the entries of the directory at the end of a zip. */
function changed(zip: Buffer, change: (entry: Buffer) => void): Buffer {
  const copy = Buffer.from(zip);
  for (let at = copy.indexOf('504b0102', 0, 'hex'); at >= 0; at = copy.indexOf('504b0102', at + 4, 'hex')) change(copy.subarray(at));
  return copy;
}

const text = (ref: string, value: string) => `<c r="${ref}" t="inlineStr"><is><t>${value}</t></is></c>`;

describe('a spreadsheet as a table', () => {
  test('texts, numbers, days, times, yes and no, formulas by their value; cells that are not there are empty', async () => {
    const sheet = `<sheetData>
      <row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>${text('C1', 'c')}${text('D1', 'd')}${text('E1', 'e')}</row>
      <row r="2"><c r="A2"><v>0.1000000000000000055</v></c><c r="B2" s="1"><v>46053</v></c><c r="C2" s="2"><v>46053.395833333336</v></c><c r="D2" t="b"><v>1</v></c></row>
      <row r="4"><c r="A4" s="3"><v>1234.5</v></c><c r="B4" s="5"><v>0.5</v></c><c r="C4" t="str"><f>A2&amp;"x"</f><v>0.1x</v></c><c r="D4"><f>1/0</f></c><c r="E4" t="e"><v>#N/A</v></c></row>
    </sheetData>`;
    const shared = ['<t>客户</t><rPh><t>kehu</t></rPh>', '<r><t>签约</t></r><r><t xml:space="preserve">日期 </t></r>'];
    const { header, rows, notes } = await read(book({ 表: sheet }, { shared }));
    expect(header).toEqual(['客户', '签约日期', 'c', 'd', 'e']);
    expect(rows).toEqual([
      [2, '0.1', '2026-01-31', '2026-01-31 09:30:00', 'TRUE', ''],
      [4, '1234.5', '12:00:00', '0.1x', '', '#N/A'],
    ]);
    expect(notes).toEqual([
      { code: 'formulas', count: 2, about: '' },
      { code: 'formulas-without-value', count: 1, about: '' },
      { code: 'error-cells', count: 1, about: '' },
    ]);
  });

  test('a merged title above the header is not taken for it; merged cells are told; a line may be named', async () => {
    const sheet = `<sheetData><row r="1">${text('A1', '合同台账 2026')}</row>
      <row r="3">${text('A3', '客户')}${text('B3', '年费')}${text('C3', '到期日')}</row>
      <row r="4">${text('A4', '海风')}<c r="B4"><v>5</v></c>${text('C4', '2026年1月31日')}</row>
      <row r="5"><c r="B5"><v>6</v></c></row></sheetData><mergeCells><mergeCell ref="A1:C1"/><mergeCell ref="A4:A5"/></mergeCells>`;
    const { header, rows, notes, format } = await read(book({ 表: sheet }));
    expect([header, rows, format.headerLine]).toEqual([
      ['客户', '年费', '到期日'],
      [
        [4, '海风', '5', '2026年1月31日'],
        [5, '', '6', ''],
      ],
      3,
    ]);
    expect(notes).toEqual([{ code: 'merged-cells', count: 2, about: 'A1:C1, A4:A5' }]);
    expect((await read(book({ 表: sheet }), { headerLine: 1 })).header).toEqual(['合同台账 2026']);
  });

  test('the first sheet that shows and holds anything is read, or the one that is named; the others are told', async () => {
    const one = (word: string) => `<sheetData><row>${text('A1', word)}</row><row>${text('A2', '1')}</row></sheetData>`;
    const bytes = book({ 藏: one('h'), 空: '<sheetData/>', 客户: one('a'), 合同: one('b') }, { hidden: '藏' });
    const found = await read(bytes);
    expect([found.header, found.format.sheet]).toEqual([['a'], '客户']);
    expect(found.notes).toEqual(['空', '合同'].map((about) => ({ code: 'more-sheets', count: 1, about })));
    expect((await read(bytes, { sheet: '合同' })).header).toEqual(['b']);
    await expect(read(bytes, { sheet: '没有' })).rejects.toThrow("no sheet '没有'; it has: 藏, 空, 客户, 合同");
    expect(await sheetNames(memorySource('book.xlsx', bytes))).toEqual(['空', '客户', '合同']);
  });

  test('a file that counts from 1904, and the days before March 1900', async () => {
    const sheet = `<sheetData><row>${text('A1', 'd')}</row><row><c r="A2" s="1"><v>44591</v></c></row></sheetData>`;
    expect((await read(book({ s: sheet }, { workbook: '<workbookPr date1904="1"/>' }))).rows).toEqual([[2, '2026-01-31']]);
    const old = `<sheetData><row>${text('A1', 'd')}</row><row><c r="A2" s="1"><v>1</v></c></row><row><c s="1"><v>60</v></c></row><row><c s="1"><v>61</v></c></row></sheetData>`;
    expect((await read(book({ s: old }))).rows.map(([, cell]) => cell)).toEqual(['1900-01-01', '60', '1900-03-01']);
  });

  test('what is no spreadsheet is refused by name', async () => {
    const whole = book({ s: '<sheetData/>' });
    await expect(read(whole.subarray(0, 200))).rejects.toMatchObject({
      code: 'invalid-input',
      message: expect.stringContaining('book.xlsx is not a spreadsheet'),
    });
    await expect(read(book({ s: '<sheetData><row><c>' }))).rejects.toMatchObject({ code: 'invalid-input' });
    expect((await read(book({ s: '<sheetData/>' }))).header).toEqual([]);
  });

  test('a file that is protected, or of the old format, says how to save it', async () => {
    const old = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(512)]);
    await expect(read(old)).rejects.toMatchObject({
      code: 'invalid-input',
      message: expect.stringContaining('password'),
      hint: expect.stringContaining('.xlsx'),
    });
    const locked = changed(book({ s: '<sheetData/>' }), (entry) => entry.writeUInt16LE(entry.readUInt16LE(8) | 1, 8));
    await expect(read(locked)).rejects.toMatchObject({ code: 'invalid-input', message: expect.stringContaining('encrypted') });
  });

  test('what unpacks to more than it says, to one text without end, or to too many sheets is refused by name', async () => {
    const row = `<sheetData><row>${text('A1', 'a')}</row></sheetData>`;
    const lying = changed(book({ s: row }), (entry) => entry.writeUInt32LE(20, 24));
    await expect(read(lying)).rejects.toMatchObject({ code: 'invalid-input', message: expect.stringContaining('too many bytes') });
    const endless = `<sheetData><row>${text('A1', 'a'.repeat(17 * 1024 * 1024))}</row></sheetData>`;
    await expect(read(book({ s: endless }))).rejects.toMatchObject({ code: 'invalid-input', message: expect.stringContaining('16777216') });
    const shared = [`<t>${'a'.repeat(17 * 1024 * 1024)}</t>`];
    await expect(read(book({ s: row }, { shared }))).rejects.toMatchObject({ code: 'invalid-input' });
    const many = Object.fromEntries(Array.from({ length: 256 }, (_, at) => [`s${at}`, '']));
    await expect(read(book(many))).rejects.toThrow('256 sheets; at most 255');
  });
});
