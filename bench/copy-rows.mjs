// More customers than could be told through the door: rows of those told, copied by statement.
import { sql } from 'drizzle-orm';

/**
 * Writes each row of some tables once more for each copy. `tables`: by table, how columns of a copy are made, of the column's name, with `n` for the
 * number of the copy. `only`: by table, a further condition.
 */
export async function copyRows(db, workspace, copies, tables, only = {}) {
  for (const [table, changed] of Object.entries(tables)) {
    const { rows } = await db.execute(
      sql.raw(`select column_name as name from information_schema.columns where table_schema = 'public' and table_name = '${table}'
        and is_generated = 'NEVER' and is_identity = 'NO'`),
    );
    const names = rows.map(({ name }) => name);
    const values = names.map((name) => changed[name]?.(name) ?? name);
    await db.execute(
      sql.raw(`insert into ${table} (${names.join(', ')}) select ${values.join(', ')} from ${table}, generate_series(1, ${copies}) as n
        where workspace_id = '${workspace}' ${only[table] ?? ''}`),
    );
  }
  await db.execute(sql.raw('analyze'));
}
