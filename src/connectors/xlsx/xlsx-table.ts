import { AppError } from '../../kernel/errors.ts';
import type { ByteSource } from '../byte-source.ts';
import type { Piece, Table, TableNote, TableOptions } from '../table.ts';
import { type CellWords, type SheetRow, type SheetTally, sheetRows } from './sheet-rows.ts';
import { readSharedTexts, readWorkbook, type Sheet, type Workbook } from './workbook.ts';
import { openParts, type Parts } from './zip.ts';

/** Rows in which a header is looked for. */
const HEADER_ROWS = 30;
/** A header fills at least this share of the columns that are used. */
const HEADER_SHARE = 0.6;

/**
 * One sheet of a spreadsheet as a table. Days come as `2026-01-31`, with a time of day as `2026-01-31 09:30:00`; formulas as the value
 * that was computed when the file was saved; of merged cells only the first has the value, as in the file.
 *
 * @throws AppError('invalid-input') when the file is no spreadsheet that can be read, or has no such sheet.
 */
export async function xlsxTable(source: ByteSource, options: TableOptions = {}): Promise<Table> {
  return reading(source, async (parts) => {
    const workbook = await readWorkbook(parts);
    const words: CellWords = { ...workbook, shared: await readSharedTexts(parts) };
    const sheet = await chosenSheet(parts, workbook, words, options.sheet, source.name);
    const header = await headerOf(parts, sheet, words, options.headerLine);
    const others = workbook.sheets.filter((one) => one !== sheet && !one.isHidden).map(({ name }) => name);
    let tally = emptyTally();
    return {
      name: source.name,
      header: header?.cells.map((cell) => cell.trim()) ?? [],
      format: { kind: 'xlsx', sheet: sheet.name, ...(header === null ? {} : { headerLine: header.line }) },
      bytes: source.bytes,
      notes: () => notesOf(tally, others),
      async *pieces() {
        tally = emptyTally();
        yield* rowsBelow(source, { sheet, words, header, tally });
      },
    };
  });
}

/** The names of the sheets that show. */
export function sheetNames(source: ByteSource): Promise<readonly string[]> {
  return reading(source, async (parts) => (await readWorkbook(parts)).sheets.filter(({ isHidden }) => !isHidden).map(({ name }) => name));
}

async function reading<T>(source: ByteSource, read: (parts: Parts) => Promise<T>): Promise<T> {
  let parts: Parts | null = null;
  try {
    parts = await openParts(source);
    return await read(parts);
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw unreadable(source, error);
  } finally {
    parts?.close();
  }
}

function unreadable(source: ByteSource, cause: unknown): AppError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new AppError('invalid-input', `${source.name} is not a spreadsheet (.xlsx) that can be read: ${why}.`, { cause });
}

async function chosenSheet(parts: Parts, { sheets }: Workbook, words: CellWords, wanted: string | undefined, file: string): Promise<Sheet> {
  const names = sheets.map(({ name }) => name).join(', ');
  if (wanted !== undefined) {
    const found = sheets.find(({ name }) => name === wanted);
    if (found === undefined) throw new AppError('mapping-invalid', `${file} has no sheet '${wanted}'; it has: ${names}.`);
    return found;
  }
  const shown = sheets.filter(({ isHidden }) => !isHidden);
  for (const sheet of shown) for await (const rows of sheetOf(parts, sheet, words)) if (rows.length > 0) return sheet;
  const [first] = shown;
  if (first === undefined) throw new AppError('invalid-input', `${file} has no sheet that shows.`);
  return first;
}

async function* sheetOf(parts: Parts, sheet: Sheet, words: CellWords, tally = emptyTally()): AsyncGenerator<SheetRow[]> {
  const stream = await parts.open(sheet.part);
  if (stream === null) return;
  try {
    yield* sheetRows(stream, words, tally);
  } finally {
    stream.destroy();
  }
}

async function headerOf(parts: Parts, sheet: Sheet, words: CellWords, line: number | undefined): Promise<SheetRow | null> {
  const seen: SheetRow[] = [];
  for await (const rows of sheetOf(parts, sheet, words)) {
    seen.push(...rows);
    if (seen.length >= HEADER_ROWS && (line === undefined || (seen.at(-1)?.line ?? 0) >= line)) break;
  }
  if (line !== undefined) return seen.find((row) => row.line === line) ?? null;
  const head = seen.slice(0, HEADER_ROWS);
  const filled = ({ cells }: SheetRow): number => cells.filter((cell) => cell.trim() !== '').length;
  const widest = Math.max(0, ...head.map(filled));
  return head.find((row) => row.values === 0 && filled(row) >= HEADER_SHARE * widest) ?? head[0] ?? null;
}

interface Below {
  readonly sheet: Sheet;
  readonly words: CellWords;
  readonly header: SheetRow | null;
  readonly tally: SheetTally;
}

async function* rowsBelow(source: ByteSource, { sheet, words, header, tally }: Below): AsyncGenerator<Piece> {
  if (header === null) return;
  const width = header.cells.length;
  const parts = await openParts(source);
  try {
    for await (const rows of sheetOf(parts, sheet, words, tally)) {
      const below = rows.filter(({ line }) => line > header.line);
      // How many bytes of the file this is nobody can tell: it is packed.
      if (below.length > 0)
        yield { rows: below.map(({ line, cells }) => ({ line, cells: padded(cells, width), problem: null })), bytes: 0 };
    }
  } catch (error) {
    throw error instanceof AppError ? error : unreadable(source, error);
  } finally {
    parts.close();
  }
}

function padded(cells: string[], width: number): string[] {
  while (cells.length < width) cells.push('');
  return cells;
}

function emptyTally(): SheetTally {
  return { formulas: 0, formulasWithoutValue: 0, errors: 0, merged: [], mergedCount: 0 };
}

function notesOf(tally: SheetTally, others: readonly string[]): readonly TableNote[] {
  const note = (code: TableNote['code'], count: number, about = ''): readonly TableNote[] => (count === 0 ? [] : [{ code, count, about }]);
  return [
    ...others.flatMap((name) => note('more-sheets', 1, name)),
    ...note('merged-cells', tally.mergedCount, tally.merged.join(', ')),
    ...note('formulas', tally.formulas),
    ...note('formulas-without-value', tally.formulasWithoutValue),
    ...note('error-cells', tally.errors),
  ];
}
