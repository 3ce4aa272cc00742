import { describe, expect, test } from 'vitest';
import { EXIT_CODES } from '../../src/platform/exit-codes.ts';
import { contracts } from '../../tools/docs/api.ts';
import { FEATURES, filesBelow, SERVER, SHIPPED, textOf, withoutComments } from './source-tree.ts';

const TESTS = [...filesBelow('src', /\.test\.tsx?$/), ...filesBelow('test', /\.(test|spec)\.ts$/)];
const declared = (await contracts()).flatMap(({ name, operations }) => operations.map((operation) => ({ name, operation })));

function naming(pattern: RegExp, paths: readonly string[]): string[] {
  return paths.filter((path) => pattern.test(withoutComments(textOf(path))));
}

describe('sources', () => {
  test('files are named in kebab-case, components in PascalCase, and none hides what it holds', () => {
    const badly = SHIPPED.filter((path) => {
      const name = path.split('/').at(-1) ?? '';
      const fits = /^[a-z0-9]+([.-][a-z0-9]+)*\.tsx?$/.test(name) || /^[A-Z][A-Za-z0-9]+\.tsx$/.test(name);
      return !fits || /^(utils?|helpers?|common|types|misc|index|shared)\./.test(name);
    });
    expect(badly).toEqual([]);
  });

  test('the clock of the machine is read in one place, and for ids, which only sort by it', () => {
    const server = SERVER.filter((path) => !['src/platform/clock.ts', 'src/platform/new-id.ts'].includes(path));
    expect(naming(/\bDate\.now\(|\bnew Date\(\)/, server)).toEqual([]);
  });

  test('only access and the platform hold a handle without a workspace', () => {
    const others = SERVER.filter((path) => !/^src\/(platform|app|features\/access)\//.test(path));
    expect(naming(/\bunscopedDb\b|\bopenPglite\b|\bopenPostgres\b/, others)).toEqual([]);
  });

  test('no finding is silenced, nothing is left for later', () => {
    const silenced = [...SHIPPED, ...TESTS].filter((path) => !path.endsWith('sources.test.ts'));
    expect(silenced.filter((path) => /@ts-(ignore|expect-error|nocheck)|TODO|FIXME|biome-ignore-all/.test(textOf(path)))).toEqual([]);
  });

  test('every feature says what it is', () => {
    const silent = FEATURES.filter((feature) => filesBelow(`src/features/${feature}`, /\/README\.md$/).length === 0);
    expect(silent).toEqual([]);
  });

  test('no text names a folder of somebody’s machine', () => {
    const texts = [...SHIPPED, ...TESTS, ...filesBelow('tools', /\.(mjs|ts)$/), ...filesBelow('docs', /\.md$/)];
    expect(texts.filter((path) => /(^|[\s'"`(])\/(home|Users|work)\/\w/m.test(textOf(path)))).toEqual([]);
  });
});

describe('operations', () => {
  test('have one id and one address each', () => {
    const ids = declared.map(({ operation }) => operation.id);
    const addresses = declared.map(({ operation }) => `${operation.method} ${operation.path}`);
    expect(ids.length).toBeGreaterThan(20);
    expect(ids).toEqual([...new Set(ids)]);
    expect(addresses).toEqual([...new Set(addresses)]);
  });

  test('are named after the feature that declares them', () => {
    expect(declared.filter(({ name, operation }) => operation.id.split('.')[0] !== name).map(({ operation }) => operation.id)).toEqual([]);
  });

  test('are carried out by a route of their feature', () => {
    const idle = SERVER.filter((path) => /\/contract(?:-[a-z]+)?\.ts$/.test(path)).flatMap((path) => {
      const folder = path.slice(0, path.lastIndexOf('/') + 1);
      const routes = SERVER.filter((other) => other.startsWith(folder))
        .map(textOf)
        .join('\n');
      const names = [...textOf(path).matchAll(/^export const (\w+) = operation\(/gm)].map(([, name = '']) => name);
      return names
        .filter((name) => !new RegExp(`\\b(?:uploadR|r)oute\\(\\s*(?:\\w+\\.)?${name}\\b`).test(routes))
        .map((name) => `${path}: ${name}`);
    });
    expect(idle).toEqual([]);
  });

  test('say in a sentence what they do', () => {
    expect(declared.filter(({ operation }) => !/^[A-Z].{8,}\.$/.test(operation.summary)).map(({ operation }) => operation.id)).toEqual([]);
  });

  test('take every parameter of their path as input', () => {
    const lost = declared.filter(({ operation }) => {
      const shape = 'shape' in operation.input ? Object.keys(operation.input.shape as object) : [];
      return [...operation.path.matchAll(/:(\w+)/g)].some(([, name = '']) => !shape.includes(name));
    });
    expect(lost.map(({ operation }) => operation.id)).toEqual([]);
  });
});

describe('exit codes', () => {
  test('no two are the same, and none moves', () => {
    const codes = Object.values(EXIT_CODES).map(({ code }) => code);
    expect(codes).toEqual(codes.map((_, index) => index));
  });
});
