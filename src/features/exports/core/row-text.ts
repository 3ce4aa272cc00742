import { type CsvCell, csvLine } from '../../../kernel/csv.ts';

/** A value of an exported row: what JSON can hold. */
export type ExportValue = string | number | boolean | null | readonly ExportValue[] | { readonly [name: string]: ExportValue };

/** For people also what Mooring knows of a row beside its values: when it was recorded, by whom, from which import. */
export type Reader = 'people' | 'programs';

/** What is exported of one thing, by the name of the column. A column without a value is absent. */
export type ExportRow = Readonly<Record<string, ExportValue>>;

/**
 * A row as one line of JSON, without its end: equal rows are equal lines, whatever the order in which their values came.
 *
 * @param row  The row.
 * @returns    The line; names in the order of their code units, at every depth.
 * @example    jsonLine({ id: 'a', custom: { b: 1, a: [2, 1] } }) // => '{"custom":{"a":[2,1],"b":1},"id":"a"}'
 */
export function jsonLine(row: ExportRow): string {
  return JSON.stringify(sorted(row));
}

function sorted(value: ExportValue): ExportValue {
  if (typeof value !== 'object' || value === null) return value;
  if (isList(value)) return value.map(sorted);
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, inner]) => [name, sorted(inner)]),
  );
}

function isList(value: object): value is readonly ExportValue[] {
  return Array.isArray(value);
}

/**
 * The columns of a table: the id first, where there is one, the others in the order of their code units.
 *
 * @param names  Every column that some row has.
 * @returns      Each once.
 * @example      columnsOf(['name', 'id', 'city', 'name']) // => ['id', 'city', 'name']
 */
export function columnsOf(names: Iterable<string>): readonly string[] {
  const all = [...new Set(names)].sort();
  return all.includes('id') ? ['id', ...all.filter((name) => name !== 'id')] : all;
}

/**
 * A row as one line of CSV, without its end.
 *
 * @param columns  The columns of the table.
 * @param row      The row.
 * @param reader   `people`: formulas are kept from running; `programs`: every value as it is.
 * @returns        The line. A list is joined by `; `, what is nested is JSON.
 * @example        tableLine(['id', 'roles', 'city'], { id: '=a', roles: ['IT', 'USER'] }, 'people') // => "'=a,IT; USER,"
 */
export function tableLine(columns: readonly string[], row: ExportRow, reader: Reader): string {
  return csvLine(
    columns.map((column) => cellOf(Object.hasOwn(row, column) ? (row[column] ?? null) : null)),
    reader,
  );
}

function cellOf(value: ExportValue): CsvCell {
  if (typeof value === 'boolean') return String(value);
  if (typeof value !== 'object' || value === null) return value;
  if (isList(value) && value.every((one) => typeof one === 'string')) return value.join('; ');
  return JSON.stringify(sorted(value));
}
