// What `npm run check:planted` plants, by the checker that must catch it. `sign` is what the checker must say.
const RULES = 'src/features/warnings/core/rules';
const MEASURES = 'src/features/health/core/measures';

const add = (path, text) => ({ path, edit: () => `${text}\n` });
const append = (path, text) => ({ path, edit: (before) => `${before}\n${text}\n` });
const swap = (path, from, to) => ({
  path,
  edit: (before) => {
    if (!(typeof from === 'string' ? before.includes(from) : from.test(before)))
      throw new Error(`${path} no longer holds ${from}: plant something else.`);
    return before.replace(from, to);
  },
});
const remove = (path) => ({ path, edit: () => null });

/** Nothing else than the planted files is read by these. */
export const LINTED = [
  {
    kind: 'clock in the core',
    plant: add('src/kernel/planted-clock.ts', 'export const planted = (): number => Date.now();'),
    sign: /noRestrictedGlobals,file=.*planted-clock/,
  },
  {
    kind: 'dice in the core',
    plant: add('src/kernel/planted-dice.ts', 'export const planted = (): number => Math.random();'),
    sign: /plugin,file=.*planted-dice/,
  },
  {
    kind: 'any',
    plant: add('src/platform/planted-any.ts', 'export const planted = (value: any): string => String(value);'),
    sign: /noExplicitAny,file=.*planted-any/,
  },
  {
    kind: 'a promise nobody waits for',
    plant: add(
      'src/platform/planted-promise.ts',
      'async function later(): Promise<void> {}\nexport function planted(): void {\n  later();\n}',
    ),
    sign: /noFloatingPromises,file=.*planted-promise/,
  },
  {
    kind: 'a setting read beside the configuration',
    plant: add('src/platform/planted-setting.ts', 'export const planted = process.env.PLANTED;'),
    sign: /noProcessEnv,file=.*planted-setting/,
  },
  {
    kind: 'a barrel',
    plant: add('src/kernel/planted-barrel.ts', "export * from './time.ts';"),
    sign: /(noBarrelFile|noReExportAll),file=.*planted-barrel/,
  },
  {
    kind: 'a default export',
    plant: add('src/kernel/planted-default.ts', 'const planted = 1;\nexport default planted;'),
    sign: /noDefaultExport,file=.*planted-default/,
  },
  {
    kind: 'a test that is left out',
    plant: add('test/planted-skip.test.ts', "import { expect, test } from 'vitest';\n\ntest.skip('planted', () => expect(1).toBe(1));"),
    sign: /noSkippedTests,file=.*planted-skip/,
  },
  {
    kind: 'a long file',
    plant: add(
      'src/kernel/planted-long.ts',
      Array.from({ length: 401 }, (_, index) => `export const planted${index} = ${index};`).join('\n'),
    ),
    sign: /noExcessiveLinesPerFile,file=.*planted-long/,
  },
  {
    kind: 'a long function',
    plant: add(
      'src/kernel/planted-function.ts',
      `export function planted(): number {\n  let sum = 0;\n${'  sum += 1;\n'.repeat(61)}  return sum;\n}`,
    ),
    sign: /noExcessiveLinesPerFunction,file=.*planted-function/,
  },
  {
    kind: 'a tangled function',
    plant: add(
      'src/kernel/planted-tangle.ts',
      `export function planted(n: number): number {\n${'  if (n > 1) { if (n > 2) { if (n > 3) { n -= 1; } } }\n'.repeat(3)}  return n;\n}`,
    ),
    sign: /noExcessiveCognitiveComplexity,file=.*planted-tangle/,
  },
];

export const COMPILED = [
  {
    kind: 'an operation that does not say who may call it',
    plant: swap('src/features/warnings/contract.ts', /\n {2}access: .*/, ''),
    sign: /warnings\/contract\.ts.*error TS/,
  },
  {
    kind: 'an answer that does not fit its declaration',
    plant: append('src/features/warnings/service.ts', 'export const planted: OutputOf<typeof listWarnings> = { warnings: 1 };'),
    sign: /warnings\/service\.ts.*error TS2322/,
  },
];

export const COMPILED_CORE = [
  {
    kind: 'fetch in the core',
    plant: add('src/kernel/planted-fetch.ts', "export const planted = (): unknown => fetch('https://example.com');"),
    sign: /planted-fetch.*error TS/,
  },
  {
    kind: 'a timer in the core',
    plant: add('src/features/health/core/planted-timer.ts', 'export const planted = (): unknown => setTimeout(() => 1, 1);'),
    sign: /planted-timer.*error TS/,
  },
];

export const CRUISED = [
  {
    kind: 'a feature that reads to its right',
    plant: add('src/features/health/planted-right.ts', "export { warningsById } from '../warnings/reads.ts';"),
    sign: /feature-order:health: src\/features\/health\/planted-right/,
  },
  {
    kind: 'a neighbour’s internals',
    plant: add('src/features/tasks/planted-inside.ts', "export { journalOf } from '../warnings/store.ts';"),
    sign: /neighbours-internals-are-private: src\/features\/tasks\/planted-inside/,
  },
  {
    kind: 'a page that imports the server',
    plant: add('src/features/tasks/web/planted-server.ts', "export { dayTasks } from '../store.ts';"),
    sign: /web-sees-no-server: src\/features\/tasks\/web\/planted-server/,
  },
  {
    kind: 'a package in the kernel',
    plant: add('src/kernel/planted-package.ts', "export { z } from 'zod';"),
    sign: /kernel-imports-nothing: src\/kernel\/planted-package/,
  },
  {
    kind: 'files in the core',
    plant: add('src/features/health/core/planted-files.ts', "export { readFileSync } from 'node:fs';"),
    sign: /core-is-pure: src\/features\/health\/core\/planted-files/,
  },
  {
    kind: 'the platform that knows a feature',
    plant: add('src/platform/planted-feature.ts', "export { RULES } from '../features/warnings/core/registry.ts';"),
    sign: /platform-knows-no-feature: src\/platform\/planted-feature/,
  },
  {
    kind: 'a ring of imports',
    plant: [
      add('src/kernel/planted-ring-a.ts', "export { b } from './planted-ring-b.ts';\nexport const a = 1;"),
      add('src/kernel/planted-ring-b.ts', "export { a } from './planted-ring-a.ts';\nexport const b = 1;"),
    ],
    sign: /no-cycles: src\/kernel\/planted-ring/,
  },
  {
    kind: 'SQL outside a store',
    plant: add('src/features/tasks/planted-sql.ts', "export { sql } from 'drizzle-orm';"),
    sign: /sql-lives-in-stores: src\/features\/tasks\/planted-sql/,
  },
];

export const UNUSED = [
  {
    kind: 'code that nobody uses',
    plant: append('src/kernel/ratio.ts', 'export function plantedUnused(): number {\n  return 1;\n}'),
    sign: /plantedUnused/,
  },
  {
    kind: 'a file that nobody uses',
    plant: add('src/platform/planted-unused.ts', 'export const planted = 1;'),
    sign: /src\/platform\/planted-unused\.ts/,
  },
];

/** Caught by tests that need no database; planted together, told apart by what the failures say. */
export const TESTED = [
  {
    kind: 'a neighbour’s table in SQL',
    plant: append('src/features/tasks/store.ts', 'export const planted = `select id from warnings where workspace_id = $1`;'),
    sign: /src\/features\/tasks\/store\.ts names warnings of warnings/,
  },
  {
    kind: 'a handle without a workspace',
    plant: append(
      'src/features/tasks/service.ts',
      "export const planted = 'unscopedDb'; // the word is enough\nexport const unscopedDb = 1;",
    ),
    sign: /handle without a workspace[\s\S]*src\/features\/tasks\/service\.ts/,
  },
  { kind: 'a rule without a test', plant: remove(`${RULES}/low-activity.test.ts`), sign: /each 'rule' > has a test beside it/ },
  { kind: 'a measure without a test', plant: remove(`${MEASURES}/low-activity.test.ts`), sign: /each 'measure' > has a test beside it/ },
  {
    kind: 'a rule that stands in no registry',
    plant: add(`${RULES}/planted-rule.ts`, 'export const planted = 1;'),
    sign: /each 'rule' > is a file of its own[\s\S]*planted-rule/,
  },
  {
    kind: 'a threshold without a source',
    plant: swap(`${RULES}/low-activity.ts`, /source: 'Activity below[^']*'/, "source: ''"),
    sign: /low-activity'? has a finite value, a unit and a source/,
  },
  { kind: 'a stale page on rules', plant: swap(`${RULES}/low-activity.ts`, 'value: 0.2,', 'value: 0.21,'), sign: /docs\/rules\.md/ },
  {
    kind: 'a stale page on errors',
    plant: swap('src/kernel/errors.ts', 'The body is not JSON.', 'The body is planted.'),
    sign: /docs\/errors\.md/,
  },
  {
    kind: 'a stale page on the API',
    plant: swap(
      'src/features/warnings/contract.ts',
      'Warnings on the customers I can see, latest first.',
      'Planted words on the customers I can see.',
    ),
    sign: /docs\/api\.md/,
  },
  {
    kind: 'a function of the kernel without an example',
    plant: swap('src/kernel/known.ts', / \* @example {6}known\(3\).*\n/, ''),
    sign: /docstrings[\s\S]*known\.ts.*known/,
  },
  {
    kind: 'an example that is not true',
    plant: swap(
      'src/kernel/known.ts',
      "unknown('ended') // => { known: false, reason: 'ended' }",
      "unknown('ended') // => { known: false, reason: 'planted' }",
    ),
    sign: /planted/,
  },
  {
    kind: 'a word that one language lacks',
    plant: swap('src/web/locales/en-US/units.json', /\n {2}"inferred": .*/, ''),
    sign: /both languages have the same keys/,
  },
  {
    kind: 'a word that a page asks for and nobody wrote',
    plant: swap('src/features/tasks/web/DayEmpty.tsx', "t('empty.", "t('planted."),
    sign: /DayEmpty\.tsx: planted\./,
  },
  {
    kind: 'a file of ARCHITECTURE that is gone',
    plant: swap(
      'ARCHITECTURE.md',
      'src/features/metrics/core/usage-columns.ts#usageColumns',
      'src/features/metrics/core/planted.ts#usageColumns',
    ),
    sign: /ARCHITECTURE\.md names only files[\s\S]*planted\.ts/,
  },
  {
    kind: 'a name of ARCHITECTURE that is gone',
    plant: swap('ARCHITECTURE.md', 'core/rank.ts#compareTasks', 'core/rank.ts#plantedTasks'),
    sign: /plantedTasks/,
  },
  {
    kind: 'an operation without a route',
    plant: append(
      'src/features/warnings/contract.ts',
      "export const plantedOperation = operation({\n  id: 'warnings.planted',\n  method: 'GET',\n  path: '/api/v1/planted',\n  summary: 'Planted to be found.',\n  access: { who: 'user' },\n  input: z.object({}),\n  output: z.object({}),\n  errors: [],\n});",
    ),
    sign: /plantedOperation/,
  },
  {
    kind: 'a requirement nobody listed',
    plant: add('test/planted.test.ts', "import { expect, test } from 'vitest';\n\ntest('ZZZ-99: planted', () => expect(1).toBe(1));"),
    sign: /ZZZ-99/,
  },
  {
    kind: 'a test that asserts nothing',
    plant: add('test/architecture/planted-silent.test.ts', "import { test } from 'vitest';\n\ntest('planted and silent', () => {});"),
    sign: /planted and silent/,
  },
  { kind: 'a package that is not pinned', plant: swap('package.json', /"zod": "/, '"zod": "^'), sign: /pinned to one version[\s\S]*zod/ },
  {
    kind: 'a licence we do not take',
    plant: swap('package-lock.json', /("node_modules\/zod": \{[\s\S]*?"license": )"MIT"/, '$1"GPL-3.0"'),
    sign: /zod: GPL-3\.0/,
  },
  {
    kind: 'a package that needs a newer Node',
    plant: swap('package-lock.json', /("node_modules\/fastq": \{)/, '$1 "engines": { "node": ">=24" },'),
    sign: /oldest Node[\s\S]*fastq/,
  },
  {
    kind: 'a registry in the lock file',
    plant: swap('package-lock.json', /("node_modules\/fastq": \{)/, '$1 "resolved": "https://planted.example/fastq.tgz",'),
    sign: /names no registry/,
  },
  {
    kind: 'the clock of the machine beside the clock',
    plant: add('src/platform/planted-now.ts', 'export const planted = (): number => Date.now();'),
    sign: /clock of the machine[\s\S]*planted-now/,
  },
  { kind: 'a link that leads nowhere', plant: append('CHANGELOG.md', '[planted](docs/planted.md)'), sign: /docs\/planted\.md/ },
];

/** Caught by tests on the real engines. */
export const RUN = [
  {
    kind: 'a statement without its workspace',
    plant: swap(
      'src/features/warnings/store.ts',
      'where(and(eq(warnings.workspaceId, ctx.workspace.id), inArray(warnings.id, [...ids])))',
      'where(and(inArray(warnings.id, [...ids])))',
    ),
    sign: /does not pass the id of its workspace/,
    tests: ['src/features/tasks/corridor.test.ts', '-t', 'pglite'],
  },
  {
    kind: 'a table whose key names no workspace',
    plant: swap('migrations/0008_warnings_create.sql', 'PRIMARY KEY (workspace_id, id)', 'PRIMARY KEY (id)'),
    sign: /begins every primary key/,
    tests: ['test/architecture/tables.test.ts'],
  },
  {
    kind: 'a declared column that no migration makes',
    plant: swap('src/features/warnings/tables.ts', "text('rule_version')", "text('planted_column')"),
    sign: /planted_column/,
    tests: ['test/architecture/tables.test.ts'],
  },
];
