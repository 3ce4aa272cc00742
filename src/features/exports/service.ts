import type { InputOf } from '../../contract/operation.ts';
import type { Ctx } from '../../platform/context.ts';
import { StreamReply } from '../../platform/module.ts';
import { audit } from '../access/commands.ts';
import type { exportRows } from './contract.ts';
import { columnsOf, type ExportRow, jsonLine, type Reader, tableLine } from './core/row-text.ts';
import { rowsOf } from './rows.ts';

/** Text that leaves at once: a line by itself costs more to send than to write. */
const PIECE = 64 * 1024;

/** Everything under a name, written while it is read. That somebody took it along is noted. */
export async function exportOf(ctx: Ctx, { entity, format, canonical }: InputOf<typeof exportRows>): Promise<StreamReply> {
  const reader = canonical === 'true' ? 'programs' : 'people';
  await ctx.transaction((inside) => audit(inside, { action: 'export.made', subject: entity, before: null, after: { format } }));
  return new StreamReply(inPieces(format === 'csv' ? tableOf(ctx, entity, reader) : linesOf(ctx, entity, reader)), `${entity}.${format}`);
}

async function* linesOf(ctx: Ctx, entity: string, reader: Reader): AsyncGenerator<string> {
  for await (const row of rowsOf(ctx, entity, reader)) yield `${jsonLine(row)}\n`;
}

/** A table must know all columns before its first row, so the rows are read twice. */
async function* tableOf(ctx: Ctx, entity: string, reader: Reader): AsyncGenerator<string> {
  const names = new Set<string>();
  for await (const row of rowsOf(ctx, entity, reader)) for (const name of Object.keys(row)) names.add(name);
  const columns = columnsOf(names);
  const head = Object.fromEntries(columns.map((column) => [column, column])) satisfies ExportRow;
  // The mark by which Excel knows UTF-8.
  yield `${reader === 'people' ? '\uFEFF' : ''}${tableLine(columns, head, reader)}\r\n`;
  for await (const row of rowsOf(ctx, entity, reader)) yield `${tableLine(columns, row, reader)}\r\n`;
}

async function* inPieces(lines: AsyncIterable<string>): AsyncGenerator<string> {
  let piece = '';
  for await (const line of lines) {
    piece += line;
    if (piece.length < PIECE) continue;
    yield piece;
    piece = '';
  }
  if (piece !== '') yield piece;
}
