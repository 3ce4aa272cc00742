import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { expect, inject, test } from 'vitest';
import { purgeDeleted } from './purge.ts';
import { openPglite } from './relational.ts';

/** Files below a folder that hold these bytes. */
function filesWith(folder: string, text: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) => {
    const path = join(entry.parentPath, entry.name);
    return entry.isFile() && readFileSync(path).includes(text) ? [path.slice(folder.length)] : [];
  });
}

test('deleted rows cannot be found in the files of the embedded engine, and the others stay', async () => {
  const place = mkdtempSync(join(tmpdir(), 'mooring-purge-'));
  const folder = join(place, 'relational');
  const relational = await openPglite({ folder, templateFile: inject('pgliteTemplate') });
  const { unscopedDb } = relational;
  await unscopedDb.execute(sql`create table notes (id text primary key, body text)`);
  await unscopedDb.execute(
    sql`insert into notes select 'n' || i, case when i % 9 = 4 then 'zhang-erased' else 'kept' end from generate_series(1, 500) i`,
  );
  await unscopedDb.execute(sql`create index notes_by_body on notes (body)`);
  await unscopedDb.execute(sql`delete from notes where body = 'zhang-erased'`);
  expect(filesWith(folder, 'zhang-erased')).not.toEqual([]);
  await purgeDeleted(relational, ['notes']);
  expect(filesWith(folder, 'zhang-erased')).toEqual([]);
  const { rows } = await unscopedDb.execute(sql`select count(*)::int as count from notes`);
  expect(rows).toEqual([{ count: 444 }]);
  await relational.close();
  expect(filesWith(folder, 'zhang-erased')).toEqual([]);
  rmSync(place, { recursive: true, force: true });
});
