import type { Relational } from './relational.ts';

/**
 * After rows were deleted that nobody may find again: writes their tables anew and lets go of the old log, in which they would stay readable.
 * A server's tables are swept only: it locks a table that is written anew, and its log belongs to whoever runs it.
 */
export async function purgeDeleted({ kind, query }: Relational, tables: readonly string[]): Promise<void> {
  const names = tables.map((name) => `"${name.replaceAll('"', '""')}"`);
  for (const name of names) await query(`vacuum ${kind === 'pglite' ? '(full) ' : ''}${name}`, []);
  if (kind === 'postgres') return;
  // A file of the log that is used again keeps what stood in it.
  await query('set wal_recycle = off', []);
  await query('select pg_switch_wal()', []);
  await query('checkpoint', []);
}
