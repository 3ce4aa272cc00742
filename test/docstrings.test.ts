import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';

/** Every exported function of the kernel and of every pure core explains itself, and its examples are true. */
interface Documented {
  readonly file: string;
  readonly name: string;
  readonly docstring: string | null;
  readonly takesParameters: boolean;
}

const root = join(import.meta.dirname, '..');

function typescriptFiles(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.ts$/.test(name) && !/\.test\.ts$|\.d\.ts$/.test(name))
    .map((name) => join(folder, name).replaceAll('\\', '/'));
}

const KERNEL = typescriptFiles('src/kernel');
const CORES = typescriptFiles('src/features').filter((file) => file.split('/')[3] === 'core');

function exportedFunctions(file: string): Documented[] {
  const text = readFileSync(join(root, file), 'utf8');
  return [...text.matchAll(/^export (?:async )?function\*? (\w+)(?:<[^(]*>)?\(\s*(\)?)/gm)].map((match) => {
    const before = text.slice(0, match.index);
    const docstring = /\/\*\*(?:(?!\*\/)[\s\S])*\*\/\n$/.exec(before)?.[0] ?? null;
    return { file, name: match[1] ?? '', docstring, takesParameters: match[2] === '' };
  });
}

/** The examples of a docstring: `@example expr // => value`, each on one line. */
function examples(docstring: string): { expression: string; expected: string }[] {
  return [...docstring.matchAll(/@example\s+(.+?) \/\/ => (.+?)(?:\s*\*\/)?$/gm)].map((match) => ({
    expression: match[1] ?? '',
    expected: match[2] ?? '',
  }));
}

async function load(file: string): Promise<Record<string, unknown>> {
  return (await import(/* @vite-ignore */ pathToFileURL(join(root, file)).href)) as Record<string, unknown>;
}

const functions = [...KERNEL, ...CORES].flatMap(exportedFunctions);

describe('docstrings', () => {
  test('the kernel and the cores are found', () => {
    expect(functions.filter(({ file }) => file.startsWith('src/kernel')).length).toBeGreaterThan(20);
    expect(functions.filter(({ file }) => file.includes('/core/')).length).toBeGreaterThan(5);
  });

  test.each(functions)('$file: $name', async ({ file, docstring, takesParameters }) => {
    expect(docstring, 'has a docstring').not.toBeNull();
    const text = docstring ?? '';
    if (takesParameters) expect(text, 'names its parameters').toContain('@param');
    expect(text, 'says what comes back').toContain('@returns');
    const found = examples(text);
    expect(found.length, 'has an example: `@example expr // => value` on one line').toBeGreaterThan(0);
    const scope: Record<string, unknown> = Object.assign({}, ...(await Promise.all([...KERNEL, file].map(load))));
    const names = Object.keys(scope).filter((name) => /^\w+$/.test(name) && name !== 'default');
    for (const { expression, expected } of found) {
      const run = (code: string): unknown => new Function(...names, `'use strict'; return (${code});`)(...names.map((name) => scope[name]));
      expect(run(expression), `${relative('src', file)}: ${expression}`).toEqual(run(expected));
    }
  });
});
