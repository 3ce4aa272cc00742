import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { sql } from 'drizzle-orm';
import { expect, inject, test } from 'vitest';
import { openPglite } from './db/relational.ts';

const KILLS = 3;

test('a process that is killed again and again between change, commit and delivery loses no event and keeps no half of one', async () => {
  const place = await mkdtemp(join(tmpdir(), 'mooring-outbox-'));
  const folder = join(place, 'relational');
  const script = join(place, 'sender.mts');
  await writeFile(script, SENDER);
  const acknowledged: string[] = [];
  for (let round = 0; round < KILLS; round++) acknowledged.push(...(await runAndKill(script, folder, round)));
  await runToEnd(script, folder);

  const { unscopedDb, close } = await openPglite({ folder });
  const { rows: sent } = await unscopedDb.execute<{ key: string }>(sql`select key from sent order by key`);
  const { rows: received } = await unscopedDb.execute<{ key: string; times: number }>(sql`select key, times from received order by key`);
  const { rows: open } = await unscopedDb.execute(sql`select * from outbox_deliveries where state <> 'done'`);
  await close();
  await rm(place, { recursive: true, force: true });

  const keys = sent.map(({ key }) => key);
  expect(acknowledged.length).toBeGreaterThan(KILLS * 10);
  expect(acknowledged.filter((key) => !keys.includes(key))).toEqual([]);
  // The note that a delivery was made commits with what its handler wrote: so in the same database even once, not only at least once.
  expect(received).toEqual(keys.map((key) => ({ key, times: 1 })));
  expect(open).toEqual([]);
});

function start(script: string, folder: string, mode: string) {
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  const root = new URL('../../', import.meta.url).href;
  return spawn(process.execPath, ['--import', tsx, script, folder, inject('pgliteTemplate'), root, mode], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

/** What the process said it had committed before it was killed. */
async function runAndKill(script: string, folder: string, round: number): Promise<string[]> {
  const sender = start(script, folder, `r${round}`);
  let said = '';
  for await (const chunk of sender.stdout) {
    said += String(chunk);
    if (said.split('\n').length > 20 + 7 * round) break;
  }
  sender.kill('SIGKILL');
  if (sender.exitCode === null && sender.signalCode === null) await once(sender, 'exit');
  return said.split('\n').slice(0, -1);
}

async function runToEnd(script: string, folder: string): Promise<void> {
  const sender = start(script, folder, 'end');
  sender.stdout.resume();
  const [code] = await once(sender, 'exit');
  expect(code).toBe(0);
}

/** Sends events, each with a change of its own, and delivers them at the same time; at the end it delivers what is left. */
const SENDER = `
const [folder, templateFile, root, mode] = process.argv.slice(2);
const load = (path) => import(root + path);
const [{ openPglite }, { createRuntime }, { on }, { domainEvent }, { z }, { sql }, { pino }] = await Promise.all([
  load('src/platform/db/relational.ts'), load('src/platform/create-runtime.ts'), load('src/platform/module.ts'),
  load('src/contract/domain-event.ts'), load('node_modules/zod/index.js'), load('node_modules/drizzle-orm/index.js'),
  load('node_modules/pino/pino.js').then((loaded) => loaded.default),
]);
const workspace = { id: 'ws_acme', key: 'acme', name: 'Acme', timeZone: 'UTC', locale: 'en-US' };
const relational = await openPglite({ folder, templateFile });
await relational.unscopedDb.execute(sql\`create table if not exists sent (workspace_id text, key text primary key)\`);
await relational.unscopedDb.execute(sql\`create table if not exists received (workspace_id text, key text primary key, times int)\`);
const added = domainEvent({ name: 'thing.added', payload: z.object({ key: z.string() }) });
const receive = async (ctx, { key }) => {
  await ctx.db.execute(sql\`insert into received values (\${ctx.workspace.id}, \${key}, 1)
    on conflict (key) do update set times = received.times + 1 where received.workspace_id = \${ctx.workspace.id}\`);
};
const runtime = createRuntime({
  clock: () => Date.now(), relational, events: {}, series: {}, log: pino({ level: 'silent' }),
  workspaces: { all: async () => [workspace], find: async () => workspace },
  modules: [{ name: 'thing', subscriptions: [on(added, 'thing.receive', receive)] }],
});
if (mode === 'end') {
  await runtime.settle();
  await relational.close();
  process.exit(0);
}
for (let n = 0; ; n++) {
  const key = mode + '-' + String(n).padStart(6, '0');
  await runtime.write(workspace, { kind: 'operator' }, async (ctx) => {
    await ctx.db.execute(sql\`insert into sent (workspace_id, key) values (\${ctx.workspace.id}, \${key})\`);
    await ctx.emit(added, { key });
  });
  process.stdout.write(key + '\\n');
  if (n % 3 === 0) void runtime.settle();
}
`;
