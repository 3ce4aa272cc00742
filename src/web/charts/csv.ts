/** A cell of an exported table. Null is written as an empty cell: no data is not zero. */
export type CsvCell = string | number | null;

/**
 * Writes a table as CSV that spreadsheets open: UTF-8 with a byte order mark, CRLF, quotes where needed.
 *
 * @param head  Names of the columns.
 * @param rows  Cells in the same order.
 * @returns     The text of the file.
 */
export function toCsv(head: readonly string[], rows: readonly (readonly CsvCell[])[]): string {
  const lines = [head, ...rows].map((row) => row.map(cell).join(','));
  return `\uFEFF${lines.join('\r\n')}\r\n`;
}

// Text that begins like a formula would be run by a spreadsheet: values come from customers' files (OWASP, CSV injection).
function cell(value: CsvCell): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
