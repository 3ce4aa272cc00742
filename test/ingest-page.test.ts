import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { batch } from '../src/features/usage/contract.ts';
import { LONGEST_PROPERTIES } from '../src/features/usage/core/normalise.ts';
import { browserSnippet, nodeSnippet } from '../src/features/usage/web/snippets.ts';

/*
 * docs/ingest.md promises a first event in five minutes: its commands are run here, as they stand there.
 */
const PAGE = readFileSync('docs/ingest.md', 'utf8');
const COMMANDS = [...PAGE.matchAll(/^```sh\n([\s\S]+?)^```$/gm)].map(([, text = '']) => text.trim());

const folder = mkdtempSync(join(tmpdir(), 'mooring-page-'));
let server: ChildProcess | null = null;
afterAll(() => {
  server?.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

const env: NodeJS.ProcessEnv = {
  ...process.env,
  PORT: '0',
  MOORING_DATA: join(folder, 'data'),
  LOG_LEVEL: 'fatal',
  NODE_ENV: 'production',
};

function shell(command: string): string {
  const { status, stdout, stderr } = spawnSync('bash', ['-ec', command], { env, encoding: 'utf8' });
  expect(status, `${command}\n${stderr}`).toBe(0);
  return stdout;
}

async function started(): Promise<string> {
  const child = spawn(process.execPath, ['dist/server/app/main.js'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  server = child;
  for await (const text of child.stdout as AsyncIterable<Buffer>) {
    const url = /ready on (http:\S+)/.exec(text.toString())?.[1];
    if (url !== undefined) return url;
  }
  throw new Error('The server ended before it was ready.');
}

test('the commands of the page lead from an empty folder to a counted event', { timeout: 90_000 }, async () => {
  expect(COMMANDS).toHaveLength(6);
  const [start = '', setUp = '', keys = '', send = '', events = '', series = ''] = COMMANDS;
  expect(start).toBe('npm start');
  shell(setUp);
  const [key, read] = shell(`${keys}\necho "$KEY $READ"`).trim().split(' ');
  Object.assign(env, { KEY: key, READ: read, MOORING: await started() });
  expect(JSON.parse(shell(send))).toMatchObject({ accepted: 2, items: [{ status: 'accepted' }, { status: 'accepted' }] });
  expect(JSON.parse(shell(send))).toMatchObject({ duplicate: 2 });
  expect(JSON.parse(shell(events))).toMatchObject({ total: 2 });
  // Today, in the zone of the workspace, need not be today where the shell is.
  await expect
    .poll(() => JSON.parse(shell(series.replaceAll('date +', 'TZ=Asia/Shanghai date +'))), { timeout: 20_000 })
    .toMatchObject([{ metric: 'dau', value: 1 }]);
});

test('the lines for programs and pages are those that the page 接入事件 shows', () => {
  const [stub = ''] = /^ {2}window\.mooring = [\s\S]+?;\n\n/m.exec(PAGE) ?? [];
  expect(stub).not.toBe('');
  expect(browserSnippet({ origin: '', key: '' })).toContain(stub.trim());
  expect(PAGE).toContain(nodeSnippet({ origin: 'https://mooring.example.com', key: 'YOUR_KEY' }));
});

test('the limits of the page are those of the code', () => {
  const [, items = 0, megabytes = 0, kilobytes = 0] =
    /At most (\d+) items and (\d+) MB a batch, and (\d+) KB/.exec(PAGE)?.map(Number) ?? [];
  expect([megabytes * 1024 * 1024, kilobytes * 1024]).toEqual([batch.bodyLimit, LONGEST_PROPERTIES]);
  const taken = (size: number): boolean => batch.input.safeParse({ batch: Array(size).fill({}) }).success;
  expect([taken(items), taken(items + 1)]).toEqual([true, false]);
});
