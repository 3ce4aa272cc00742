import { AppError } from '../kernel/errors.ts';
import { type ByteSource, headOf } from './byte-source.ts';
import { csvTable } from './csv/csv-table.ts';
import { jsonlTable } from './jsonl/jsonl-table.ts';
import type { Table, TableOptions } from './table.ts';
import { xlsxTable } from './xlsx/xlsx-table.ts';

/** Files that are tables, by the end of their names. */
const TABLE_FILE = /\.(csv|tsv|tab|txt|jsonl|ndjson|xlsx|xlsm)$/i;

/** Whether a file holds a table, as its name says. */
export function isTableFile(name: string): boolean {
  return TABLE_FILE.test(name);
}

/**
 * Opens a file as a table: what it is tells its content, and where that leaves a choice its name.
 *
 * @throws AppError('invalid-input') for a spreadsheet that cannot be read, that is protected by a password, or of the old format.
 */
export async function openTable(source: ByteSource, options: TableOptions = {}): Promise<Table> {
  const head = await headOf(source, 4);
  if (isCompound(head))
    throw new AppError('invalid-input', `${source.name} is protected by a password, or an old spreadsheet (.xls).`, {
      hint: 'Open it, and save it as .xlsx without a password.',
    });
  if (isZip(head)) return xlsxTable(source, options);
  if (/\.(jsonl|ndjson)$/i.test(source.name)) return jsonlTable(source);
  return csvTable(source);
}

/** With what protected spreadsheets and those before 2007 begin. */
function isCompound(head: Uint8Array): boolean {
  return head[0] === 0xd0 && head[1] === 0xcf && head[2] === 0x11 && head[3] === 0xe0;
}

/** `PK`, with which every zip begins. */
function isZip(head: Uint8Array): boolean {
  return head[0] === 0x50 && head[1] === 0x4b && head[2] === 3 && head[3] === 4;
}
