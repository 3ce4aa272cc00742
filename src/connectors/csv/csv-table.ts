import { parse } from 'csv-parse/sync';
import type { Table, TableRow } from '../table.ts';

/*
 * csv-parse runs over pieces of the file, so that a large file never stands in memory as rows. The last record of a piece may be
 * cut off: it is read again with the next piece. Lines are counted from the bytes each record covers, because the parser counts a
 * Windows line break inside quotes twice.
 */
const PIECE = 256 * 1024;

/** After so many quotes that nobody closes the rest of a file is given up: each costs a second reading of what follows. */
const UNCLOSED_QUOTES = 20;

const SHOWN = 200;
const [LF, CR, QUOTE] = [10, 13, 34];

/**
 * A CSV file as a table: comma, semicolon or tab; quotes, doubled quotes, line breaks inside quotes; a byte order mark is skipped.
 * No content of a file throws: a row that cannot be read says so in its `problem`, and rows may have more or fewer cells than the header.
 *
 * @param name  Name of the file.
 * @param text  Its text.
 */
export function csvTable(name: string, text: string): Table {
  // As the HTTP server does with what no database can store, so that a file gives the same rows and keys by either way.
  const clean = (text.startsWith('\uFEFF') ? text.slice(1) : text).replaceAll('\0', '\uFFFD');
  const bytes = Buffer.from(clean, 'utf8');
  const delimiter = delimiterOf(bytes);
  const [first] = records(bytes, delimiter);
  const readable = first !== undefined && first.problem === null;
  return {
    name,
    header: readable ? first.cells.map((cell) => cell.trim()) : [],
    *rows() {
      let header = true;
      for (const record of records(bytes, delimiter)) {
        if (!header) yield record;
        header = false;
      }
    },
  };
}

/** The mark that stands most often in the first line, outside quotes. */
function delimiterOf(bytes: Buffer): string {
  const counts = new Map([',', ';', '\t'].map((mark) => [mark.charCodeAt(0), 0]));
  let quoted = false;
  for (const byte of bytes) {
    if (byte === QUOTE) quoted = !quoted;
    if (quoted) continue;
    if (byte === LF || byte === CR) break;
    const count = counts.get(byte);
    if (count !== undefined) counts.set(byte, count + 1);
  }
  const [best] = [...counts].reduce((most, one) => (one[1] > most[1] ? one : most));
  return String.fromCharCode(best);
}

function* records(bytes: Buffer, delimiter: string): Generator<TableRow> {
  let [at, line, piece, unclosed] = [0, 1, PIECE, 0];
  while (at < bytes.length) {
    const end = Math.min(bytes.length, at + piece);
    const last = end === bytes.length;
    const { found, closed } = parsePiece(bytes.subarray(at, end), delimiter);
    if (!last) found.pop();
    const base = at;
    for (const { cells, to } of found) {
      yield { line: line + breaksIn(bytes, at, afterBlankLines(bytes, at)), cells, problem: null };
      line += breaksIn(bytes, at, base + to);
      at = base + to;
    }
    // A record longer than the piece: read more of it.
    piece = found.length === 0 && !last ? piece * 2 : PIECE;
    if (last && closed) return;
    if (!last) continue;
    unclosed += 1;
    const start = afterBlankLines(bytes, at);
    line += breaksIn(bytes, at, start);
    at = unclosed > UNCLOSED_QUOTES ? bytes.length : lineAfter(bytes, start);
    yield unclosedRow(bytes, start, line, at);
    line += breaksIn(bytes, start, at);
  }
}

/** The row whose quote nobody closes; reading goes on at `next`. */
function unclosedRow(bytes: Buffer, start: number, line: number, next: number): TableRow {
  const end = lineAfter(bytes, start);
  const rest = next > end ? ' Nothing after it was read.' : '';
  const beginning = bytes.toString('utf8', start, Math.min(end, start + SHOWN)).trimEnd();
  return { line, cells: [beginning], problem: `A quote is opened here and never closed.${rest}` };
}

interface CsvRecord {
  readonly cells: readonly string[];
  /** Offset of the byte after the record and its line break. */
  readonly to: number;
}

/** The complete records of a piece; `closed` is false when it ends inside quotes. */
function parsePiece(piece: Buffer, delimiter: string): { found: CsvRecord[]; closed: boolean } {
  const found: CsvRecord[] = [];
  try {
    parse(piece, {
      delimiter,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      on_record: (cells: string[], { bytes }) => {
        found.push({ cells, to: bytes });
        return null;
      },
    });
    return { found, closed: true };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'CSV_QUOTE_NOT_CLOSED') return { found, closed: false };
    throw error;
  }
}

function afterBlankLines(bytes: Buffer, from: number): number {
  let at = from;
  while (bytes[at] === LF || bytes[at] === CR) at += 1;
  return at;
}

/** The offset at which the line after the one at `from` begins. */
function lineAfter(bytes: Buffer, from: number): number {
  let at = from;
  while (at < bytes.length && bytes[at] !== LF && bytes[at] !== CR) at += 1;
  return Math.min(bytes.length, at + (bytes[at] === CR && bytes[at + 1] === LF ? 2 : 1));
}

function breaksIn(bytes: Buffer, from: number, to: number): number {
  let breaks = 0;
  for (let at = from; at < to; at++) {
    if (bytes[at] === LF || (bytes[at] === CR && bytes[at + 1] !== LF)) breaks += 1;
  }
  return breaks;
}
