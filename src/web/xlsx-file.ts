import type { CsvCell } from '../kernel/csv.ts';
import { saveBlob } from './charts/save-file.ts';
import { crcOf, type ZipPart, zipDirectory, zipHeader } from './zip-file.ts';

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const OFFICE = 'http://schemas.openxmlformats.org';
const SHEET = `${OFFICE}/spreadsheetml/2006/main`;

/**
 * A table as the sheet of a workbook: numbers as numbers, everything else as text, so that no cell is ever run as a formula.
 *
 * @param head  Names of the columns.
 * @param rows  Cells in the same order; null stays empty.
 * @returns     The XML of the sheet.
 */
export function sheetXml(head: readonly string[], rows: readonly (readonly CsvCell[])[]): string {
  const lines = [head, ...rows].map((cells) => `<row>${cells.map(cellXml).join('')}</row>`);
  const still = '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" state="frozen"/></sheetView></sheetViews>';
  return `${HEAD}<worksheet xmlns="${SHEET}">${still}<sheetData>${lines.join('')}</sheetData></worksheet>`;
}

function cellXml(cell: CsvCell): string {
  if (cell === null || cell === '') return '<c/>';
  if (typeof cell === 'number' && Number.isFinite(cell)) return `<c><v>${cell}</v></c>`;
  return `<c t="inlineStr"><is><t xml:space="preserve">${escaped(String(cell))}</t></is></c>`;
}

/** Signs that XML cannot hold are left out. */
function escaped(text: string): string {
  const held = Array.from(text).filter((sign) => sign >= ' ' || sign === '\n' || sign === '\t' || sign === '\r');
  return held.join('').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function partsOf(sheet: string): readonly (readonly [string, string])[] {
  const type = `${OFFICE}/package/2006/content-types`;
  const relation = `${OFFICE}/officeDocument/2006/relationships`;
  const relations = `${OFFICE}/package/2006/relationships`;
  const part = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  return [
    [
      '[Content_Types].xml',
      `${HEAD}<Types xmlns="${type}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${part}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${part}.worksheet+xml"/></Types>`,
    ],
    [
      '_rels/.rels',
      `${HEAD}<Relationships xmlns="${relations}"><Relationship Id="r1" Type="${relation}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ],
    [
      'xl/workbook.xml',
      `${HEAD}<workbook xmlns="${SHEET}" xmlns:r="${relation}"><sheets><sheet name="1" sheetId="1" r:id="r1"/></sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `${HEAD}<Relationships xmlns="${relations}"><Relationship Id="r1" Type="${relation}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    ],
    ['xl/worksheets/sheet1.xml', sheet],
  ];
}

/**
 * A workbook of one sheet.
 *
 * @param head  Names of the columns.
 * @param rows  Cells in the same order.
 * @returns     The bytes of the file.
 */
export async function toXlsx(head: readonly string[], rows: readonly (readonly CsvCell[])[]): Promise<Blob> {
  const parts: ZipPart[] = [];
  const pieces: BlobPart[] = [];
  for (const [name, text] of partsOf(sheetXml(head, rows))) {
    const bytes = new TextEncoder().encode(text);
    const packed = await new Response(new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate-raw'))).arrayBuffer();
    const part = { name, crc: crcOf(0, bytes), size: bytes.length, packed: packed.byteLength };
    parts.push(part);
    pieces.push(zipHeader(part), packed);
  }
  return new Blob([...pieces, zipDirectory(parts)], { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' });
}

/** Saves what a list shows as a workbook. */
export async function saveXlsx(name: string, head: readonly string[], rows: readonly (readonly CsvCell[])[]): Promise<void> {
  saveBlob(await toXlsx(head, rows), `${name}.xlsx`);
}
