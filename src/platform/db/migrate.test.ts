import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { describeEachEngine } from '../../../test/engines.ts';
import { InvariantError } from '../../kernel/errors.ts';
import { migrate } from './migrate.ts';
import type { Relational } from './relational.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mooring-migrations-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const FIRST = {
  '0001_boats_create.sql': "-- compatible\nCREATE TABLE boats (name text PRIMARY KEY);\nINSERT INTO boats VALUES ('one');\n",
};
const SECOND = { '0002_boats_length.sql': 'ALTER TABLE boats ADD COLUMN length integer;\n' };
const THIRD = { '0003_boats_index.sql': '-- compatible\nCREATE INDEX boats_length ON boats (length);\n' };

async function write(files: Record<string, string>): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  folder = await mkdtemp(join(tmpdir(), 'mooring-migrations-'));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
}

async function columns({ unscopedDb }: Relational): Promise<readonly unknown[]> {
  const { rows } = await unscopedDb.execute(sql`select column_name from information_schema.columns where table_name = 'boats' order by 1`);
  return rows.map(({ column_name: name }) => name);
}

describeEachEngine('migrate', (engine) => {
  async function empty(): Promise<Relational> {
    const relational = await engine.fresh();
    await relational.unscopedDb.execute(sql.raw('drop table if exists boats; drop table if exists platform_migrations'));
    return relational;
  }

  test('applies what is missing, in order, once', async () => {
    const relational = await empty();
    await write(FIRST);
    await migrate(relational, folder);
    expect(await columns(relational)).toEqual(['name']);
    await write({ ...THIRD, ...SECOND, ...FIRST });
    await migrate(relational, folder);
    await migrate(relational, folder);
    expect(await columns(relational)).toEqual(['length', 'name']);
    expect((await relational.unscopedDb.execute(sql`select * from boats`)).rows).toEqual([{ name: 'one', length: null }]);
  });

  test('applies all or nothing, and names the migration that failed', async () => {
    const relational = await empty();
    await write({ ...FIRST, '0002_boats_wrong.sql': 'ALTER TABLE ships ADD COLUMN length integer;' });
    await expect(migrate(relational, folder)).rejects.toMatchObject({
      exit: 'failed',
      message: 'Migration 0002_boats_wrong failed: relation "ships" does not exist',
    });
    expect(await columns(relational)).toEqual([]);
    await write({ ...FIRST, ...SECOND });
    await migrate(relational, folder);
    expect(await columns(relational)).toEqual(['length', 'name']);
  });

  test('two programs that start at once on the same database migrate it once', async () => {
    const relational = await empty();
    await write({ ...FIRST, ...SECOND });
    await Promise.all([migrate(relational, folder), migrate(relational, folder)]);
    expect((await relational.unscopedDb.execute(sql`select count(*)::int as n from platform_migrations`)).rows).toEqual([{ n: 2 }]);
  });

  test('refuses a migration that was changed after it was applied, but not for its line ends', async () => {
    const relational = await empty();
    await write(FIRST);
    await migrate(relational, folder);
    await write({ '0001_boats_create.sql': FIRST['0001_boats_create.sql'].replaceAll('\n', '\r\n') });
    await migrate(relational, folder);
    await write({ '0001_boats_create.sql': `${FIRST['0001_boats_create.sql']}-- a word more\n` });
    await expect(migrate(relational, folder)).rejects.toMatchObject({
      exit: 'failed',
      message: expect.stringContaining('0001_boats_create'),
    });
  });

  test('an older program refuses the database of a newer one with exit code 6, unless every newer migration is compatible', async () => {
    const relational = await empty();
    await write({ ...FIRST, ...SECOND });
    await migrate(relational, folder);
    await write(FIRST);
    await expect(migrate(relational, folder)).rejects.toMatchObject({
      exit: 'data folder newer',
      code: 6,
      message: expect.stringContaining('0002_boats_length'),
    });
    await write({ ...FIRST, ...SECOND, ...THIRD });
    await migrate(relational, folder);
    await write({ ...FIRST, ...SECOND });
    await migrate(relational, folder);
    expect(await columns(relational)).toEqual(['length', 'name']);
  });

  test('refuses a file that is not named like a migration', async () => {
    const relational = await empty();
    await write({ ...FIRST, 'boats.sql': 'SELECT 1;' });
    await expect(migrate(relational, folder)).rejects.toThrow(InvariantError);
  });
});
