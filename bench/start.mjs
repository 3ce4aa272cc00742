// How long a start takes and how much memory an idle Mooring holds: `npm run bench:start [-- --json]`.
// Limit: a bare Node HTTP server. Alternative: the embedded database initialised without our template.
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keepResult, median } from './results.mjs';

const ROUNDS = 5;
const IDLE_SECONDS = Number(process.env.BENCH_IDLE_SECONDS ?? 60);
const MUST = { newFolderSeconds: 4, againSeconds: 2, idleMegabytes: 600 };

const folder = mkdtempSync(join(tmpdir(), 'mooring-bench-'));
try {
  const bare = [];
  const fresh = [];
  const again = [];
  for (let round = 0; round < ROUNDS; round++) {
    bare.push(await timed(['-e', 'require("node:http").createServer().listen(0, () => console.log("ready on"))']));
    fresh.push(await timed(['dist/server/app/main.js'], join(folder, `data-${round}`)));
    again.push(await timed(['dist/server/app/main.js'], join(folder, `data-${round}`)));
  }
  const withoutTemplate = await timed([
    '--input-type=module',
    '-e',
    `import { PGlite } from '@electric-sql/pglite'; const db = await PGlite.create(${JSON.stringify(join(folder, 'plain'))}); await db.query('select 1'); console.log('ready on'); setInterval(() => {}, 1000);`,
  ]);
  const megabytes = await idleMegabytes(join(folder, 'data-0'));
  const result = {
    seconds: { newFolder: median(fresh), again: median(again), bareServer: median(bare), databaseWithoutTemplate: withoutTemplate },
    ratio: { newFolderToBare: median(fresh) / median(bare), withoutTemplateToNewFolder: withoutTemplate / median(fresh) },
    idle: { megabytes, secondsAfterReady: IDLE_SECONDS },
    must: MUST,
    check: median(fresh) <= MUST.newFolderSeconds && median(again) <= MUST.againSeconds && megabytes <= MUST.idleMegabytes,
  };
  keepResult('start', result, { rounds: ROUNDS });
  if (!result.check) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Seconds until a program says that it is ready; it is stopped afterwards. */
async function timed(args, data) {
  const started = performance.now();
  const child = await ready(args, data);
  const seconds = (performance.now() - started) / 1000;
  await stopped(child);
  return seconds;
}

function ready(args, data) {
  const env = { ...process.env, NODE_ENV: 'production', PORT: '0', ...(data ? { MOORING_DATA: data } : {}) };
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`${args.join(' ')} ended with ${code} before it was ready`)));
    child.stdout.on('data', (text) => String(text).includes('ready on') && resolve(child));
  });
}

function stopped(child) {
  return new Promise((resolve) => {
    child.removeAllListeners('exit');
    child.once('exit', resolve);
    child.kill('SIGTERM');
  });
}

/** Resident memory of the whole process tree, some time after it was ready. */
async function idleMegabytes(data) {
  const child = await ready(['dist/server/app/main.js'], data);
  await new Promise((resolve) => setTimeout(resolve, IDLE_SECONDS * 1000));
  const parents = new Map(
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map((pid) => [Number(pid), statusOf(pid, 'PPid')]),
  );
  const inTree = (pid) => pid === child.pid || (parents.get(pid) > 1 && inTree(parents.get(pid)));
  const kilobytes = [...parents.keys()].filter(inTree).reduce((sum, pid) => sum + statusOf(pid, 'VmRSS'), 0);
  await stopped(child);
  return Math.round(kilobytes / 1024);
}

function statusOf(pid, name) {
  try {
    return Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}
