import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FEATURES, ROOT, SHIPPED, textOf } from './source-tree.ts';

interface Report {
  readonly modules: readonly { readonly source: string; readonly dependencies: readonly unknown[] }[];
  readonly summary: {
    readonly violations: readonly { readonly from: string; readonly to: string; readonly rule: { readonly name: string } }[];
  };
}

function cruise(folder: string): Report {
  const program = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const args = [program, 'src', '--config', '.dependency-cruiser.cjs', '--output-type', 'json'];
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8', maxBuffer: 2 ** 30 });
  if (stdout === '') throw new Error(`The import checker said nothing: ${stderr}`);
  return JSON.parse(stdout) as Report;
}

/** What must be caught, and by which rule. */
const PLANTED: readonly { readonly file: string; readonly text: string; readonly rule: string }[] = [
  { file: 'src/kernel/planted.ts', text: "export { z } from 'zod';", rule: 'kernel-imports-nothing' },
  { file: 'src/features/health/core/planted.ts', text: "export { readFileSync } from 'node:fs';", rule: 'core-is-pure' },
  {
    file: 'src/features/health/core/planted-order.ts',
    text: "export { RULES } from '../../warnings/core/registry.ts';",
    rule: 'feature-order:health',
  },
  { file: 'src/contract/planted.ts', text: "export { systemClock } from '../platform/clock.ts';", rule: 'contract-layer' },
  {
    file: 'src/platform/planted.ts',
    text: "export { RULES } from '../features/warnings/core/registry.ts';",
    rule: 'platform-knows-no-feature',
  },
  {
    file: 'src/features/tasks/planted.ts',
    text: "export { warnings } from '../warnings/tables.ts';",
    rule: 'neighbours-internals-are-private',
  },
  { file: 'src/features/tasks/planted-sql.ts', text: "export { eq } from 'drizzle-orm';", rule: 'sql-lives-in-stores' },
  { file: 'src/features/tasks/planted-dev.ts', text: "export { Button } from 'antd';", rule: 'server-needs-no-dev-dependency' },
  { file: 'src/features/tasks/planted-web.ts', text: "export { MyDayPage } from './web/MyDayPage.tsx';", rule: 'server-sees-no-web' },
  { file: 'src/features/tasks/planted-app.ts', text: "export { PROGRAM_VERSION } from '../../app/program.ts';", rule: 'only-app-composes' },
  {
    file: 'src/features/tasks/planted-connector.ts',
    text: "export { csvTable } from '../../connectors/csv/csv-table.ts';",
    rule: 'connectors-serve-imports',
  },
  { file: 'src/features/tasks/web/planted.ts', text: "export { tasks } from '../tables.ts';", rule: 'web-sees-no-server' },
  { file: 'src/features/tasks/web/planted-node.ts', text: "export { join } from 'node:path';", rule: 'web-runs-in-a-browser' },
  {
    file: 'src/features/tasks/web/planted-page.ts',
    text: "export { CustomerPage } from '../../accounts/web/CustomerPage.tsx';",
    rule: 'pages-are-private',
  },
  { file: 'src/features/tasks/contract-planted.ts', text: "export { tasksModule } from './module.ts';", rule: 'modules-are-for-app' },
  {
    file: 'src/connectors/csv/planted.ts',
    text: "export { metricById } from '../../features/metrics/core/registry.ts';",
    rule: 'connectors-only-emit',
  },
  { file: 'src/features/stray/service.ts', text: "export { day } from '../../kernel/time.ts';", rule: 'undeclared-feature' },
  { file: 'src/kernel/planted-a.ts', text: "export * from './planted-b.ts';", rule: 'no-cycles' },
  { file: 'src/kernel/planted-b.ts', text: "export * from './planted-a.ts';\nexport * from './not-there.ts';", rule: 'resolvable' },
];

describe('the import rule', () => {
  const copy = mkdtempSync(join(tmpdir(), 'mooring-boundaries-'));
  const planted = new Set(PLANTED.map(({ file }) => file));
  let report: Report = { modules: [], summary: { violations: [] } };

  /** The tree and what is planted in it are read in one go. */
  beforeAll(() => {
    for (const path of ['src', 'tsconfig.json', 'package.json', '.dependency-cruiser.cjs'])
      cpSync(join(ROOT, path), join(copy, path), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'), 'junction');
    for (const { file, text } of PLANTED) {
      mkdirSync(dirname(join(copy, file)), { recursive: true });
      writeFileSync(join(copy, file), `${text}\n`);
    }
    report = cruise(copy);
  });
  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  test('the tree obeys it, and the checker has read the whole tree', () => {
    const { modules, summary } = report;
    const read = new Set(modules.map(({ source }) => source));
    // A checker that cannot parse TypeScript reads no modules, or no imports, and reports success.
    expect(SHIPPED.filter((path) => !read.has(path))).toEqual([]);
    expect(modules.flatMap(({ dependencies }) => dependencies).length).toBeGreaterThan(2 * SHIPPED.length);
    const own = summary.violations.filter(({ from }) => !planted.has(from));
    expect(own.map(({ from, to, rule }) => `${rule.name}: ${from} → ${to}`)).toEqual([]);
  });

  test('every feature folder stands in the list', () => {
    const listed = [...(/const FEATURES = \[([^\]]+)\]/.exec(textOf('.dependency-cruiser.cjs'))?.[1] ?? '').matchAll(/'([a-z]+)'/g)].map(
      ([, name]) => name,
    );
    expect(FEATURES.filter((feature) => !listed.includes(feature))).toEqual([]);
  });

  test.each(PLANTED)('$rule is caught: $file', ({ file, rule }) => {
    const found = report.summary.violations.filter(({ from }) => from === file);
    expect(found.map((one) => one.rule.name)).toContain(rule);
  });
});
