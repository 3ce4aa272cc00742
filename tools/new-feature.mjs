// `npm run new:feature -- <name> --what …`: a small feature that works, from table to HTTP, in the shape of all others.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fail, ROOT } from './bootstrap.mjs';
import { asked, change, finish, pascal, writeNew } from './scaffold.mjs';

const { id, what } = asked('npm run new:feature -- <name> --what <what it is to a CSM, in a sentence>', ['what']);
const order = [
  ...(/const FEATURES = \[([^\]]+)\]/.exec(readFileSync(join(ROOT, '.dependency-cruiser.cjs'), 'utf8'))?.[1] ?? '').matchAll(/'([a-z]+)'/g),
].map(([, name]) => name);
if (!order.includes(id)) fail(`'${id}' is not in the list of .dependency-cruiser.cjs: add it there, at its place in the order of reading.`);

const numbers = readdirSync(join(ROOT, 'migrations')).map((name) => Number(name.slice(0, 4)));
const migration = `migrations/${String(Math.max(...numbers) + 1).padStart(4, '0')}_${id}_create.sql`;
const folder = `src/features/${id}`;
const Name = pascal(id);

const files = {
  [migration]: `-- compatible
CREATE TABLE ${id}_entries (
  workspace_id text NOT NULL,
  id text NOT NULL,
  said text NOT NULL,
  said_at bigint NOT NULL,
  PRIMARY KEY (workspace_id, id)
);
`,
  [`${folder}/README.md`]: `# ${id}\n\n${what}\n\n| Word | Meaning |\n| --- | --- |\n| entry | one thing said |\n\nWhere each rule is: \`core/order.ts\` orders entries.\n`,
  [`${folder}/contract.ts`]: `import { z } from 'zod';
import { CUSTOMER_WORK } from '../../contract/access.ts';
import { operation } from '../../contract/operation.ts';
import { instantSchema } from '../../contract/shapes.ts';

const entrySchema = z.object({ entryId: z.string(), said: z.string(), saidAt: instantSchema });

export const list${Name} = operation({
  id: '${id}.list',
  method: 'GET',
  path: '/api/v1/${id}',
  summary: 'The entries, latest first.',
  access: { who: 'member', functions: 'any', key: 'read' },
  input: z.object({}),
  output: z.object({ entries: z.array(entrySchema) }),
  errors: [],
});

export const add${Name} = operation({
  id: '${id}.add',
  method: 'POST',
  path: '/api/v1/${id}',
  summary: 'Adds an entry.',
  access: { who: 'member', functions: CUSTOMER_WORK, key: 'write' },
  input: z.object({ said: z.string().trim().min(1).max(500) }),
  output: entrySchema,
  errors: [],
});
`,
  [`${folder}/core/order.ts`]: `import type { Instant } from '../../../kernel/time.ts';

/**
 * Orders entries: latest first, then by id, so that the order never depends on the database.
 *
 * @param entries  Entries with the moment they were said.
 * @returns        A new list.
 * @example        latestFirst([{ id: 'a', saidAt: 1 }, { id: 'b', saidAt: 2 }]).map((entry) => entry.id) // => ['b', 'a']
 */
export function latestFirst<Entry extends { readonly id: string; readonly saidAt: Instant }>(entries: readonly Entry[]): readonly Entry[] {
  return entries.toSorted((a, b) => b.saidAt - a.saidAt || (a.id < b.id ? -1 : 1));
}
`,
  [`${folder}/tables.ts`]: `import { bigint, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { WorkspaceId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/time.ts';

export const ${id}Entries = pgTable(
  '${id}_entries',
  {
    workspaceId: text('workspace_id').$type<WorkspaceId>().notNull(),
    id: text('id').notNull(),
    said: text('said').notNull(),
    saidAt: bigint('said_at', { mode: 'number' }).$type<Instant>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.id] })],
);

export type Entry = typeof ${id}Entries.$inferSelect;
`,
  [`${folder}/store.ts`]: `import { eq } from 'drizzle-orm';
import type { Ctx } from '../../platform/context.ts';
import { type Entry, ${id}Entries } from './tables.ts';

export async function allEntries(ctx: Ctx): Promise<readonly Entry[]> {
  return ctx.db.select().from(${id}Entries).where(eq(${id}Entries.workspaceId, ctx.workspace.id));
}

export async function insertEntry(ctx: Ctx, entry: Omit<Entry, 'workspaceId'>): Promise<void> {
  await ctx.db.insert(${id}Entries).values({ workspaceId: ctx.workspace.id, ...entry });
}
`,
  [`${folder}/service.ts`]: `import type { InputOf, OutputOf } from '../../contract/operation.ts';
import { formatInstant } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { newId } from '../../platform/new-id.ts';
import type { add${Name}, list${Name} } from './contract.ts';
import { latestFirst } from './core/order.ts';
import { allEntries, insertEntry } from './store.ts';
import type { Entry } from './tables.ts';

/** The entries, latest first. */
export async function entryList(ctx: Ctx): Promise<OutputOf<typeof list${Name}>> {
  return { entries: latestFirst(await allEntries(ctx)).map(presented) };
}

/** Adds an entry. */
export async function addEntry(ctx: Ctx, { said }: InputOf<typeof add${Name}>): Promise<OutputOf<typeof add${Name}>> {
  const entry = { id: newId('ent'), said, saidAt: ctx.now };
  await insertEntry(ctx, entry);
  return presented(entry);
}

function presented({ id, said, saidAt }: Omit<Entry, 'workspaceId'>): OutputOf<typeof add${Name}> {
  return { entryId: id, said, saidAt: formatInstant(saidAt) };
}
`,
  [`${folder}/http.ts`]: `import { type Route, route } from '../../platform/module.ts';
import { add${Name}, list${Name} } from './contract.ts';
import { addEntry, entryList } from './service.ts';

export const ${id}Routes: readonly Route[] = [route(list${Name}, entryList), route(add${Name}, addEntry)];
`,
  [`${folder}/module.ts`]: `import type { Module } from '../../platform/module.ts';
import { ${id}Routes } from './http.ts';

export const ${id}Module: Module = { name: '${id}', routes: ${id}Routes };
`,
  [`${folder}/service.test.ts`]: `import { expect, test } from 'vitest';
import { describeEachEngine } from '../../../test/engines.ts';
import { makeHouse } from '../../../test/make.ts';
import { add${Name}, list${Name} } from './contract.ts';

describeEachEngine('${id}', (engine) => {
  test('what was added is listed, latest first', async () => {
    const house = await makeHouse(engine);
    try {
      const owner = await house.setUp();
      await house.call(add${Name}, { said: 'first' }, owner);
      house.clock.set('2026-11-18T03:00:00Z');
      await house.call(add${Name}, { said: 'second' }, owner);
      const { entries } = await house.call(list${Name}, {}, owner);
      expect(entries.map(({ said }) => said)).toEqual(['second', 'first']);
    } finally {
      await house.close();
    }
  });
});
`,
};

writeNew(files);
change('src/app/modules.ts', (text) => {
  const place = order.indexOf(id);
  const list = /return \[([\s\S]*?)\];/.exec(text)?.[1] ?? '';
  const modules = list
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
  const before = modules.findIndex((entry) => order.indexOf(/^([a-z]+)Module/.exec(entry)?.[1] ?? '') > place);
  modules.splice(before === -1 ? modules.length : before, 0, `${id}Module`);
  return `import { ${id}Module } from '../features/${id}/module.ts';\n${text.replace(list, modules.join(', '))}`;
});
finish(
  [...Object.keys(files).filter((path) => /\.(ts|md)$/.test(path)), 'src/app/modules.ts'],
  `Next: say in ${folder}/README.md what it is, give the entries the fields they need (contract.ts, tables.ts, ${migration}), and put its rules into core/.`,
);
