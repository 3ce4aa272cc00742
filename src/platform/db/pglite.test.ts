import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { packFolder, unpackFolder } from './archive.ts';
import { openPglite } from './relational.ts';

/** The embedded engine in a folder: first start, second start, and a process that is killed. */

let place: string;
beforeEach(async () => {
  place = await mkdtemp(join(tmpdir(), 'mooring-pglite-test-'));
});
afterEach(() => rm(place, { recursive: true, force: true }));

test('a first start unpacks the template, migrated; a second one finds what the first one kept', async () => {
  const folder = join(place, 'relational');
  const first = await openPglite({ folder, templateFile: inject('pgliteTemplate') });
  const { rows } = await first.unscopedDb.execute(sql`select name from platform_migrations order by 1 limit 1`);
  expect(rows).toEqual([{ name: '0001_platform_create' }]);
  await first.unscopedDb.execute(sql`create table kept (word text)`);
  await first.unscopedDb.execute(sql`insert into kept values ('系舟')`);
  await first.close();
  expect(await readdir(place)).toEqual(['relational']);
  const second = await openPglite({ folder, templateFile: inject('pgliteTemplate') });
  expect((await second.unscopedDb.execute(sql`select * from kept`)).rows).toEqual([{ word: '系舟' }]);
  await second.close();
});

test('what an interrupted first start left behind is swept away', async () => {
  const folder = join(place, 'relational');
  await mkdir(`${folder}.new`);
  await writeFile(join(`${folder}.new`, 'PG_VERSION'), 'half');
  const relational = await openPglite({ folder, templateFile: inject('pgliteTemplate') });
  expect((await relational.unscopedDb.execute(sql`select 1 as one`)).rows).toEqual([{ one: 1 }]);
  await relational.close();
  expect(await readdir(place)).toEqual(['relational']);
});

test('text sorts by code point and times are UTC, as on the servers of the tests', async () => {
  const relational = await openPglite({ folder: null, templateFile: inject('pgliteTemplate') });
  const { rows } = await relational.unscopedDb.execute(sql`select current_setting('TimeZone') as zone, 'a' > 'B' as by_code_point`);
  expect(rows).toEqual([{ zone: 'UTC', by_code_point: true }]);
  await relational.close();
});

test('after it was closed it says so, instead of waiting', async () => {
  const relational = await openPglite({ folder: null, templateFile: inject('pgliteTemplate') });
  await relational.close();
  await expect(relational.transaction((db) => db.execute(sql`select 1`))).rejects.toThrow();
});

test('a process that is killed loses nothing that was committed, and nothing half done remains', async () => {
  const folder = join(place, 'relational');
  const script = join(place, 'writer.mts');
  await writeFile(script, WRITER);
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  const modules = { relational: new URL('./relational.ts', import.meta.url).href, drizzle: import.meta.resolve('drizzle-orm') };
  const args = ['--import', tsx, script, folder, inject('pgliteTemplate'), modules.relational, modules.drizzle];
  const writer = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  for await (const chunk of writer.stdout) {
    said += String(chunk);
    if (said.split('\n').length > 50) break;
  }
  writer.kill('SIGKILL');
  if (writer.exitCode === null && writer.signalCode === null) await once(writer, 'exit');
  const acknowledged = said.split('\n').slice(0, -1).map(Number);
  const relational = await openPglite({ folder });
  const { rows } = await relational.unscopedDb.execute<{ n: number; pairs: number }>(
    sql`select n, count(*)::int as pairs from written group by n order by n`,
  );
  await relational.close();
  expect(acknowledged.length).toBeGreaterThanOrEqual(50);
  expect(rows.slice(0, acknowledged.length).map(({ n }) => n)).toEqual(acknowledged);
  expect(new Set(rows.map(({ pairs }) => pairs))).toEqual(new Set([2]));
});

/** Writes pairs of rows, each pair in a transaction, and says the number of each that was committed. */
const WRITER = `
const [folder, templateFile, relationalUrl, drizzleUrl] = process.argv.slice(2);
const { openPglite } = await import(relationalUrl);
const { sql } = await import(drizzleUrl);
const { unscopedDb, transaction } = await openPglite({ folder, templateFile });
await unscopedDb.execute(sql\`create table written (n int, half int, primary key (n, half))\`);
for (let n = 0; ; n++) {
  await transaction(async (db) => {
    await db.execute(sql\`insert into written values (\${n}, 1)\`);
    await db.execute(sql\`insert into written values (\${n}, 2)\`);
  });
  process.stdout.write(n + '\\n');
}
`;

test('an archive gives a folder back as it was, and the same folder gives the same bytes', async () => {
  const [from, to] = [join(place, 'from'), join(place, 'to')];
  await mkdir(join(from, 'deep', 'empty'), { recursive: true });
  const contents: Record<string, Buffer> = {
    'deep/zero': Buffer.alloc(0),
    'deep/block': Buffer.alloc(512, 7),
    'deep/odd': Buffer.from('系舟'.repeat(333)),
    'a name with spaces': Buffer.from([0, 255, 10]),
  };
  for (const [name, content] of Object.entries(contents)) await writeFile(join(from, name), content);
  const packed = await packFolder(from);
  await unpackFolder(packed, to);
  expect((await readdir(to, { recursive: true })).sort()).toEqual((await readdir(from, { recursive: true })).sort());
  for (const [name, content] of Object.entries(contents)) expect(await readFile(join(to, name))).toEqual(content);
  expect(await packFolder(to)).toEqual(packed);
});

test('an archive that is cut off is refused', async () => {
  await mkdir(join(place, 'from'));
  await writeFile(join(place, 'from', 'file'), Buffer.alloc(100_000, 1));
  const packed = await packFolder(join(place, 'from'));
  await expect(unpackFolder(packed.subarray(0, packed.length - 40), join(place, 'to'))).rejects.toThrow();
});
