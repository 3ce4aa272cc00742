import { type Day, daysBetween } from '../../../kernel/time.ts';
import { type Cells, type RowReading, readRow, type TextRow } from './cells.ts';
import type { BoundColumns } from './columns.ts';
import { type Dialects, NO_DIALECTS } from './dialects.ts';
import { readDay } from './read-time.ts';

/** An end user as a file tells it. */
export interface UserRow {
  readonly account: string;
  readonly userId: string;
  /** Null where the file does not say. */
  readonly createdOn: Day | null;
  /** The first day on which the user is disabled; null while enabled. */
  readonly disabledOn: Day | null;
}

const ID = 200;

/**
 * Reads one row of a user file.
 *
 * @param row       The row as text.
 * @param bound     Where the fields stand.
 * @param timeZone  The workspace's zone: moments become its civil days.
 * @param dialects  How its columns write days.
 * @returns         The user, or the rejection of the row.
 * @example         userRow({ line: 2, cells: ['acme', 'u1'], problem: null }, { fields: { account: { index: 0, column: 'a' }, userId: { index: 1, column: 'u' } }, unmapped: [], width: 2 }, 'UTC') // => { ok: true, row: { account: 'acme', userId: 'u1', createdOn: null, disabledOn: null } }
 */
export function userRow(row: TextRow, bound: BoundColumns, timeZone: string, dialects: Dialects = NO_DIALECTS): RowReading<UserRow> {
  const dayOf = (cells: Cells, field: string): Day | null => {
    const source = bound.fields[field];
    const dialect = source === undefined || source.index === null ? undefined : dialects.dates.get(source.column);
    return cells.read(field, (text) => readDay(text, timeZone, dialect));
  };
  return readRow(row, bound, (cells) => {
    const account = cells.required('account', ID);
    const userId = cells.required('userId', ID);
    const createdOn = dayOf(cells, 'createdOn');
    const disabledOn = dayOf(cells, 'disabledOn');
    if (createdOn !== null && disabledOn !== null && daysBetween(createdOn, disabledOn) < 0)
      cells.refuse('disabledOn', `Disabled on ${disabledOn}, before being created on ${createdOn}.`);
    return { account, userId, createdOn, disabledOn };
  });
}
