import { describe, expect, test } from 'vitest';
import { generatedPages } from '../../tools/docs/pages.ts';
import { REQUIREMENTS } from '../../tools/docs/requirement-list.ts';
import { namings } from '../../tools/docs/requirements.ts';
import { exists, filesBelow, textOf } from './source-tree.ts';

const pages = await generatedPages();

describe('generated pages', () => {
  test.each(pages)('$path says what the code says (else: npm run docs)', ({ path, text }) => {
    expect(exists(path)).toBe(true);
    expect(textOf(path)).toBe(text);
  });
});

describe('requirements', () => {
  const found = namings();
  const named = new Set(found.flatMap(({ ids }) => [...ids]));

  test('every ID that a test names is on the list', () => {
    const listed = new Set(REQUIREMENTS.map(({ id }) => id));
    expect([...named].filter((id) => !listed.has(id))).toEqual([]);
  });

  test.each(REQUIREMENTS.filter(({ state }) => state !== 'not'))('$id is tested through the API too', ({ id }) => {
    expect(found.filter(({ ids, throughTheApi }) => throughTheApi && ids.has(id)).map(({ file }) => file)).not.toEqual([]);
  });

  test('what is not built is said', () => {
    expect(REQUIREMENTS.filter(({ state, missing }) => (state === 'built') !== (missing === ''))).toEqual([]);
  });
});

/** Pages written by hand that people read first. */
const WRITTEN = [
  'README.md',
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  'AGENTS.md',
  'CHANGELOG.md',
  'GLOSSARY.md',
  ...filesBelow('docs', /\.md$/),
].filter(exists);

describe('written pages', () => {
  test.each(WRITTEN)('the links of %s lead somewhere', (path) => {
    const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/') + 1) : '';
    const links = [...textOf(path).matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)/g)].map(([, link = '']) =>
      new URL(link, `file:///${folder}`).pathname.slice(1),
    );
    expect(links.filter((link) => !exists(decodeURIComponent(link)))).toEqual([]);
  });

  test('decisions are numbered without gaps', () => {
    const numbers = filesBelow('docs/decisions', /\/\d{4}-[a-z0-9-]+\.md$/).map((path) => Number(/\/(\d{4})-/.exec(path)?.[1]));
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
  });
});
