import { sql } from 'drizzle-orm';
import type { Db } from './db.ts';

/** As PostgreSQL does: a table is due when so many of its rows are dead, and this share of the others. */
const DUE = { rows: 1000, share: 0.2 };
/** A table that is mostly dead rows is swept although somebody is calling. */
const URGENT = { rows: 5000, share: 2 };

/**
 * Takes the dead rows out of the table of the embedded engine that has most of them, and counts what is in it: the engine has no process that
 * would do it by itself. One table a call, because others wait meanwhile. Returns its name; null when none is due.
 *
 * @param calm  Nobody is calling; else only what cannot wait is done.
 */
export async function sweepOne(db: Db, calm: boolean): Promise<string | null> {
  const { rows, share } = calm ? DUE : URGENT;
  // Counts of the last second may be on their way.
  await db.execute(sql`select pg_stat_force_next_flush()`);
  const found = await db.execute<{ schema: string; name: string }>(sql`
    select stat.schemaname as schema, stat.relname as name
    from pg_stat_user_tables as stat join pg_class as kept on kept.oid = stat.relid
    where stat.n_dead_tup > ${rows} + ${share} * greatest(stat.n_live_tup, kept.reltuples)
    order by stat.n_dead_tup desc limit 1`);
  const [table] = found.rows;
  if (table === undefined) return null;
  await db.execute(sql`vacuum (analyze) ${sql.identifier(table.schema)}.${sql.identifier(table.name)}`);
  return `${table.schema}.${table.name}`;
}
