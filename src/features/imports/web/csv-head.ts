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
  const reader = recordReader(separatorOf(source));
  for (const char of source) {
    if (reader.records.length > most) break;
    reader.take(char);
  }
  if (whole && reader.records.length <= most) reader.end();
  const [header = [], ...rows] = reader.records;
  return { header: header.map((name) => name.trim()), rows: rows.slice(0, most) };
}

/** Reads records a character at a time. Inside quotes, a quote may be the end or the first half of a doubled one: the next character tells. */
function recordReader(separator: string) {
  const records: string[][] = [];
  let fields: string[] = [];
  let field = '';
  let place: 'outside' | 'quoted' | 'after-quote' = 'outside';
  const endField = (): void => {
    fields.push(field);
    field = '';
  };
  const endRecord = (): void => {
    endField();
    if (fields.length > 1 || fields[0] !== '') records.push(fields);
    fields = [];
  };
  const inside = (char: string): void => {
    if (char === '"') place = 'after-quote';
    else field += char;
  };
  const outside = (char: string): void => {
    if (char === '"' && field === '') place = 'quoted';
    else if (char === separator) endField();
    else if (char === '\n') endRecord();
    else if (char !== '\r') field += char;
  };
  const take = (char: string): void => {
    if (place === 'after-quote' && char === '"') {
      field += char;
      place = 'quoted';
      return;
    }
    if (place === 'quoted') inside(char);
    else {
      place = 'outside';
      outside(char);
    }
  };
  const end = (): void => {
    if (field !== '' || fields.length > 0) endRecord();
  };
  return { records, take, end };
}

function separatorOf(source: string): string {
  const line = source.slice(0, source.search(/\r?\n|$/));
  const count = (mark: string): number => line.split(mark).length;
  return [',', ';', '\t'].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
}
