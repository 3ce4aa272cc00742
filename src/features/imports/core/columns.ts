/** A column by its header, one text for every row, several columns that make one text, or a column that names a record of another kind. */
export type FieldSource =
  | string
  | { readonly value: string }
  | { readonly columns: readonly string[] }
  | { readonly via: string; readonly column: string };

/** Where a field of a row comes from: a place in the row, several, or one text for all. */
export type Bound =
  | { readonly index: number; readonly column: string; readonly more?: readonly number[]; readonly via?: string }
  | { readonly index: null; readonly text: string };

/** The fields of one file, found in its header. */
export interface BoundColumns {
  readonly fields: Readonly<Record<string, Bound>>;
  /** Headers that serve no field, attribute or exclusion. */
  readonly unmapped: readonly string[];
  readonly width: number;
}

/** What of a mapping is not there: the place in the mapping, and what to do about it. */
export interface ColumnIssue {
  readonly path: string;
  readonly message: string;
}

/**
 * Finds the columns a mapping names in the header of a file.
 *
 * @param header   The header, without blanks around names.
 * @param columns  Field to source, as the mapping says.
 * @param more     Further columns the mapping names: list name (for issues) to headers.
 * @returns        The places; or what is missing, stands twice, or what the file as a whole lacks.
 * @example        bindColumns(['id', 'x'], { externalId: 'id', name: { value: 'a' } }, {}) // => { ok: true, bound: { fields: { externalId: { index: 0, column: 'id' }, name: { index: null, text: 'a' } }, unmapped: ['x'], width: 2 } }
 */
export function bindColumns(
  header: readonly string[],
  columns: Readonly<Record<string, FieldSource | undefined>>,
  more: Readonly<Record<string, readonly string[]>>,
): { readonly ok: true; readonly bound: BoundColumns } | { readonly ok: false; readonly issues: readonly ColumnIssue[] } {
  if (header.length === 0)
    return { ok: false, issues: [{ path: 'file', message: 'The file has no header: it is empty, or its first line cannot be read.' }] };
  const places = placesOf(header);
  const issues: ColumnIssue[] = [];
  const used = new Set<string>();
  const place = (path: string, given: string): number => {
    const column = given.trim();
    used.add(column);
    const index = places.get(column);
    if (index === undefined) issues.push({ path, message: `There is no column '${column}'. ${columnsOf(header)}` });
    if (index === 'twice') issues.push({ path, message: `Column '${column}' stands in the header more than once. Rename one of them.` });
    return typeof index === 'number' ? index : -1;
  };
  const fields = Object.fromEntries(
    Object.entries(columns).flatMap(([field, source]): [string, Bound][] =>
      source === undefined ? [] : [[field, boundTo(source, (column) => place(`columns.${field}`, column))]],
    ),
  );
  for (const [list, named] of Object.entries(more)) for (const column of named) place(`${list}.${column}`, column);
  if (issues.length > 0) return { ok: false, issues };
  return { ok: true, bound: { fields, unmapped: header.filter((column) => column !== '' && !used.has(column)), width: header.length } };
}

function boundTo(source: FieldSource, place: (column: string) => number): Bound {
  if (typeof source === 'string') return { index: place(source), column: source.trim() };
  if ('value' in source) return { index: null, text: source.value.trim() };
  if ('via' in source) return { index: place(source.column), column: source.column.trim(), via: source.via };
  const [first = -1, ...rest] = source.columns.map(place);
  return { index: first, column: source.columns.join(' / '), more: rest };
}

function placesOf(header: readonly string[]): ReadonlyMap<string, number | 'twice'> {
  const places = new Map<string, number | 'twice'>();
  for (const [index, column] of header.entries()) places.set(column, places.has(column) ? 'twice' : index);
  return places;
}

const COLUMNS_SHOWN = 20;

function columnsOf(header: readonly string[]): string {
  const more = header.length > COLUMNS_SHOWN ? `, and ${header.length - COLUMNS_SHOWN} more` : '';
  return `The file has: ${header.slice(0, COLUMNS_SHOWN).join(', ')}${more}.`;
}
