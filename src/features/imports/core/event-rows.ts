import { formatInstant, type Instant } from '../../../kernel/time.ts';
import { type Cells, type RowReading, readRow, type TextRow } from './cells.ts';
import type { BoundColumns } from './columns.ts';
import { type Dialects, NO_DIALECTS } from './dialects.ts';
import { readNumber } from './read-number.ts';
import { PLAIN_DATES, readDay, readMoment } from './read-time.ts';
import { readFlag } from './read-words.ts';

/** A usage event as a file tells it. */
export interface EventRow {
  readonly account: string;
  readonly userId: string | null;
  readonly name: string;
  readonly module: string | null;
  readonly client: 'pc' | 'app' | 'other' | null;
  readonly occurredAt: Instant;
  /** Null where the row has no id: then the row itself makes the key (settled 13). */
  readonly messageId: string | null;
  /** A value of `excludeWhen` stands in the row: kept and shown, neither activity nor delivery. */
  readonly excluded: boolean;
  /** All cells that serve no field; null when they are empty. */
  readonly properties: Readonly<Record<string, string | number | boolean>> | null;
}

/** A column kept as a property. Without a type it is kept as the text that stands there. */
export interface PropertyColumn {
  readonly column: string;
  readonly index: number;
  readonly type?: 'text' | 'number' | 'day' | 'flag';
}

/** How the rows of an event file are read. */
export interface EventReading {
  readonly bound: BoundColumns;
  /** The zone of times that name none. */
  readonly timeZone: string;
  /** Columns of which one value excludes the row. */
  readonly excludeWhen: readonly { readonly index: number; readonly value: string }[];
  /** Columns kept as properties, with their place in the row. */
  readonly properties: readonly PropertyColumn[];
  readonly dialects?: Dialects;
  /** Nothing may have happened after this moment. */
  readonly latest: Instant;
}

const [ID, NAME, PROPERTY, PROPERTIES] = [200, 200, 2000, 32_768];

const CLIENTS: Readonly<Record<string, 'pc' | 'app'>> = {
  pc: 'pc',
  web: 'pc',
  desktop: 'pc',
  browser: 'pc',
  app: 'app',
  mobile: 'app',
  ios: 'app',
  android: 'app',
};

/**
 * Reads one row of an event file.
 *
 * @param row      The row as text.
 * @param reading  Columns and how to read them.
 * @returns        The event, or the rejection of the row: also for what happened before 1970 or after `latest`.
 * @example        eventRow({ line: 2, cells: ['acme', '2026-01-31'], problem: null }, { bound: { fields: { account: { index: 0, column: 'a' }, occurredAt: { index: 1, column: 't' }, name: { index: null, text: 'login' } }, unmapped: [], width: 2 }, timeZone: 'UTC', excludeWhen: [], properties: [], latest: instant('2026-02-01T00:00:00Z') }).row.occurredAt // => instant('2026-01-31T00:00:00Z')
 */
export function eventRow(row: TextRow, reading: EventReading): RowReading<EventRow> {
  return readRow(row, reading.bound, (cells) => {
    const account = cells.required('account', ID);
    const name = cells.required('name', NAME);
    const occurredAt = momentOf(cells, reading);
    const client = cells.text('client', NAME).toLowerCase();
    return {
      account,
      userId: cells.text('userId', ID) || null,
      name,
      module: cells.text('module', NAME) || null,
      client: client === '' ? null : (CLIENTS[client] ?? 'other'),
      occurredAt,
      messageId: cells.text('messageId', ID) || null,
      excluded: reading.excludeWhen.some(({ index, value }) => (row.cells[index] ?? '').trim() === value),
      properties: propertiesOf(cells, reading),
    };
  });
}

function momentOf(cells: Cells, { timeZone, latest, bound, dialects = NO_DIALECTS }: EventReading): Instant {
  const source = bound.fields.occurredAt;
  const dialect = source === undefined || source.index === null ? undefined : dialects.dates.get(source.column);
  const occurredAt = cells.requiredRead('occurredAt', (text) => readMoment(text, timeZone, dialect));
  if (occurredAt < 0) cells.refuse('occurredAt', 'The time lies before 1970.');
  if (occurredAt > latest) cells.refuse('occurredAt', `The time lies in the future: later than ${formatInstant(latest)}.`);
  return occurredAt;
}

function propertiesOf(cells: Cells, reading: EventReading): EventRow['properties'] {
  const filled: [string, string | number | boolean][] = [];
  // JSON writes one character as six at most.
  let longest = 0;
  for (const property of reading.properties) {
    const text = cells.at(property.index, property.column, PROPERTY);
    if (text === '') continue;
    filled.push([property.column, propertyOf(cells, property, text, reading)]);
    longest += 6 * (property.column.length + text.length) + 32;
  }
  if (filled.length === 0) return null;
  const properties = Object.fromEntries(filled);
  const length = longest > PROPERTIES ? JSON.stringify(properties).length : 0;
  if (length > PROPERTIES) cells.refuse('', `The columns without a field hold ${length} characters; at most ${PROPERTIES} are kept.`);
  return properties;
}

function propertyOf(
  cells: Cells,
  { column, index, type }: PropertyColumn,
  text: string,
  { timeZone, dialects = NO_DIALECTS }: EventReading,
): string | number | boolean {
  switch (type) {
    case 'number': {
      const number = readNumber(text, dialects.numbers.get(column) ?? null);
      return number.ok ? number.value : cells.refuseAt(index, column, number.reason);
    }
    case 'flag':
      return readFlag(text) ?? cells.refuseAt(index, column, 'Neither yes nor no. Write TRUE or FALSE, 是 or 否.');
    case 'day': {
      const day = readDay(text, timeZone, dialects.dates.get(column) ?? PLAIN_DATES);
      return day.ok ? day.value : cells.refuseAt(index, column, day.reason);
    }
    default:
      return text;
  }
}
