import type { TableRow } from '../table.ts';

/** After so many quotes that nobody closes the rest of a file is given up: each costs a second reading of what follows. */
const UNCLOSED_QUOTES = 20;
/** The longest record, in characters. A quote that is not closed within it is taken for one that nobody closes. */
const LONGEST = 16 * 1024 * 1024;
const SHOWN = 200;
const [LF, CR, QUOTE] = [10, 13, 34];

/** Reads records from text that comes in pieces. */
export interface CsvReader {
  /** The records that are complete by now. */
  push(text: string): TableRow[];
  /** The rest, when there is no more text. */
  end(): TableRow[];
}

/** A record that ends within the text: its cells, and where the next one begins. Null: it does not. */
type Found = { readonly cells: string[]; readonly next: number; readonly breaks: number } | null;

/**
 * Reads CSV: quotes, doubled quotes, line breaks inside quotes, every kind of line break; quotes where none belong are text. No text
 * throws: a quote that nobody closes costs its own line only. Memory is bounded by the longest record.
 */
export function csvReader(delimiter: string): CsvReader {
  let text = '';
  let line = 1;
  let unclosed = 0;
  /** Not looked at again before the text is this long: a long record is not scanned with every piece. */
  let wanted = 0;

  function read(isLast: boolean): TableRow[] {
    const rows: TableRow[] = [];
    let at = 0;
    for (let next = takeOne(rows, at, isLast); next !== null; next = takeOne(rows, at, isLast)) at = next;
    text = unclosed > UNCLOSED_QUOTES ? '' : text.slice(afterBlank(at, isLast));
    wanted = text.length > 1024 ? 2 * text.length : 0;
    return rows;
  }

  /** Takes the record at a place. Returns where the next one begins; null when there is none to take. */
  function takeOne(rows: TableRow[], from: number, isLast: boolean): number | null {
    if (unclosed > UNCLOSED_QUOTES) return null;
    const at = afterBlankLines(text, from, isLast);
    if (at >= text.length) return null;
    const found = recordAt(text, at, delimiter, isLast);
    if (found === null && !isLast && text.length - at <= LONGEST) return null;
    line += breaksIn(text, from, at);
    if (found === null) return giveUp(rows, at);
    rows.push({ line, cells: found.cells, problem: null });
    line += found.breaks;
    return found.next;
  }

  /** Passes over lines that are empty, and counts them. */
  function afterBlank(from: number, isLast: boolean): number {
    const at = afterBlankLines(text, from, isLast);
    line += breaksIn(text, from, at);
    return at;
  }

  /** The row whose quote nobody closes; returns where reading goes on. */
  function giveUp(rows: TableRow[], start: number): number {
    unclosed += 1;
    const end = lineAfter(text, start);
    const rest = unclosed > UNCLOSED_QUOTES ? ' Nothing after it was read.' : '';
    const beginning = text.slice(start, Math.min(end, start + SHOWN)).trimEnd();
    rows.push({ line, cells: [beginning], problem: `A quote is opened here and never closed.${rest}` });
    line += breaksIn(text, start, end);
    return end;
  }

  return {
    push(more) {
      if (unclosed > UNCLOSED_QUOTES) return [];
      text += more;
      return text.length < wanted && text.length <= LONGEST ? [] : read(false);
    },
    end: () => read(true),
  };
}

/** The mark that stands most often in the first line, outside quotes. */
export function delimiterOf(text: string): string {
  const counts = new Map([',', ';', '\t', '|'].map((mark) => [mark, 0]));
  let quoted = false;
  for (const character of text) {
    if (character === '"') quoted = !quoted;
    if (quoted) continue;
    if (character === '\n' || character === '\r') break;
    const count = counts.get(character);
    if (count !== undefined) counts.set(character, count + 1);
  }
  return [...counts].reduce((most, one) => (one[1] > most[1] ? one : most))[0];
}

function recordAt(text: string, start: number, delimiter: string, isLast: boolean): Found {
  const newline = text.indexOf('\n', start);
  if (newline >= 0) {
    const end = text.charCodeAt(newline - 1) === CR && newline > start ? newline - 1 : newline;
    const line = text.slice(start, end);
    // Most lines have no quote, and no line break of another kind.
    if (!line.includes('"') && !line.includes('\r')) return { cells: line.split(delimiter), next: newline + 1, breaks: 1 };
  }
  return slowRecordAt(text, start, delimiter.charCodeAt(0), isLast);
}

function slowRecordAt(text: string, start: number, delimiter: number, isLast: boolean): Found {
  const cells: string[] = [];
  let breaks = 0;
  for (let at = start; ; at += 1) {
    const cell = cellAt(text, at, delimiter, isLast);
    if (cell === null) return null;
    cells.push(cell.text);
    breaks += cell.breaks;
    at = cell.end;
    if (text.charCodeAt(at) === delimiter) continue;
    const length = breakAt(text, at, isLast);
    return length === null ? null : { cells, next: at + length, breaks: breaks + (length > 0 ? 1 : 0) };
  }
}

/** The length of the line break at a place, 0 at the end of the last text. Null: it may go on in the next piece. */
function breakAt(text: string, at: number, isLast: boolean): number | null {
  if (at >= text.length) return isLast ? 0 : null;
  if (text.charCodeAt(at) === LF) return 1;
  if (at + 1 >= text.length) return isLast ? 1 : null;
  return text.charCodeAt(at + 1) === LF ? 2 : 1;
}

type Cell = { readonly text: string; readonly end: number; readonly breaks: number } | null;

/** The cell at a place, up to the delimiter or line break after it. Null: its end is not there yet. */
function cellAt(text: string, start: number, delimiter: number, isLast: boolean): Cell {
  if (text.charCodeAt(start) !== QUOTE) {
    const end = endOfPlain(text, start, delimiter);
    return { text: text.slice(start, end), end, breaks: 0 };
  }
  let content = '';
  let from = start + 1;
  for (;;) {
    const quote = text.indexOf('"', from);
    if (quote < 0) return null;
    content += text.slice(from, quote);
    if (quote + 1 >= text.length && !isLast) return null;
    if (text.charCodeAt(quote + 1) === QUOTE) {
      content += '"';
      from = quote + 2;
      continue;
    }
    const breaks = breaksIn(text, start, quote);
    if (isEnd(text.charCodeAt(quote + 1), delimiter)) return { text: content, end: quote + 1, breaks };
    // Something follows the closing quote: then the quotes are text.
    const end = endOfPlain(text, quote + 1, delimiter);
    return { text: `"${content}"${text.slice(quote + 1, end)}`, end, breaks };
  }
}

function isEnd(code: number, delimiter: number): boolean {
  return Number.isNaN(code) || code === delimiter || code === LF || code === CR;
}

function endOfPlain(text: string, start: number, delimiter: number): number {
  let at = start;
  while (at < text.length && !isEnd(text.charCodeAt(at), delimiter)) at += 1;
  return at;
}

function afterBlankLines(text: string, from: number, isLast: boolean): number {
  let at = from;
  while (text.charCodeAt(at) === LF || text.charCodeAt(at) === CR) {
    // It may be the first half of a line break: it is counted when the other half is there.
    if (text.charCodeAt(at) === CR && at + 1 >= text.length && !isLast) return at;
    at += 1;
  }
  return at;
}

/** Where the line after the one at `from` begins. */
function lineAfter(text: string, from: number): number {
  let at = from;
  while (at < text.length && text.charCodeAt(at) !== LF && text.charCodeAt(at) !== CR) at += 1;
  return Math.min(text.length, at + (text.charCodeAt(at) === CR && text.charCodeAt(at + 1) === LF ? 2 : 1));
}

function breaksIn(text: string, from: number, to: number): number {
  let breaks = 0;
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    if (code === LF || (code === CR && text.charCodeAt(at + 1) !== LF)) breaks += 1;
  }
  return breaks;
}
