import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { sql } from 'drizzle-orm';
import type { TestProject } from 'vitest/node';
import { migrate, readMigrations } from '../src/platform/db/migrate.ts';
import { openPostgres } from '../src/platform/db/relational.ts';
import { makeTemplate } from '../src/platform/db/template.ts';
import { startTestServer } from './postgres/server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A server for this run, with a migrated database `mooring_template`. */
    postgresUrl: string;
    /** A migrated data folder of the embedded engine, packed. */
    pgliteTemplate: string;
  }
}

const MIGRATIONS = fileURLToPath(new URL('../migrations', import.meta.url));
const CACHE = fileURLToPath(new URL('../node_modules/.cache/mooring/', import.meta.url));

/** Before the tests: both engines, migrated. A missing engine fails the run. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startTestServer();
  try {
    await prepareServer(server.url);
    project.provide('postgresUrl', server.url);
    project.provide('pgliteTemplate', await template());
  } catch (error) {
    await server.stop();
    throw error;
  }
  return () => server.stop();
}

async function prepareServer(url: string): Promise<void> {
  const outer = await openPostgres(url);
  await outer.unscopedDb.execute(sql`create database mooring_template`);
  await outer.close();
  const inner = await openPostgres(new URL('/mooring_template', url).href);
  await migrate(inner, MIGRATIONS);
  await inner.close();
}

/** Kept from run to run, under the name of what it was made of. */
async function template(): Promise<string> {
  const { dependencies } = JSON.parse(await readFile(fileURLToPath(new URL('../package.json', import.meta.url)), 'utf8'));
  const made = [
    dependencies['@electric-sql/pglite'],
    ...(await readMigrations(MIGRATIONS)).map(({ name, checksum }) => name + checksum),
  ].join('\n');
  const path = `${CACHE}pglite-${createHash('sha256').update(made).digest('hex').slice(0, 16)}.tar.gz`;
  if (!existsSync(path)) await makeTemplate(path, MIGRATIONS);
  return path;
}
