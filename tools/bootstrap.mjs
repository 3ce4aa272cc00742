// What start, test and mooring do first: check Node, install what the lock file names, build what changed. Needs nothing but Node.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

const OLDEST_NODE = [20, 19];
const LOCK = join(ROOT, '.cache', 'bootstrap.lock');
const INSTALLED = join(ROOT, 'node_modules', '.mooring-installed');
const BUILT = join(ROOT, 'dist', '.mooring-built');
/** What a build is made of. Folders are read whole, tests included: a needless build is cheaper than a stale one. */
const SOURCES = [
  'src',
  'migrations',
  'public',
  'index.html',
  'vite.config.ts',
  'vite.snippet.config.ts',
  'tools/vite-plugins.ts',
  'tsconfig.json',
  'tsconfig.build.json',
  'package-lock.json',
];

/** Ends the program with one line that says what is wrong and what to do. */
export function fail(message) {
  console.error(`mooring: ${message}`);
  process.exit(1);
}

/** Runs a program; its output goes where messages go, so that standard output stays clean for answers. */
export function run(command, args, options = {}) {
  // Windows starts npm and npx through its shell only.
  const shell = process.platform === 'win32' && !command.endsWith('.exe');
  const { status, error } = spawnSync(command, args, { cwd: ROOT, stdio: ['ignore', 2, 2], shell, ...options });
  return error === undefined && status === 0;
}

/** Runs a JavaScript program of an installed package. */
export function runPackage(name, script, args, options) {
  return run(process.execPath, [join(ROOT, 'node_modules', name, script), ...args], options);
}

export function checkNode(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [wantedMajor, wantedMinor] = OLDEST_NODE;
  if (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)) return;
  fail(`Node ${version} is too old: Mooring needs Node ${OLDEST_NODE.join('.')} or newer.`);
}

/** Installs when the installed packages are not those of the lock file. One program at a time; the others wait. */
export async function install() {
  if (read(INSTALLED) === lockHash()) return;
  await alone(() => {
    if (read(INSTALLED) === lockHash()) return;
    if (!isInstalled()) {
      console.error('mooring: installing packages …');
      // Development packages too, whatever NODE_ENV says: they build the pages.
      if (!run('npm', ['ci', '--include=dev', '--no-audit', '--no-fund'])) {
        fail('The packages could not be installed: read the messages of npm above. It needs the npm registry, once.');
      }
    }
    writeWhole(INSTALLED, lockHash());
  });
}

/** Builds when a source changed since the last build. */
export async function build() {
  if (read(BUILT) === sourceHash()) return;
  await alone(() => {
    const hash = sourceHash();
    if (read(BUILT) === hash) return;
    console.error('mooring: building …');
    rmSync(join(ROOT, 'dist'), { recursive: true, force: true });
    const steps = [
      ['the server', () => runPackage('typescript-native', 'bin/tsc', ['-p', 'tsconfig.build.json'])],
      ['the pages', () => runPackage('vite', 'bin/vite.js', ['build', '--logLevel', 'warn'])],
      [
        'the browser snippet',
        () => runPackage('vite', 'bin/vite.js', ['build', '--config', 'vite.snippet.config.ts', '--logLevel', 'warn']),
      ],
      ['the empty data folder', () => run(process.execPath, [join(ROOT, 'tools', 'make-template.mjs')])],
    ];
    for (const [what, step] of steps) if (!step()) fail(`Building ${what} failed: see above.`);
    writeWhole(BUILT, hash);
  });
}

/** Everything a start needs. */
export async function prepare() {
  checkNode();
  await install();
  await build();
}

/** The packages lie there as the lock file says, whoever installed them. */
function isInstalled() {
  const present = JSON.parse(read(join(ROOT, 'node_modules', '.package-lock.json')) ?? '{}').packages;
  if (present === undefined) return false;
  const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'));
  return Object.entries(packages).every(
    ([path, wanted]) => path === '' || (present[path] === undefined ? wanted.optional === true : present[path].version === wanted.version),
  );
}

function lockHash() {
  return createHash('sha256')
    .update(readFileSync(join(ROOT, 'package-lock.json')))
    .update(`${process.platform} ${process.arch}`)
    .digest('hex');
}

function sourceHash() {
  const hash = createHash('sha256');
  for (const source of SOURCES) addTo(hash, source);
  return hash.digest('hex');
}

function addTo(hash, path) {
  const full = join(ROOT, path);
  if (!existsSync(full)) return;
  if (statSync(full).isDirectory()) {
    for (const name of readdirSync(full).sort()) addTo(hash, `${path}/${name}`);
    return;
  }
  hash.update(path).update('\0').update(readFileSync(full)).update('\0');
}

function read(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

/** Whole, or not at all. */
function writeWhole(path, text) {
  writeFileSync(`${path}.half`, text);
  renameSync(`${path}.half`, path);
}

/** Holds the lock file while it works. A lock whose program is gone is taken over. */
async function alone(work) {
  mkdirSync(dirname(LOCK), { recursive: true });
  for (let told = false; !take(LOCK); told = true) {
    if (!told) console.error('mooring: another start installs or builds; waiting …');
    await sleep(200);
  }
  try {
    work();
  } finally {
    rmSync(LOCK, { force: true });
  }
}

function take(lock) {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  const owner = read(lock);
  if (owner !== undefined && isAbandoned(lock, owner)) removeAbandoned(lock, owner);
  return false;
}

function isAbandoned(lock, owner) {
  if (owner !== '') return !isRunning(Number(owner));
  // Made, and its maker gone before it wrote its name.
  return Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()) > 10_000;
}

/** Moved away before it is removed: of two that find the same dead owner, the slower one may find the lock of the faster. */
function removeAbandoned(lock, owner) {
  const aside = `${lock}.${process.pid}`;
  try {
    renameSync(lock, aside);
  } catch {
    return;
  }
  if (read(aside) === owner) rmSync(aside);
  else renameSync(aside, lock);
}

function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
