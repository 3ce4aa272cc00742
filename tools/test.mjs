// The README's test command: installs what is missing, runs every suite, ends with one plain line.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

function run(command, args) {
  const { status } = spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, NODE_ENV: 'test' } });
  if (status !== 0) process.exitCode = 1;
}

if (!existsSync('node_modules/.package-lock.json')) run('npm', ['ci', '--include=dev']);
run('npx', ['vitest', 'run', '--reporter=default', '--reporter=json', '--outputFile.json=node_modules/.cache/vitest.json']);
const {
  numPassedTests: passed,
  numFailedTests: failed,
  numPendingTests: skipped,
} = JSON.parse(readFileSync('node_modules/.cache/vitest.json', 'utf8'));
if (passed === 0 || failed > 0) process.exitCode = 1;
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
