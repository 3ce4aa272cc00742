import { describe, expect, test } from 'vitest';
import { exists, textOf } from './source-tree.ts';

interface Named {
  readonly path: string;
  readonly symbol: string | null;
}

/** What a page names in code marks: paths of the tree, each perhaps with a name declared there. */
function namedBy(page: string): readonly Named[] {
  return [...textOf(page).matchAll(/`(\.?[\w-]+(?:[./][\w.-]+)+)(?:#(\w+))?`/g)]
    .map(([, path = '', symbol = null]) => ({ path, symbol }))
    .filter(
      ({ path, symbol }) =>
        symbol !== null || /^(src|test|tools|docs|migrations|bench)\//.test(path) || /^\.?[a-z-]+\.(c?js|json|mjs|config\.ts)$/.test(path),
    );
}

const PAGES = ['ARCHITECTURE.md', 'README.md', 'CONTRIBUTING.md', 'AGENTS.md'];
const walk = namedBy('ARCHITECTURE.md');

describe('what the first pages name', () => {
  test.each(PAGES)('%s names only files that are there', (page) => {
    expect(
      namedBy(page)
        .filter(({ path }) => !exists(path))
        .map(({ path }) => path),
    ).toEqual([]);
  });

  test.each(PAGES)('%s names only symbols that are declared where it says', (page) => {
    const gone = namedBy(page).filter(
      ({ path, symbol }) =>
        symbol !== null && exists(path) && !new RegExp(`\\b(function\\*?|const|interface|type|class)\\s+${symbol}\\b`).test(textOf(path)),
    );
    expect(gone.map(({ path, symbol }) => `${path}#${symbol}`)).toEqual([]);
  });

  test('the walk goes from the batch to the day', () => {
    const features = [...new Set(walk.map(({ path }) => /^src\/features\/(\w+)\//.exec(path)?.[1]).filter((name) => name !== undefined))];
    expect(features).toEqual(expect.arrayContaining(['usage', 'metrics', 'health', 'warnings', 'tasks']));
    expect(walk.filter(({ symbol }) => symbol !== null).length).toBeGreaterThan(25);
  });

  test('the guide for contributors of any kind stays short', () => {
    expect(textOf('AGENTS.md').split('\n').length).toBeLessThanOrEqual(81);
  });
});
