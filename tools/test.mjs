// `npm test`: installs what is missing, runs every suite, and ends with one plain line `N passed, N failed, N skipped`.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, checkNode, install, ROOT, run, runPackage } from './bootstrap.mjs';
import { browser } from './browser.mjs';
import { CHECKS } from './checks.mjs';

const LONG = process.argv.includes('--long');
const REPORTS = join(ROOT, '.cache', 'reports');
/** Settings of whoever runs the tests: none of them may reach a test. */
const SETTINGS = /^(PORT|HOST|DATABASE_URL|CLICKHOUSE_URL|PUBLIC_URL|LOG_LEVEL|NODE_ENV|MOORING_(?!FIELD_DATA$).*)$/;

const begun = performance.now();
checkNode();
await install();
const chromium = browser();
const installed = performance.now();

const folder = mkdtempSync(join(tmpdir(), 'mooring-test-'));
const env = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !SETTINGS.test(name))),
  NODE_ENV: 'test',
  PORT: '0',
  MOORING_DATA: join(folder, 'data'),
  ...(chromium === null ? {} : { MOORING_CHROMIUM: chromium }),
};
rmSync(REPORTS, { recursive: true, force: true });
mkdirSync(REPORTS, { recursive: true });

const SUITES = LONG ? { long: () => vitest('vitest.long.config.ts') } : { checks, vitest: () => vitest('vitest.config.ts'), planted, e2e };
const sum = { passed: 0, failed: 0, skipped: 0 };
try {
  await build();
  for (const [name, suite] of Object.entries(SUITES)) count(name, suite());
} finally {
  rmSync(folder, { recursive: true, force: true });
}
const seconds = (from, to) => `${Math.round((to - from) / 1000)} s`;
console.log(`Installing took ${seconds(begun, installed)}, building and testing ${seconds(installed, performance.now())}.`);
if (sum.passed === 0 || sum.failed > 0) process.exitCode = 1;
console.log(`${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped`);

/** Adds a suite to the sum. A suite that did not run, or in which nothing passed, has failed. */
function count(name, result) {
  const { passed, failed, skipped, ok } = result ?? { passed: 0, failed: 0, skipped: 0, ok: false };
  const missing = passed === 0 || (!ok && failed === 0);
  if (missing) console.error(`mooring: the suite '${name}' did not run to its end.`);
  sum.passed += passed;
  sum.failed += failed + (missing ? 1 : 0);
  sum.skipped += skipped;
  console.error(`${name}: ${passed} passed, ${failed} failed, ${skipped} skipped\n`);
}

/** Each checker is one test. */
function checks() {
  const results = CHECKS.map(({ name, command }) => {
    const passed = runPackage(command.package, command.script, command.args, { env });
    console.error(`check ${name}: ${passed ? 'passed' : 'FAILED'}`);
    return passed;
  });
  const passed = results.filter(Boolean).length;
  return { passed, failed: results.length - passed, skipped: 0, ok: passed === results.length };
}

function vitest(config) {
  const report = join(REPORTS, 'vitest.json');
  const args = ['run', '--config', config, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const ok = runPackage('vitest', 'vitest.mjs', args, { env });
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = json(report) ?? {};
  if (numPassedTests === undefined) return null;
  return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests + numTodoTests, ok };
}

/** Each kind of violation that must be caught is one test. */
function planted() {
  const report = join(REPORTS, 'planted.json');
  const ok = run(process.execPath, ['tools/check-planted.mjs', '--report', report], { env });
  const found = json(report);
  return found === null ? null : { passed: found.caught, failed: found.planted - found.caught, skipped: 0, ok };
}

function e2e() {
  const report = join(REPORTS, 'e2e.json');
  const ok = runPackage('@playwright/test', 'cli.js', ['test', '--reporter=list,json'], {
    env: { ...env, PLAYWRIGHT_JSON_OUTPUT_NAME: report },
  });
  const stats = json(report)?.stats;
  // A test that passed only when tried again has failed.
  return stats === undefined ? null : { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped, ok };
}

function json(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null;
}
