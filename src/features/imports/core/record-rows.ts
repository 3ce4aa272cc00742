import { customAsField, LONGEST_CUSTOM_TEXT } from '../../../kernel/custom-field.ts';
import { type FieldValue, LONGEST_ID, type RecordField, type RecordKind, type RecordWords, valueProblem } from '../../../kernel/record.ts';
import { addDays, type Day, formatInstant } from '../../../kernel/time.ts';
import { type Cells, type RowReading, readRow, type TextRow } from './cells.ts';
import type { BoundColumns } from './columns.ts';
import type { Dialects } from './dialects.ts';
import { currencyOf, readMoney, readNumber } from './read-number.ts';
import { PLAIN_DATES, readDay, readMoment } from './read-time.ts';
import { plainWord, readFlag, wordsOfChoice } from './read-words.ts';

/** Something about a value that a person should know and that did not stop its row. */
export interface RowNote {
  readonly code: 'rounded' | 'unknown-word' | 'ends-before-start';
  readonly column: string | null;
  readonly value: string;
}

/** A record as a file tells it. A field that is absent says nothing; null says "none". */
export interface RecordRow {
  /** Null where the file has no id: then the row itself makes it. */
  readonly id: string | null;
  readonly words: RecordWords;
  readonly custom?: RecordWords;
  readonly notes?: readonly RowNote[];
}

/** A column that is kept as a custom field. */
export interface CustomColumn {
  readonly column: string;
  readonly index: number;
  readonly key: string;
  readonly type: 'text' | 'number' | 'day' | 'flag' | 'choice';
}

/** How the rows of a file of records are read. */
export interface RecordReading {
  readonly kind: RecordKind;
  readonly bound: BoundColumns;
  readonly custom: readonly CustomColumn[];
  readonly dialects: Dialects;
  /** Whether `endsOn` is the last day, or the first day after it (settled 8). */
  readonly endsOnIs: 'inclusive' | 'exclusive';
  /** The workspace's zone: moments in day columns become its civil days. */
  readonly timeZone: string;
  /** Code by plain word, by field. */
  readonly words: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** By field: the code of a word that nobody mapped; `none` leaves it out. */
  readonly otherwise: Readonly<Record<string, string>>;
  /** Currency of amounts where the row names none. */
  readonly currency: string | null;
  /** Amounts are whole minor units already. */
  readonly areMinor?: boolean;
}

/** Longest text of a name of a person. */
const PERSON = 120;
/** Longest text of a choice. */
const WORD = 500;

/**
 * The codes of every choice of a kind, by the words for them.
 *
 * @param kind   The kind.
 * @param said   Words of one source, by field.
 * @returns      By field, code by plain word.
 * @example      wordsOfKind({ name: 'x', fact: false, title: [], fields: { a: { type: 'choice', choices: { HIGH: ['高'] }, headers: [] } } }, {}).get('a').get('高') // => 'HIGH'
 */
export function wordsOfKind(
  kind: RecordKind,
  said: Readonly<Record<string, Readonly<Record<string, string>>>>,
): ReadonlyMap<string, ReadonlyMap<string, string>> {
  return new Map(
    Object.entries(kind.fields).flatMap(([name, field]): [string, ReadonlyMap<string, string>][] =>
      field.type === 'choice' || field.type === 'choices' ? [[name, wordsOfChoice(field.choices, said[name])]] : [],
    ),
  );
}

/**
 * Reads one row of a file of records.
 *
 * @param row      The row as text.
 * @param reading  Columns and how to read them.
 * @returns        The record, or the rejection of the row. An empty cell says that there is none; the cell of a field that every record must
 *                 have may not be empty.
 * @example        recordRow({ line: 2, cells: ['a', '是'], problem: null }, { kind: { name: 'x', fact: false, title: [], fields: { core: { type: 'flag', headers: [] } } }, bound: { fields: { id: { index: 0, column: 'id' }, core: { index: 1, column: 'core' } }, unmapped: [], width: 2 }, custom: [], dialects: { dates: new Map(), numbers: new Map() }, endsOnIs: 'inclusive', timeZone: 'UTC', words: new Map(), otherwise: {}, currency: null }) // => { ok: true, row: { id: 'a', words: { core: true } } }
 */
export function recordRow(row: TextRow, reading: RecordReading): RowReading<RecordRow> {
  return readRow(row, reading.bound, (cells) => {
    const notes: RowNote[] = [];
    const reader = { cells, reading, notes, words: {} as Record<string, FieldValue | null> };
    const { fields } = reading.bound;
    const id = fields.id === undefined ? null : cells.required('id', LONGEST_ID);
    if (fields.currency !== undefined) readField(reader, 'currency');
    for (const field in fields) if (field !== 'id' && field !== 'currency') readField(reader, field);
    checkSpan(reader);
    const custom = customOf(cells, reading);
    return { id, words: reader.words, ...(custom === null ? {} : { custom }), ...(notes.length === 0 ? {} : { notes }) };
  });
}

interface FieldReader {
  readonly cells: Cells;
  readonly reading: RecordReading;
  readonly notes: RowNote[];
  readonly words: Record<string, FieldValue | null>;
}

function readField(reader: FieldReader, name: string): void {
  const { cells, reading, words } = reader;
  const field = reading.kind.fields[name];
  if (field === undefined) return;
  const text = cells.text(name, longestText(field));
  if (text === '') {
    if (field.required === true) cells.refuse(name, 'The cell is empty.');
    words[name] = null;
    return;
  }
  const value = readValue(reader, name, field, text);
  const problem = value === null ? null : valueProblem(field, value);
  if (problem !== null) cells.refuse(name, problem);
  words[name] = value;
}

function longestText(field: RecordField): number {
  switch (field.type) {
    case 'text':
      // Words for currencies are longer than their codes.
      return isCurrency(field) ? 20 : field.longest;
    case 'record':
      return LONGEST_ID;
    case 'person':
      return PERSON;
    case 'choice':
    case 'choices':
      return WORD;
    default:
      return 64;
  }
}

function isCurrency(field: RecordField): boolean {
  return field.type === 'text' && field.longest === 3;
}

function readValue(reader: FieldReader, name: string, field: RecordField, text: string): FieldValue | null {
  const { cells, reading } = reader;
  switch (field.type) {
    case 'text':
      return isCurrency(field) ? (currencyOf(text) ?? cells.refuse(name, `'${text}' is no currency of ISO 4217. Write CNY.`)) : text;
    case 'day':
      return dayOf(reader, name);
    case 'moment':
      return formatInstant(cells.requiredRead(name, (one) => readMoment(one, reading.timeZone, datesOf(reader, name))));
    case 'number':
      return cells.requiredRead(name, (one) => readNumber(one, marksOf(reader, name)));
    case 'money':
      return moneyOf(reader, name);
    case 'flag':
      return readFlag(text) ?? cells.refuse(name, 'Neither yes nor no. Write TRUE or FALSE, 是 or 否.');
    case 'choice':
      return codeOf(reader, name, text);
    case 'choices':
      return text.split(/[,，;；、|/]/).flatMap((word) => (word.trim() === '' ? [] : (codeOf(reader, name, word.trim()) ?? [])));
    case 'record':
    case 'person':
      return text;
  }
}

function columnOf({ reading }: FieldReader, name: string): string | null {
  const source = reading.bound.fields[name];
  return source === undefined || source.index === null ? null : source.column;
}

function datesOf(reader: FieldReader, name: string) {
  return reader.reading.dialects.dates.get(columnOf(reader, name) ?? '') ?? PLAIN_DATES;
}

function marksOf(reader: FieldReader, name: string) {
  return reader.reading.dialects.numbers.get(columnOf(reader, name) ?? '') ?? null;
}

function dayOf(reader: FieldReader, name: string): Day {
  const day = reader.cells.requiredRead(name, (one) => readDay(one, reader.reading.timeZone, datesOf(reader, name)));
  return name === 'endsOn' && reader.reading.endsOnIs === 'exclusive' ? addDays(day, -1) : day;
}

function moneyOf(reader: FieldReader, name: string): number {
  const { cells, reading, notes, words } = reader;
  const said = typeof words.currency === 'string' ? words.currency : reading.currency;
  if (reading.areMinor === true) return minorOf(reader, name, said);
  const { minor, sign, rounded } = cells.requiredRead(name, (one) => readMoney(one, marksOf(reader, name), said));
  if (rounded) notes.push({ code: 'rounded', column: columnOf(reader, name), value: cells.text(name, 64) });
  const currency = said ?? sign;
  if (currency !== null && reading.kind.fields.currency !== undefined) words.currency = currency;
  return minor;
}

function minorOf({ cells, reading, words }: FieldReader, name: string, currency: string | null): number {
  const text = cells.text(name, 64);
  const minor = /^-?\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!Number.isSafeInteger(minor)) return cells.refuse(name, 'Not a whole number of minor units. Write 12.34 as 1234.');
  if (currency !== null && reading.kind.fields.currency !== undefined) words.currency = currency;
  return minor;
}

/** The code of a word; null where the mapping leaves words out that nobody mapped. */
function codeOf(reader: FieldReader, name: string, word: string): string | null {
  const { cells, reading, notes } = reader;
  const known = reading.words.get(name)?.get(plainWord(word));
  if (known !== undefined) return known;
  const otherwise = reading.otherwise[name];
  if (otherwise === undefined)
    return cells.refuse(name, `Nobody has said what '${word}' stands for. Map it under 'values', or say 'otherwise'.`);
  notes.push({ code: 'unknown-word', column: columnOf(reader, name), value: word });
  return otherwise === 'none' ? null : otherwise;
}

/**
 * A customer must not end before it starts: its days are counted. Other records are kept as they are said, and told; one that ends on the
 * day it starts, in a source whose ends are exclusive, has no day.
 */
function checkSpan({ cells, reading, notes, words }: FieldReader): void {
  const { startsOn, endsOn } = words;
  if (typeof startsOn !== 'string' || typeof endsOn !== 'string' || endsOn >= startsOn) return;
  if (reading.kind.name === 'account') cells.refuse('endsOn', `The last day ${endsOn} is before the first day ${startsOn}.`);
  notes.push({ code: 'ends-before-start', column: 'endsOn', value: `${startsOn} – ${endsOn}` });
}

function customOf(cells: Cells, { custom, dialects, timeZone }: RecordReading): Record<string, FieldValue | null> | null {
  if (custom.length === 0) return null;
  // A column may be named like a property of every object.
  return Object.fromEntries(
    custom.map((one): [string, FieldValue | null] => {
      const text = cells.at(one.index, one.column, LONGEST_CUSTOM_TEXT);
      return [one.key, text === '' ? null : customValueOf(cells, one, text, { dialects, timeZone })];
    }),
  );
}

function customValueOf(
  cells: Cells,
  { column, index, type }: CustomColumn,
  text: string,
  { dialects, timeZone }: Pick<RecordReading, 'dialects' | 'timeZone'>,
): FieldValue {
  const refuse = (reason: string): never => cells.refuseAt(index, column, reason);
  switch (type) {
    case 'flag':
      return readFlag(text) ?? refuse('Neither yes nor no. Write TRUE or FALSE, 是 or 否.');
    case 'number': {
      const number = readNumber(text, dialects.numbers.get(column) ?? null);
      return number.ok ? number.value : refuse(number.reason);
    }
    case 'day': {
      const day = readDay(text, timeZone, dialects.dates.get(column) ?? PLAIN_DATES);
      return day.ok ? day.value : refuse(day.reason);
    }
    case 'text':
    case 'choice': {
      const problem = valueProblem(customAsField({ key: column, label: column, type: 'text', choices: [] }), text);
      return problem === null ? text : refuse(problem);
    }
  }
}
