import { addDays, type Day, daysBetween } from '../../../kernel/time.ts';
import { type Cells, type RowReading, readRow, type TextRow } from './cells.ts';
import type { BoundColumns } from './columns.ts';
import { readDay } from './read-time.ts';

/** A customer as a file tells it. A field that is absent says nothing; null says "none". */
export interface AccountRow {
  readonly externalId: string;
  readonly name?: string;
  readonly startsOn?: Day;
  readonly endsOn?: Day | null;
  readonly endKind?: string | null;
  readonly owner?: string;
  /** By column; '' takes one away. */
  readonly attributes?: Readonly<Record<string, string>>;
}

/** How the rows of a customer file are read. */
export interface AccountReading {
  readonly bound: BoundColumns;
  /** Attribute columns with their place in the row. */
  readonly attributes: readonly { readonly column: string; readonly index: number }[];
  /** Whether `endsOn` is the last live day, or the first day after it (settled 8). */
  readonly endsOnIs: 'inclusive' | 'exclusive';
  /** The workspace's zone: moments in day columns become its civil days. */
  readonly timeZone: string;
}

const [ID, NAME, END_KIND, OWNER, ATTRIBUTE] = [200, 200, 80, 120, 2000];

/**
 * Reads one row of a customer file.
 *
 * @param row      The row as text.
 * @param reading  Columns and how to read them.
 * @returns        The customer, or the rejection of the row. An empty end cell says that the customer goes on, an empty
 *                 attribute cell takes the attribute away; empty name, start and owner cells say nothing.
 * @example        accountRow({ line: 2, cells: ['a', '2026-01-31'], problem: null }, { bound: { fields: { externalId: { index: 0, column: 'id' }, endsOn: { index: 1, column: 'end' } }, unmapped: [], width: 2 }, attributes: [], endsOnIs: 'exclusive', timeZone: 'UTC' }) // => { ok: true, row: { externalId: 'a', endsOn: '2026-01-30' } }
 */
export function accountRow(row: TextRow, reading: AccountReading): RowReading<AccountRow> {
  return readRow(row, reading.bound, (cells) => {
    const { fields } = reading.bound;
    const externalId = cells.required('externalId', ID);
    const [name, owner] = [cells.text('name', NAME), cells.text('owner', OWNER)];
    const startsOn = cells.read('startsOn', (text) => readDay(text, reading.timeZone));
    const endsOn = lastDay(cells, reading, startsOn);
    const attributes = attributesOf(cells, reading);
    return {
      externalId,
      ...(name === '' ? {} : { name }),
      ...(startsOn === null ? {} : { startsOn }),
      ...(fields.endsOn === undefined ? {} : { endsOn }),
      ...(fields.endKind === undefined ? {} : { endKind: cells.text('endKind', END_KIND) || null }),
      ...(owner === '' ? {} : { owner }),
      ...(attributes === null ? {} : { attributes }),
    };
  });
}

function lastDay(cells: Cells, { endsOnIs, timeZone }: AccountReading, startsOn: Day | null): Day | null {
  const given = cells.read('endsOn', (text) => readDay(text, timeZone));
  if (given === null) return null;
  const last = endsOnIs === 'exclusive' ? addDays(given, -1) : given;
  if (startsOn !== null && daysBetween(startsOn, last) < 0)
    cells.refuse('endsOn', `The last day ${last} is before the first day ${startsOn}.`);
  return last;
}

function attributesOf(cells: Cells, { attributes }: AccountReading): Record<string, string> | null {
  if (attributes.length === 0) return null;
  return Object.fromEntries(attributes.map(({ column, index }) => [column, cells.at(index, column, ATTRIBUTE)]));
}
