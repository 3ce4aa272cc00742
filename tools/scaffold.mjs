// What the scaffolders share: they write files that pass every check, register them, format them and renew the generated pages.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { fail, ROOT, runPackage } from './bootstrap.mjs';

/** Reads `<name> --option value …`; every option must be given. */
export function asked(usage, names) {
  const options = Object.fromEntries(names.map((name) => [name, { type: 'string' }]));
  try {
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    const missing = names.filter((name) => !values[name]).map((name) => `--${name}`);
    const [id] = positionals;
    if (id === undefined || missing.length > 0) return fail(`${missing.join(', ') || 'The name'} is missing.\nUsage: ${usage}`);
    if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id)) return fail(`'${id}' must be words in small letters joined by '-'.`);
    return { id, ...values };
  } catch (error) {
    return fail(`${error.message}\nUsage: ${usage}`);
  }
}

export function camel(id) {
  return id.replaceAll(/-(\w)/g, (_, letter) => letter.toUpperCase());
}

export function pascal(id) {
  const name = camel(id);
  return name[0].toUpperCase() + name.slice(1);
}

/** A TypeScript string. */
export function quoted(text) {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

/** Writes new files; refuses when one exists. */
export function writeNew(files) {
  const present = Object.keys(files).filter((path) => existsSync(join(ROOT, path)));
  if (present.length > 0) fail(`There is already ${present.join(', ')}.`);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(ROOT, path)), { recursive: true });
    writeFileSync(join(ROOT, path), text);
  }
}

/** Changes a file; the change must have an effect. */
export function change(path, edit) {
  const before = readFileSync(join(ROOT, path), 'utf8');
  const after = edit(before);
  if (after === before) fail(`${path} does not look as expected; register the new part there by hand.`);
  writeFileSync(join(ROOT, path), after);
}

/** Formats what was written, and says what to do next. */
export function finish(paths, next) {
  const formatted = runPackage('@biomejs/biome', 'bin/biome', ['check', '--write', ...paths], { stdio: 'ignore' });
  if (!formatted) fail(`The new files do not pass the linter: npx biome check ${paths.join(' ')}`);
  if (!runPackage('tsx', 'dist/cli.mjs', ['tools/docs/write-docs.ts'], { stdio: ['ignore', 'ignore', 2] })) fail('npm run docs failed.');
  console.log(`Wrote ${paths.join(', ')} and renewed docs/.`);
  console.log(next);
}
