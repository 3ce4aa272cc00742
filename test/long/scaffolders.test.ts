import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { copyTree, PURE_CONFIG } from '../../tools/tree-copy.mjs';
import { FEATURES, ROOT, textOf } from '../architecture/source-tree.ts';

// Each of these runs a whole checker.
vi.setConfig({ testTimeout: 300_000 });

const copy = copyTree();
afterAll(copy.remove);

const BIN = {
  biome: '@biomejs/biome/bin/biome',
  tsc: 'typescript-native/bin/tsc',
  depcruise: 'dependency-cruiser/bin/dependency-cruise.mjs',
  vitest: 'vitest/vitest.mjs',
};

/** Runs a program in the copy; the answer is empty when all is well. */
function run(script: string, args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
    cwd: copy.folder,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });
  return status === 0 ? '' : `${script} ended with ${status}\n${stdout}\n${stderr}`;
}

function check(name: keyof typeof BIN, args: readonly string[]): string {
  return run(join(ROOT, 'node_modules', BIN[name]), args);
}

const words = (title: string, titleZh: string): string[] => [
  ...['--title', title, '--title-zh', titleZh, '--why', "It's a tool nobody opens.", '--why-zh', '没有人打开的工具。'],
  ...['--do', 'Ask who stopped.', '--do-zh', '问清谁不再使用。', '--source', 'A worked example of this test.'],
];

/** A feature of the list that nobody has begun. */
const feature = [...(/const FEATURES = \[([^\]]+)\]/.exec(textOf('.dependency-cruiser.cjs'))?.[1] ?? '').matchAll(/'([a-z]+)'/g)]
  .map(([, name = '']) => name)
  .filter((name) => !FEATURES.includes(name))[0];

describe('scaffolders', () => {
  test('write a measure, a rule and a feature, and register them', () => {
    expect(
      run('tools/new-measure.mjs', [
        'few-logins',
        '--metric',
        'login-ratio',
        '--full-from',
        '0.5',
        '--requirement',
        'HLT-02',
        ...words('Few logins', '登录偏少'),
      ]),
    ).toBe('');
    const numbers = ['--metric', 'wau', '--unit', 'users', '--fire-below', '2', '--clear-from', '3', '--requirement', 'MON-05'];
    expect(run('tools/new-rule.mjs', ['few-weekly-users', ...numbers, ...words('Few weekly users', '周活偏少')])).toBe('');
    expect(run('tools/new-feature.mjs', [feature ?? '', '--what', 'What a CSM can point a customer to.'])).toBe('');
  });

  test('refuse what is there already, what is badly named and what is half said', () => {
    expect(run('tools/new-feature.mjs', [feature ?? '', '--what', 'Again.'])).toContain('There is already');
    expect(run('tools/new-feature.mjs', ['not-a-feature', '--what', 'Something.'])).toContain('is not in the list');
    expect(run('tools/new-rule.mjs', ['Bad_Name', '--metric', 'wau'])).toContain('is missing');
  });

  test('pass the linter and the formatter', () =>
    expect(
      check('biome', [
        'check',
        '--error-on-warnings',
        `src/features/${feature}`,
        'src/features/health',
        'src/features/warnings',
        'src/app/modules.ts',
      ]),
    ).toBe(''));

  test('pass the compiler', () => expect(check('tsc', ['--noEmit', '--incremental', 'false', '-p', 'tsconfig.json'])).toBe(''));

  test('pass the compiler of the pure core', () => expect(check('tsc', ['-p', 'tsconfig.core.json'])).toBe(''));

  test('obey the import rule', () => expect(check('depcruise', ['src', '--config', '.dependency-cruiser.cjs'])).toBe(''));

  test('pass their own tests and those of all definitions, docstrings and pages', () => {
    const files = ['definitions', 'docs', 'sources'].map((name) => `test/architecture/${name}.test.ts`);
    expect(check('vitest', ['run', '--config', PURE_CONFIG, ...files, 'test/docstrings.test.ts', 'few-logins', 'few-weekly-users'])).toBe(
      '',
    );
  });

  test('write a feature that works over HTTP, on tables the catalogue agrees with', () => {
    expect(check('vitest', ['run', `src/features/${feature}`, 'test/architecture/tables.test.ts'])).toBe('');
  });
});
