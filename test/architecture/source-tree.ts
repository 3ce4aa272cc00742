import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '..', '..');

/** Paths below a folder of the repository that fit a pattern, in order, with forward slashes. */
export function filesBelow(folder: string, pattern: RegExp): string[] {
  if (!existsSync(join(ROOT, folder))) return [];
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name}`.replaceAll('\\', '/'))
    .filter((path) => pattern.test(path))
    .sort();
}

export function textOf(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

export function exists(path: string): boolean {
  return existsSync(join(ROOT, path));
}

/** A TypeScript or SQL text without its comments; line numbers stay. */
export function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, '')).replace(/(^|[^:'"`])(\/\/|--\s).*$/gm, '$1');
}

/** Everything that ships, tests excluded. */
export const SHIPPED = filesBelow('src', /\.tsx?$/).filter((path) => !/\.test\.tsx?$/.test(path));
/** What runs on the server. */
export const SERVER = SHIPPED.filter((path) => !/^src\/(web|features\/[^/]+\/web)\//.test(path));
/** Features that have a folder. */
export const FEATURES = [...new Set(filesBelow('src/features', /\.tsx?$/).map((path) => path.split('/')[2] ?? ''))];
