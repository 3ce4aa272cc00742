/**
 * What a table is called where people read of it: its file, and its sheet where a mapping names one.
 *
 * @param file   The file.
 * @param sheet  Sheet of a spreadsheet.
 * @returns      A name that no other table of the same import has.
 * @example      tableLabel('台账.xlsx', '明细') // => '台账.xlsx · 明细'
 */
export function tableLabel(file: string, sheet: string | null | undefined): string {
  return sheet === null || sheet === undefined ? file : `${file} · ${sheet}`;
}
