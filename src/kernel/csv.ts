/** A cell of a table. Null is an empty cell: no data is not zero. */
export type CsvCell = string | number | null;

/**
 * One line of CSV (RFC 4180), without its end.
 *
 * @param cells  Its cells in the order of the columns.
 * @param reader   `people`: text that a spreadsheet would run as a formula is kept from it by an apostrophe, as OWASP advises, because values
 *               come from files of customers. `programs`: every value as it is, so that reading it again gives the same.
 * @returns      The line; cells with commas, quotes or line breaks stand in quotes.
 * @example      csvLine(['=1+1', 'a,b', 2, null], 'people') // => "'=1+1,\"a,b\",2,"
 */
export function csvLine(cells: readonly CsvCell[], reader: 'people' | 'programs'): string {
  return cells.map((cell) => cellText(cell, reader)).join(',');
}

/** Also the full-width signs that a Chinese input method writes: Excel runs those too. */
const RUNS = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/;

function cellText(cell: CsvCell, reader: 'people' | 'programs'): string {
  if (cell === null) return '';
  if (typeof cell !== 'string') return String(cell);
  const text = reader === 'people' && RUNS.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;
}
