import { describe, expect, test } from 'vitest';
import { UNKNOWN_REASONS } from '../../src/kernel/known.ts';
import { filesBelow, SHIPPED, textOf } from './source-tree.ts';

type Words = { readonly [key: string]: string | Words };

const LANGUAGES = ['zh-CN', 'en-US'] as const;
const PLURAL = /_(zero|one|two|few|many|other)$/;

/** Words by `namespace:key`. */
function wordsOf(language: string): ReadonlyMap<string, string> {
  const words = new Map<string, string>();
  const walk = (prefix: string, node: Words): void => {
    for (const [key, value] of Object.entries(node)) {
      if (typeof value === 'string') words.set(prefix + key, value);
      else walk(`${prefix}${key}.`, value);
    }
  };
  for (const path of filesBelow(`src/web/locales/${language}`, /\.json$/))
    walk(`${path.split('/').at(-1)?.slice(0, -'.json'.length)}:`, JSON.parse(textOf(path)) as Words);
  return words;
}

const WORDS = Object.fromEntries(LANGUAGES.map((language) => [language, wordsOf(language)]));

/** Keys without their plural forms, each with the placeholders of all of them. */
function shapes(words: ReadonlyMap<string, string>): Record<string, string[]> {
  const found = new Map<string, Set<string>>();
  for (const [key, text] of words) {
    const name = key.replace(PLURAL, '');
    const placeholders = [...text.matchAll(/\{\{\s*(\w+)/g)].map(([, placeholder = '']) => placeholder);
    found.set(name, new Set([...(found.get(name) ?? []), ...placeholders]));
  }
  return Object.fromEntries(
    [...found].sort().map(([key, placeholders]) => [key, [...placeholders].filter((name) => name !== 'count').sort()]),
  );
}

/** What a page asks for: whole keys, and beginnings of keys that it completes itself. */
interface Asked {
  readonly path: string;
  readonly key: string;
  readonly whole: boolean;
  readonly namespaces: readonly string[];
}

function askedBy(path: string): Asked[] {
  const text = textOf(path);
  const namespaces = [...text.matchAll(/useTranslation\(\[?((?:\s*'[\w-]+',?)+)/g)].flatMap(([, list = '']) =>
    [...list.matchAll(/'([\w-]+)'/g)].map(([, name = '']) => name),
  );
  const whole = [...text.matchAll(/\bt\(\s*'([^'$]+)'/g)].map(([, key = '']) => ({ key, whole: true }));
  const begun = [...text.matchAll(/\bt\(\s*`([^`$]+)\$\{/g)].map(([, key = '']) => ({ key, whole: false }));
  return [...whole, ...begun].map(({ key, whole }) => ({ path, key, whole, namespaces }));
}

const ASKED = SHIPPED.filter((path) => path.includes('/web/')).flatMap(askedBy);

describe('words of the interface', () => {
  test('both languages have the same keys, with the same placeholders', () => {
    expect(shapes(WORDS['en-US'] ?? new Map())).toEqual(shapes(WORDS['zh-CN'] ?? new Map()));
  });

  test.each(LANGUAGES)('%s has no empty text', (language) => {
    const words = WORDS[language] ?? new Map();
    expect(words.size).toBeGreaterThan(100);
    expect([...words].filter(([, text]) => text.trim() === '').map(([key]) => key)).toEqual([]);
  });

  test('every key a page asks for is there', () => {
    const names = [...(WORDS['zh-CN'] ?? new Map()).keys()].map((key) => key.replace(PLURAL, ''));
    const known = new Set(names);
    const all = [...new Set(names.map((key) => key.split(':')[0] ?? ''))];
    const missing = ASKED.filter(({ key, whole, namespaces }) => {
      const candidates = key.includes(':') ? [key] : (namespaces.length > 0 ? namespaces : all).map((namespace) => `${namespace}:${key}`);
      return !candidates.some((candidate) => (whole ? known.has(candidate) : names.some((name) => name.startsWith(candidate))));
    });
    expect(ASKED.length).toBeGreaterThan(100);
    expect(missing.map(({ path, key }) => `${path}: ${key}`)).toEqual([]);
  });

  test.each(LANGUAGES)('%s has a sentence for every reason why a value is Unknown', (language) => {
    expect(UNKNOWN_REASONS.filter((reason) => !WORDS[language]?.has(`units:reason.${reason}`))).toEqual([]);
  });

  test('Chinese texts are in Chinese: none is a copy of the English one', () => {
    const copies = [...(WORDS['zh-CN'] ?? new Map())].filter(
      ([key, text]) => /[a-z]{4,} [a-z]{2,} /i.test(text) && text === WORDS['en-US']?.get(key),
    );
    expect(copies.map(([key]) => key)).toEqual([]);
  });
});
