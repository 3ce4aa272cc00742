import type { ByteSource } from '../byte-source.ts';
import { type DecodedText, decodedText } from '../decode-text.ts';
import type { Table, TableRow } from '../table.ts';
import { csvReader, delimiterOf } from './csv-records.ts';

/** How much of a file is looked at to tell its delimiter and its header. */
const HEADER_CHARACTERS = 8 * 1024 * 1024;

/**
 * A CSV file as a table: comma, semicolon, tab or bar; every encoding that `decodedText` reads. No content of a file throws: a row that
 * cannot be read says so in its `problem`, and rows may have more or fewer cells than the header.
 */
export async function csvTable(source: ByteSource): Promise<Table> {
  const decoded = await decodedText(source);
  const { delimiter, first } = await beginning(decoded);
  const header = first === null || first.problem !== null ? [] : first.cells.map((cell) => cell.trim());
  return {
    name: source.name,
    header,
    format: { kind: 'csv', encoding: decoded.encoding, delimiter },
    bytes: source.bytes,
    notes() {
      const broken = decoded.brokenCharacters();
      return broken === 0 ? [] : [{ code: 'broken-bytes', count: broken, about: decoded.encoding }];
    },
    async *pieces() {
      const reader = csvReader(delimiter);
      let isHeader = true;
      let bytes = 0;
      const below = (rows: TableRow[]): readonly TableRow[] => {
        if (!isHeader || rows.length === 0) return rows;
        isHeader = false;
        return rows.slice(1);
      };
      for await (const piece of decoded.pieces()) {
        bytes = piece.bytes;
        const rows = below(reader.push(piece.text));
        if (rows.length > 0) yield { rows, bytes };
      }
      const rows = below(reader.end());
      if (rows.length > 0) yield { rows, bytes };
    },
  };
}

/** The delimiter, and the first record that is complete. */
async function beginning(decoded: DecodedText): Promise<{ delimiter: string; first: TableRow | null }> {
  let text = '';
  let isAll = true;
  for await (const piece of decoded.pieces()) {
    text += piece.text;
    if (firstOf(text, false) === null && text.length <= HEADER_CHARACTERS) continue;
    isAll = false;
    break;
  }
  return { delimiter: delimiterIn(text), first: firstOf(text, isAll) };
}

function firstOf(text: string, isAll: boolean): TableRow | null {
  const reader = csvReader(delimiterIn(text));
  const [first = null] = [...reader.push(text), ...(isAll ? reader.end() : [])];
  return first;
}

function delimiterIn(text: string): string {
  return delimiterOf(text.replace(/^[\r\n]+/, ''));
}
