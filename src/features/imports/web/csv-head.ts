/** The first lines of a CSV file, read in the browser to choose columns by. The server reads the file in full and strictly. */
export interface CsvHead {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/**
 * Reads the head of a CSV text: quotes, doubled quotes, line breaks inside quotes, comma, semicolon or tab.
 *
 * @param text  The beginning of the file; may end in the middle of a line, which is then left out.
 * @param most  Rows wanted after the header.
 * @param whole Whether the text is the whole file, so that its last line counts without a line end.
 * @returns     Header and rows as text; both empty for an empty file.
 */
export function readHead(text: string, most: number, whole = true): CsvHead {
  const source = text.replace(/^\uFEFF/, '');
  const separator = separatorOf(source);
  const records: string[][] = [];
  let fields: string[] = [];
  let field = '';
  let quoted = false;
  const endRecord = (): void => {
    fields.push(field);
    field = '';
    if (fields.length > 1 || fields[0] !== '') records.push(fields);
    fields = [];
  };
  for (let at = 0; at < source.length && records.length <= most; at += 1) {
    const char = source[at] ?? '';
    if (quoted) {
      if (char !== '"') field += char;
      else if (source[at + 1] === '"') {
        field += '"';
        at += 1;
      } else quoted = false;
    } else if (char === '"' && field === '') quoted = true;
    else if (char === separator) {
      fields.push(field);
      field = '';
    } else if (char === '\n') endRecord();
    else if (char !== '\r') field += char;
  }
  if (whole && records.length <= most && (field !== '' || fields.length > 0)) endRecord();
  const [header = [], ...rows] = records;
  return { header: header.map((name) => name.trim()), rows: rows.slice(0, most) };
}

function separatorOf(source: string): string {
  const line = source.slice(0, source.search(/\r?\n|$/));
  const count = (mark: string): number => line.split(mark).length;
  return [',', ';', '\t'].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
}
