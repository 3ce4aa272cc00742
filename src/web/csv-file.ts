import { type CsvCell, csvLine } from '../kernel/csv.ts';
import { saveText } from './charts/save-file.ts';

/**
 * Writes a table as CSV that spreadsheets open: UTF-8 with a byte order mark, CRLF, quotes where needed, formulas kept from running.
 *
 * @param head  Names of the columns, in words.
 * @param rows  Cells in the same order.
 * @returns     The text of the file.
 */
export function toCsv(head: readonly string[], rows: readonly (readonly CsvCell[])[]): string {
  return `\uFEFF${[head, ...rows].map((row) => `${csvLine(row, 'people')}\r\n`).join('')}`;
}

/**
 * Saves what a list shows as a CSV file.
 *
 * @param name  File name without ending.
 */
export function saveCsv(name: string, head: readonly string[], rows: readonly (readonly CsvCell[])[]): void {
  saveText(toCsv(head, rows), `${name}.csv`);
}
