import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { code, type Page, page, table } from './page.ts';
import { REQUIREMENTS } from './requirement-list.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const ID = /\b(?!UTF)(?:[A-Z]{3,4}|C360)-\d{2}\b/g;
/** Tests that go through the HTTP interface: they build the whole house, or run in a browser. */
const THROUGH_THE_API = /\bmakeHouse\b|\bhouse\.call\b|@playwright\/test/;

/** A test file and the requirements its tests name. */
export interface Naming {
  readonly file: string;
  readonly ids: ReadonlySet<string>;
  readonly throughTheApi: boolean;
}

/** Which test files name which requirements in the titles of their tests. */
export function namings(): readonly Naming[] {
  return ['src', 'test'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .map((name) => `${folder}/${name}`.replaceAll('\\', '/'))
      .filter((file) => /\.(test|spec)\.tsx?$/.test(file))
      .sort()
      .map((file) => {
        const text = readFileSync(join(ROOT, file), 'utf8');
        const titles = [...text.matchAll(/\b(?:test|describe)(?:\.each\([^)]*\)|\.\w+)?\(\s*(['"`])(.*?)\1/gs)].map(
          ([, , title = '']) => title,
        );
        return { file, ids: new Set(titles.join('\n').match(ID) ?? []), throughTheApi: THROUGH_THE_API.test(text) };
      }),
  );
}

export function requirementsPage(): Page {
  const found = namings();
  const rows = REQUIREMENTS.map(({ id, title, state, missing }) => {
    const tests = found.filter(({ ids }) => ids.has(id)).map(({ file, throughTheApi }) => `${code(file)}${throughTheApi ? ' (API)' : ''}`);
    return [id, title, state, tests.join('<br>'), missing];
  });
  return page('docs/requirements.md', 'Requirements', '`tools/docs/requirement-list.ts` and the titles of the tests', [
    'Requirements of the specification that this version touches. Tests quote the accepted figures of the specification and carry its IDs; `(API)` marks those that go through the HTTP interface. What is not listed is not begun.',
    table(['ID', 'Requirement', 'State', 'Tests', 'Missing'], rows),
  ]);
}
