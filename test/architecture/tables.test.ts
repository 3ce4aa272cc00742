import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { is, sql } from 'drizzle-orm';
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Db } from '../../src/platform/db/db.ts';
import { describeEachEngine } from '../engines.ts';
import { filesBelow, ROOT, SERVER, textOf, withoutComments } from './source-tree.ts';

/** Tables that name no workspace, and why (settled 26). Only access and platform query them. */
const WITHOUT_WORKSPACE: Readonly<Record<string, string>> = {
  user: 'of the sign-in library: a user may belong to several workspaces',
  session: 'of the sign-in library',
  sign_in_credential: 'of the sign-in library',
  verification: 'of the sign-in library',
  platform_migrations: 'says which migrations the database has',
};

/** Columns that the program never reads. */
const FOR_PEOPLE_ONLY = ['platform_migrations.applied_at'];

interface Declared {
  readonly owner: string;
  readonly name: string;
  readonly columns: readonly string[];
}

/** `feature` of `src/features/feature/tables.ts`; `platform` of `src/platform/db/tables.ts`. */
function ownerOfFile(path: string): string {
  const [, layer, feature] = path.split('/');
  return layer === 'features' ? (feature ?? '') : (layer ?? '');
}

async function declaredTables(): Promise<readonly Declared[]> {
  const files = filesBelow('src', /\/tables\.ts$/);
  const modules = await Promise.all(files.map((path) => import(/* @vite-ignore */ pathToFileURL(join(ROOT, path)).href)));
  return modules.flatMap((module: Record<string, unknown>, index) =>
    Object.values(module)
      .filter((value): value is PgTable => is(value, PgTable))
      .map((table) => {
        const { name, columns } = getTableConfig(table);
        const described = columns.map((column) => `${column.name} ${column.getSQLType()}${column.notNull ? ' not null' : ''}`);
        return { owner: ownerOfFile(files[index] ?? ''), name, columns: described.sort() };
      }),
  );
}

/** Tables by the feature whose migration makes them. The table of migrations is made by the platform itself. */
function madeTables(): ReadonlyMap<string, string> {
  const made = new Map([['platform_migrations', 'platform']]);
  for (const path of filesBelow('migrations', /\.sql$/)) {
    const feature = /\/\d{4}_([a-z]+)_/.exec(path)?.[1] ?? '';
    for (const [, act, table = ''] of withoutComments(textOf(path)).matchAll(/(create|drop) table (?:if (?:not )?exists )?"?(\w+)"?/gi)) {
      if (act?.toLowerCase() === 'create') made.set(table, feature);
      else made.delete(table);
    }
  }
  return made;
}

async function catalogueColumns(db: Db): Promise<ReadonlyMap<string, readonly string[]>> {
  const { rows } = await db.execute<{ table_name: string; described: string }>(sql`
    select c.relname as table_name,
      a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || case when a.attnotnull then ' not null' else '' end as described
    from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
    where n.nspname = 'public' and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped`);
  const columns = new Map<string, string[]>();
  for (const { table_name: table, described } of rows) columns.set(table, [...(columns.get(table) ?? []), described]);
  return new Map([...columns].map(([table, described]) => [table, described.sort()]));
}

async function firstKeyColumns(db: Db): Promise<ReadonlyMap<string, string>> {
  const { rows } = await db.execute<{ table_name: string; first_column: string }>(sql`
    select c.relname as table_name, a.attname as first_column
    from pg_index i join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
    where n.nspname = 'public' and i.indisprimary`);
  return new Map(rows.map((row) => [row.table_name, row.first_column]));
}

describe('tables', () => {
  test('each is declared once, by the feature whose migration makes it', async () => {
    const declared = (await declaredTables()).map(({ name, owner }) => `${name} of ${owner}`);
    expect(declared.sort()).toEqual([...madeTables()].map(([name, owner]) => `${name} of ${owner}`).sort());
  });

  test('no SQL names a table of another feature', () => {
    const owners = madeTables();
    const foreign = SERVER.flatMap((path) => {
      const text = withoutComments(textOf(path));
      return [...owners]
        .filter(([, owner]) => owner !== ownerOfFile(path))
        .filter(([table]) => new RegExp(`\\b(from|join|into|update|table)\\s+"?${table}"?(?!\\w|\\.|:| of\\b)`, 'i').test(sqlOf(text)))
        .map(([table, owner]) => `${path} names ${table} of ${owner}`);
    });
    expect(foreign).toEqual([]);
  });
});

/** The SQL a TypeScript file writes as text: its tagged and plain templates, and quoted strings that look like statements. */
function sqlOf(text: string): string {
  const templates = [...text.matchAll(/`[^`]*`/g)].map(([template]) => template);
  const strings = [...text.matchAll(/'(?:[^'\\\n]|\\.)*'/g)].map(([string]) => string);
  return [...templates, ...strings].filter((part) => /\b(select|insert|update|delete|create|alter|truncate)\b/i.test(part)).join('\n');
}

describeEachEngine('the migrated catalogue', (engine) => {
  let columns: ReadonlyMap<string, readonly string[]>;
  let keys: ReadonlyMap<string, string>;
  beforeAll(async () => {
    const { unscopedDb } = await engine.fresh();
    columns = await catalogueColumns(unscopedDb);
    keys = await firstKeyColumns(unscopedDb);
  });

  test('has exactly the columns that are declared for the program', async () => {
    const declared = Object.fromEntries((await declaredTables()).map(({ name, columns: described }) => [name, described]));
    const found = [...columns].map(([table, described]) => [
      table,
      described.filter((column) => !FOR_PEOPLE_ONLY.includes(`${table}.${column.split(' ')[0]}`)),
    ]);
    expect(Object.fromEntries(found)).toEqual(declared);
  });

  test('begins every primary key with the workspace', () => {
    const others = [...columns.keys()].filter((table) => keys.get(table) !== 'workspace_id');
    expect(others.sort()).toEqual(Object.keys(WITHOUT_WORKSPACE).sort());
  });
});
