// `npm run check:planted`: plants each kind of violation in a copy of the tree and counts how many are caught.
import { execFile as execFileWithCallback } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { checkNode, install, ROOT } from './bootstrap.mjs';
import { COMPILED, COMPILED_CORE, CRUISED, LINTED, RUN, TESTED, UNUSED } from './planted.mjs';
import { copyTree, PURE_CONFIG } from './tree-copy.mjs';

const execFile = promisify(execFileWithCallback);
const { values } = parseArgs({ options: { report: { type: 'string' } } });
checkNode();
await install();

const VITEST = ['vitest/vitest.mjs', 'run', '--reporter=default'];
const PURE_TESTS = ['definitions', 'docs', 'locales', 'packages', 'planted-silent', 'sources', 'walk'].map(
  (name) => `test/architecture/${name}.test.ts`,
);

/** Each group is planted together in one copy, and its checker must name every one of them. */
const GROUPS = [
  { violations: LINTED, command: ['@biomejs/biome/bin/biome', 'check', '--reporter=github', '--max-diagnostics=none', 'src', 'test'] },
  { violations: COMPILED, command: ['typescript-native/bin/tsc', '--noEmit', '--incremental', 'false', '-p', 'tsconfig.json'] },
  { violations: COMPILED_CORE, command: ['typescript-native/bin/tsc', '-p', 'tsconfig.core.json'] },
  { violations: CRUISED, command: ['dependency-cruiser/bin/dependency-cruise.mjs', 'src', '--config', '.dependency-cruiser.cjs'] },
  { violations: UNUSED, command: ['knip/bin/knip.js'] },
  { violations: TESTED, command: [...VITEST, '--config', PURE_CONFIG, ...PURE_TESTS, 'test/docstrings.test.ts'] },
  {
    violations: TESTED.slice(0, 1),
    command: [...VITEST, '--config', PURE_CONFIG, 'test/architecture/tables.test.ts', '-t', 'no SQL names'],
  },
  ...RUN.map((violation) => ({ violations: [violation], command: [...VITEST, ...violation.tests] })),
];

const results = new Map(GROUPS.flatMap(({ violations }) => violations.map(({ kind }) => [kind, false])));
const waiting = [...GROUPS];
await Promise.all(Array.from({ length: availableParallelism() }, work));

for (const [kind, caught] of results) console.log(`${caught ? 'caught' : 'MISSED'}  ${kind}`);
const caught = [...results.values()].filter(Boolean).length;
if (values.report !== undefined) writeFileSync(values.report, JSON.stringify({ planted: results.size, caught }));
console.log(`caught ${caught} of ${results.size}`);
if (caught < results.size) process.exitCode = 1;

/** Takes one group after the other until none is left. */
async function work() {
  for (let group = waiting.shift(); group !== undefined; group = waiting.shift()) {
    const said = await inCopy(group.violations, group.command);
    for (const { kind, sign } of group.violations) if (sign.test(said)) results.set(kind, true);
  }
}

/** Plants in a fresh copy and runs the checker there. What it says counts only when it refuses. */
async function inCopy(violations, [script, ...args]) {
  const copy = copyTree();
  try {
    for (const { plant } of violations) for (const one of [plant].flat()) apply(copy.folder, one);
    const options = {
      cwd: copy.folder,
      maxBuffer: 2 ** 28,
      env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0', TEST_LOG: 'warn' },
    };
    await execFile(process.execPath, [join(ROOT, 'node_modules', script), ...args], options);
    return '';
  } catch (error) {
    if (typeof error.code !== 'number') throw error;
    return `${error.stdout}\n${error.stderr}`;
  } finally {
    copy.remove();
  }
}

function apply(folder, { path, edit }) {
  const full = join(folder, path);
  const after = edit(existsSync(full) ? readFileSync(full, 'utf8') : '');
  if (after === null) {
    rmSync(full);
    return;
  }
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, after);
}
