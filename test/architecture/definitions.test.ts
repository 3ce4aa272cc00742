import { describe, expect, test } from 'vitest';
import { MEASURES } from '../../src/features/health/core/registry.ts';
import { METRICS } from '../../src/features/metrics/core/registry.ts';
import { QUALITY_RULES } from '../../src/features/quality/core/registry.ts';
import { RULES } from '../../src/features/warnings/core/registry.ts';
import { REQUIREMENTS } from '../../tools/docs/requirement-list.ts';
import { exists, filesBelow, textOf } from './source-tree.ts';

interface Definition {
  readonly id: string;
  readonly texts: readonly { readonly 'zh-CN': string; readonly 'en-US': string }[];
  readonly inputs: readonly string[];
  readonly requirements: readonly string[];
  readonly defaults: Readonly<Record<string, { readonly value: number; readonly unit: string; readonly source: string }>>;
}

/** A measure and a rule are one file and one test each, in a folder and in a registry. */
const KINDS: readonly { readonly kind: string; readonly folder: string; readonly definitions: readonly Definition[] }[] = [
  {
    kind: 'measure',
    folder: 'src/features/health/core/measures',
    definitions: MEASURES.map(({ meta, defaults }) => definitionOf(meta, defaults)),
  },
  {
    kind: 'rule',
    folder: 'src/features/warnings/core/rules',
    definitions: RULES.map(({ definition: { meta, defaults } }) => definitionOf(meta, defaults)),
  },
];

function definitionOf(
  meta: { readonly id: string; readonly inputs: readonly string[]; readonly requirement: string } & Record<
    'title' | 'why' | 'whatToDo',
    Definition['texts'][number]
  >,
  defaults: Readonly<
    Record<string, { readonly value: number; readonly unit: string; readonly source: string; readonly requirement: string }>
  >,
): Definition {
  return {
    id: meta.id,
    texts: [meta.title, meta.why, meta.whatToDo],
    inputs: meta.inputs,
    requirements: [meta.requirement, ...Object.values(defaults).map(({ requirement }) => requirement)],
    defaults,
  };
}

describe.each(KINDS)('each $kind', ({ kind, folder, definitions }) => {
  const files = filesBelow(folder, /\.ts$/).filter((path) => !path.endsWith('.test.ts'));

  test('is a file of its own and stands in the registry, under one name', () => {
    const named = files.map((path) => path.slice(folder.length + 1, -'.ts'.length));
    expect(definitions.map(({ id }) => id).sort()).toEqual(named.sort());
    expect(named.filter((name) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name) || name.startsWith('no-'))).toEqual([]);
  });

  test('has a test beside it that calls it by its id', () => {
    const untested = definitions.filter(
      ({ id }) => !exists(`${folder}/${id}.test.ts`) || !textOf(`${folder}/${id}.test.ts`).includes(`${kind} ${id}`),
    );
    expect(untested.map(({ id }) => id)).toEqual([]);
  });

  test.each(definitions)('$id says what it is, why it matters and what to do, in both languages', ({ texts }) => {
    expect(texts.flatMap((text) => [text['zh-CN'], text['en-US']]).filter((text) => text.trim() === '')).toEqual([]);
  });

  test.each(definitions)('$id has a finite value, a unit and a source for every default', ({ defaults }) => {
    const poor = Object.entries(defaults).filter(
      ([, { value, unit, source }]) => !Number.isFinite(value) || unit === '' || source.length < 10,
    );
    expect(poor).toEqual([]);
  });

  test.each(definitions)('$id looks at metrics that exist, and answers a requirement on the list', ({ inputs, requirements }) => {
    expect(inputs.filter((input) => !METRICS.some(({ id }) => id === input))).toEqual([]);
    expect(requirements.filter((id) => !REQUIREMENTS.some((requirement) => requirement.id === id))).toEqual([]);
  });
});

describe('each rule about the quality of data', () => {
  const folder = 'src/features/quality/core/rules';
  const files = filesBelow(folder, /\.ts$/).filter((path) => !path.endsWith('.test.ts'));

  test('is a file of its own and stands in the registry, under one name, with a test beside it', () => {
    const ids = QUALITY_RULES.map(({ meta }) => meta.id);
    expect(ids.toSorted()).toEqual(files.map((path) => path.slice(folder.length + 1, -'.ts'.length)).sort());
    expect(ids.filter((id) => !textOf(`${folder}/${id}.test.ts`).includes(`rule ${id}`))).toEqual([]);
  });

  test('says what it is, why it matters, what to do and what it does to the figures, in both languages, and a source for each number', () => {
    const texts = QUALITY_RULES.flatMap(({ meta: { title, why, whatToDo, effect } }) => [title, why, whatToDo, effect]);
    expect(texts.flatMap((text) => [text['zh-CN'], text['en-US']]).filter((text) => text.trim() === '')).toEqual([]);
    const poor = QUALITY_RULES.flatMap(({ defaults = {} }) => Object.values(defaults)).filter(
      ({ value, source }) => !Number.isFinite(value) || source.length < 10,
    );
    expect(poor).toEqual([]);
  });
});

describe('each metric', () => {
  test('of usage is a file of its own and stands in the registry, under one name; those found when read stand in tables', () => {
    const named = filesBelow('src/features/metrics/core/definitions', /\.ts$/).map((path) =>
      path.split('/').at(-1)?.slice(0, -'.ts'.length),
    );
    const ofUsage = METRICS.filter(({ kind }) => kind === 'stored' || kind === 'derived');
    expect(ofUsage.map(({ id }) => id).sort()).toEqual(named.sort());
  });

  test.each(METRICS)('$id says what it is in both languages', ({ label, definition }) => {
    expect([label, definition].flatMap((text) => [text['zh-CN'], text['en-US']]).filter((text) => text.trim() === '')).toEqual([]);
  });
});
