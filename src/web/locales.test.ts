import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { FUNCTIONS } from '../contract/access.ts';
import { ERRORS } from '../kernel/errors.ts';
import { LOCALES } from './language.ts';

const WEB = dirname(fileURLToPath(import.meta.url));
const SRC = dirname(WEB);

type Words = { readonly [key: string]: string | Words };

function flat(words: Words, before = ''): Map<string, string> {
  return new Map(
    Object.entries(words).flatMap(([key, value]) =>
      typeof value === 'string' ? [[before + key, value] as const] : [...flat(value, `${before}${key}.`)],
    ),
  );
}

const NAMESPACES = readdirSync(join(WEB, 'locales', 'zh-CN')).map((file) => file.replace(/\.json$/, ''));
const words = (locale: string, namespace: string): Map<string, string> =>
  flat(JSON.parse(readFileSync(join(WEB, 'locales', locale, `${namespace}.json`), 'utf8')) as Words);
const CHINESE = new Map(NAMESPACES.map((namespace) => [namespace, words('zh-CN', namespace)]));

describe('both languages', () => {
  test('have the same files', () => {
    for (const locale of LOCALES)
      expect(readdirSync(join(WEB, 'locales', locale)).sort()).toEqual(NAMESPACES.map((one) => `${one}.json`).sort());
  });

  test.each(NAMESPACES)('say the same things, with the same values, in %s', (namespace) => {
    const [chinese, english] = [words('zh-CN', namespace), words('en-US', namespace)];
    expect([...english.keys()].sort()).toEqual([...chinese.keys()].sort());
    for (const [key, text] of chinese) {
      expect(text.trim(), key).not.toBe('');
      // 一 has no plural: a singular may write its number as a word.
      if (!key.endsWith('_one')) expect(valuesOf(english.get(key) ?? ''), key).toEqual(valuesOf(text));
    }
  });

  test.each(NAMESPACES)('have both forms of every plural in %s', (namespace) => {
    const keys = [...words('zh-CN', namespace).keys()];
    const of = (form: string): string[] => keys.filter((key) => key.endsWith(form)).map((key) => key.slice(0, -form.length));
    expect(of('_one')).toEqual(of('_other'));
  });
});

function valuesOf(text: string): string[] {
  return [...new Set([...text.matchAll(/\{\{\s*(\w+)/g)].map((match) => match[1] ?? ''))].sort();
}

test('every error and every function has words', () => {
  const shell = CHINESE.get('shell');
  for (const code of [...Object.keys(ERRORS), 'unreachable'])
    for (const part of ['title', 'next']) expect(shell?.has(`error.${code}.${part}`), `${code} ${part}`).toBe(true);
  for (const one of FUNCTIONS) expect(shell?.has(`function.${one}`), one).toBe(true);
});

/** Files of pages and of the shell. */
function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.name.includes('.test.'))
    .map((entry) => join(entry.parentPath, entry.name));
}
const FILES = [
  ...sources(WEB),
  ...readdirSync(join(SRC, 'features')).flatMap((feature) => {
    const web = join(SRC, 'features', feature, 'web');
    try {
      return sources(web);
    } catch {
      return [];
    }
  }),
];

/** A key as the code writes it: whole, or its beginning where the rest is a value. */
interface Use {
  readonly key: string;
  readonly whole: boolean;
}

/** The first argument of every call of `t`, and every `i18nKey`. */
function usesIn(code: string): Use[] {
  return [...code.matchAll(/(?<![\w.])t\(|i18nKey=\{?/g)].flatMap((match) => {
    const argument = firstArgument(code, match.index + match[0].length);
    const literals = [...argument.matchAll(/'([^'\n]*)'|"([^"\n]*)"/g)].map((found) => found[1] ?? found[2] ?? '');
    const alone = /^\s*(?:'[^']*'|"[^"]*")\s*$/.test(argument);
    const templates = [...argument.matchAll(/`([^`$]*)(\$\{)?/g)].filter((found) => (found[1] ?? '') !== '');
    return [
      // In a longer expression only what looks like a key is one: `kind === 'curl' ? 'copy.curl' : 'copy.node'`.
      ...literals.filter((key) => alone || /^[\w:-]+(\.[\w-]+)+$/.test(key)).map((key) => ({ key, whole: true })),
      ...(argument.trimStart().startsWith('`') ? templates.map((found) => ({ key: found[1] ?? '', whole: found[2] === undefined })) : []),
    ];
  });
}

/** Up to the comma or bracket that ends it; strings and brackets inside are passed over. */
function firstArgument(code: string, from: number): string {
  let depth = 0;
  let quote = '';
  for (let at = from; at < code.length; at += 1) {
    const char = code[at] ?? '';
    if (quote !== '') {
      if (char === quote) quote = '';
    } else if (char === "'" || char === '"' || char === '`') quote = char;
    else if ('({['.includes(char)) depth += 1;
    else if (depth > 0 && ')}]'.includes(char)) depth -= 1;
    else if (depth === 0 && ',)}>'.includes(char)) return code.slice(from, at);
  }
  return code.slice(from);
}

/** Namespaces a file takes its words from: those it names, else that of its folder. */
function namespacesOf(file: string, code: string): string[] {
  const named = [...code.matchAll(/(?:useTranslation\(|TFunction<)'(\w+)'/g)].map((match) => match[1] ?? '');
  const [, feature] = /features[/\\](\w+)[/\\]/.exec(file) ?? [];
  return [...new Set([...named, feature ?? 'shell'])];
}

function exists({ key, whole }: Use, namespaces: readonly string[]): boolean {
  const [, prefix, rest] = /^(\w+):(.*)$/.exec(key) ?? [];
  return (prefix === undefined ? namespaces : [prefix]).some((namespace) => {
    const keys = CHINESE.get(namespace);
    const wanted = rest ?? key;
    if (keys === undefined) return false;
    if (whole) return keys.has(wanted) || keys.has(`${wanted}_other`);
    return [...keys.keys()].some((one) => one.startsWith(wanted));
  });
}

test('every key in the code has words', () => {
  const found = FILES.map((file) => ({ file, code: readFileSync(file, 'utf8') })).map(({ file, code }) => ({
    file,
    code,
    uses: usesIn(code),
  }));
  const missing = found.flatMap(({ file, code, uses }) =>
    uses.filter((use) => !exists(use, namespacesOf(file, code))).map((use) => `${relative(SRC, file)}: ${use.key}`),
  );
  // A reader that finds nothing would find nothing missing either.
  expect(found.reduce((sum, { uses }) => sum + uses.length, 0)).toBeGreaterThan(250);
  expect(missing).toEqual([]);
});
