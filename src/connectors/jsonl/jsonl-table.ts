import type { ByteSource } from '../byte-source.ts';
import { type DecodedText, decodedText } from '../decode-text.ts';
import type { Piece, Table, TableRow } from '../table.ts';

/** The longest line, in characters. */
const LONGEST = 16 * 1024 * 1024;
/** Columns a file can have. */
const MOST_COLUMNS = 10_000;
/** Objects within objects are columns of their own down to this depth; below it they are JSON text. */
const DEPTH = 3;
const SHOWN = 200;

type Values = ReadonlyMap<string, string>;
type Line = { readonly line: number; readonly text: string };

/**
 * A file of one JSON object a line as a table. Its columns are the names of all objects, in the order in which they first stand; an object
 * within is `outer.inner`, a list of plain values is joined with commas. The file is read once to find its columns.
 */
export async function jsonlTable(source: ByteSource): Promise<Table> {
  const decoded = await decodedText(source);
  const places = new Map<string, number>();
  for await (const { lines } of linesOf(decoded)) {
    for (const { text } of lines) {
      const values = valuesOf(text);
      if (typeof values === 'string') continue;
      for (const name of values.keys()) if (!places.has(name) && places.size < MOST_COLUMNS) places.set(name, places.size);
    }
  }
  const header = [...places.keys()];
  return {
    name: source.name,
    header,
    format: { kind: 'jsonl', encoding: decoded.encoding },
    bytes: source.bytes,
    notes() {
      const broken = decoded.brokenCharacters();
      return broken === 0 ? [] : [{ code: 'broken-bytes', count: broken, about: decoded.encoding }];
    },
    async *pieces(): AsyncIterable<Piece> {
      for await (const { lines, bytes } of linesOf(decoded)) {
        if (lines.length > 0) yield { rows: lines.map((line) => rowOf(line, places)), bytes };
      }
    },
  };
}

function rowOf({ line, text }: Line, places: ReadonlyMap<string, number>): TableRow {
  const values = valuesOf(text);
  if (typeof values === 'string') return { line, cells: [text.slice(0, SHOWN)], problem: values };
  const cells = Array.from({ length: places.size }, () => '');
  for (const [name, value] of values) {
    const place = places.get(name);
    if (place === undefined) return { line, cells: [text.slice(0, SHOWN)], problem: `The file has more than ${MOST_COLUMNS} columns.` };
    cells[place] = value;
  }
  return { line, cells, problem: null };
}

/** The values of a line by column, or why it cannot be read. */
function valuesOf(text: string): Values | string {
  if (text.length > LONGEST) return `The line has more than ${LONGEST} characters.`;
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return 'The line is not JSON.';
  }
  if (!isObject(parsed)) return 'The line is not a JSON object: {…}.';
  const values = new Map<string, string>();
  try {
    return flatten(parsed, '', 1, values) ?? values;
  } catch (error) {
    // Writing it as text would take more stack than there is.
    if (error instanceof RangeError) return 'The line is nested too deep.';
    throw error;
  }
}

/** Puts the values of an object under their names; returns why that cannot be done. */
function flatten(object: Readonly<Record<string, unknown>>, prefix: string, depth: number, into: Map<string, string>): string | null {
  for (const [key, value] of Object.entries(object)) {
    const name = `${prefix}${key}`.trim();
    const problem = isObject(value) && depth < DEPTH ? flatten(value, `${name}.`, depth + 1, into) : put(name, value, into);
    if (problem !== null) return problem;
  }
  return null;
}

function put(name: string, value: unknown, into: Map<string, string>): string | null {
  // Reading it would change its last digits.
  if (isInexact(value)) return `'${name}' is a number of more digits than can be read exactly. Write it as a text.`;
  into.set(name, cellOf(value));
  return null;
}

function isInexact(value: unknown): boolean {
  if (Array.isArray(value)) return value.flat(3).some((one) => !Array.isArray(one) && isInexact(one));
  return typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value);
}

/** Half of a character that takes two. */
const HALF = /\p{Surrogate}/u;

function cellOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value) && value.every((one) => typeof one !== 'object')) return value.map(cellOf).join(',');
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  // What no database can store, as in every other kind of file.
  const whole = HALF.test(text) ? Buffer.from(text, 'utf8').toString('utf8') : text;
  return whole.includes('\0') ? whole.replaceAll('\0', '\uFFFD') : whole;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The lines of a text that hold anything. */
async function* linesOf(decoded: DecodedText): AsyncGenerator<{ lines: Line[]; bytes: number }> {
  let rest = '';
  let line = 0;
  let bytes = 0;
  const cut = (text: string): Line[] => {
    const parts = text.split('\n');
    rest = parts.pop() ?? '';
    return parts.flatMap((part) => {
      line += 1;
      return part.trim() === '' ? [] : [{ line, text: part }];
    });
  };
  for await (const piece of decoded.pieces()) {
    bytes = piece.bytes;
    // A line that is too long is not kept whole: it is refused in any case.
    if (rest.length > LONGEST && !piece.text.includes('\n')) continue;
    const lines = cut(rest + piece.text);
    if (lines.length > 0) yield { lines, bytes };
  }
  const last = cut(`${rest}\n`);
  if (last.length > 0) yield { lines: last, bytes };
}
