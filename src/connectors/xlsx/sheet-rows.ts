import type { Readable } from 'node:stream';
import { momentText, type NumberMeaning, timeText } from './number-formats.ts';
import { streamXml } from './xml.ts';

/** A row of a sheet. Cells that are not there are ''. */
export interface SheetRow {
  readonly line: number;
  readonly cells: string[];
  /** How many cells hold a number, a day or a yes: a header holds none. */
  readonly values: number;
}

/** What was met in a sheet. */
export interface SheetTally {
  formulas: number;
  formulasWithoutValue: number;
  errors: number;
  merged: string[];
  mergedCount: number;
}

export interface CellWords {
  readonly shared: readonly string[];
  readonly meanings: readonly NumberMeaning[];
  readonly is1904: boolean;
}

/** Columns of a spreadsheet, A to XFD. */
const COLUMNS = 16_384;
const MERGED_SHOWN = 5;

/** Reads the rows of a sheet, in pieces. Rows that are empty do not come. */
export async function* sheetRows(stream: Readable, words: CellWords, tally: SheetTally): AsyncGenerator<SheetRow[]> {
  let rows: SheetRow[] = [];
  const handler = rowHandler(words, tally, (row) => rows.push(row));
  for await (const _ of streamXml(stream, handler)) {
    if (rows.length === 0) continue;
    yield rows;
    rows = [];
  }
}

interface CellState {
  column: number;
  type: string;
  style: number;
  value: string;
  hasValue: boolean;
  hasFormula: boolean;
}

function rowHandler(words: CellWords, tally: SheetTally, keep: (row: SheetRow) => void) {
  let [line, cells, values]: [number, string[], number] = [0, [], 0];
  let isText = false;
  let isReading = false;
  const cell: CellState = { column: -1, type: '', style: 0, value: '', hasValue: false, hasFormula: false };

  const openers: Readonly<Record<string, (attributes: Readonly<Record<string, string>>) => void>> = {
    row({ r }) {
      line = r === undefined ? line + 1 : Number(r);
      [cells, values] = [[], 0];
      cell.column = -1;
    },
    c({ r, t = '', s = '0' }) {
      cell.column = r === undefined ? cell.column + 1 : columnOf(r);
      [cell.type, cell.style] = [t, Number(s)];
      [cell.value, cell.hasValue, cell.hasFormula] = ['', false, false];
    },
    v: beginText,
    t: beginText,
    f() {
      cell.hasFormula = true;
    },
    rPh() {
      isReading = true;
    },
    mergeCell({ ref = '' }) {
      tally.mergedCount += 1;
      if (tally.merged.length < MERGED_SHOWN) tally.merged.push(ref);
    },
  };

  function beginText(): void {
    if (isReading) return;
    isText = true;
    cell.hasValue = true;
  }

  function endText(): void {
    isText = false;
  }

  function endCell(): void {
    count(cell, tally);
    const text = cell.hasValue ? textOf(cell, words) : '';
    if (text === '' || cell.column >= COLUMNS) return;
    while (cells.length < cell.column) cells.push('');
    cells[cell.column] = text;
    if (VALUE_TYPES.has(cell.type)) values += 1;
  }

  const closers: Readonly<Record<string, () => void>> = {
    v: endText,
    t: endText,
    rPh() {
      isReading = false;
    },
    c: endCell,
    row() {
      if (cells.length > 0) keep({ line, cells, values });
    },
  };

  return {
    open: (name: string, attributes: Readonly<Record<string, string>>) => openers[name]?.(attributes),
    text(text: string) {
      if (isText) cell.value += text;
    },
    close: (name: string) => closers[name]?.(),
  };
}

/** Numbers, days and yes or no; all other types are texts. */
const VALUE_TYPES = new Set(['', 'n', 'b', 'd']);

function count(cell: CellState, tally: SheetTally): void {
  if (cell.hasFormula) tally.formulas += 1;
  if (cell.hasFormula && !cell.hasValue) tally.formulasWithoutValue += 1;
  if (cell.type === 'e') tally.errors += 1;
}

function textOf({ type, style, value }: CellState, { shared, meanings, is1904 }: CellWords): string {
  switch (type) {
    case 's':
      return storable(shared[Number(value)] ?? '');
    case 'b':
      return value === '1' ? 'TRUE' : 'FALSE';
    case '':
    case 'n':
      return numberText(value, meanings[style] ?? 'number', is1904);
    case 'd':
      return value.replace(/T00:00:00(\.0+)?$/, '');
    default:
      return storable(value);
  }
}

/** Spreadsheets write control characters as _x000D_. */
function storable(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => {
    const character = String.fromCharCode(Number.parseInt(code, 16));
    return character === '\0' || /[\uD800-\uDFFF]/.test(character) ? '\uFFFD' : character;
  });
}

/** As short as it can be told apart from every other number: files carry 0.1 as 0.10000000000000001. */
function numberText(value: string, meaning: NumberMeaning, is1904: boolean): string {
  const number = Number(value);
  if (value.trim() === '' || !Number.isFinite(number)) return value;
  if (meaning === 'moment') return momentText(number, is1904) ?? plainNumber(number);
  return meaning === 'time' ? timeText(number) : plainNumber(number);
}

/** Without an exponent, which no reader of numbers expects. */
function plainNumber(number: number): string {
  const text = String(number);
  if (!text.includes('e')) return text;
  return Math.abs(number) >= 1 ? BigInt(Math.round(number)).toString() : number.toFixed(20).replace(/0+$/, '');
}

function columnOf(reference: string): number {
  let column = 0;
  for (let index = 0; index < reference.length; index++) {
    const letter = reference.charCodeAt(index) - 64;
    if (letter < 1 || letter > 26) break;
    column = column * 26 + letter;
  }
  return column - 1;
}
