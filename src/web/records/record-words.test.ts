import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { accountKind } from '../../features/accounts/core/kinds.ts';
import type { RecordKind } from '../../kernel/record.ts';
import { SHOWN_KINDS } from './record-kinds.ts';

type Words = { readonly [key: string]: string | Words | undefined };

const KINDS: readonly RecordKind[] = [accountKind, ...Object.values(SHOWN_KINDS).map(({ kind }) => kind)];

test.each(['zh-CN', 'en-US'])('every field and every choice of every kind has its word in %s', (locale) => {
  const words = JSON.parse(readFileSync(join(import.meta.dirname, '../locales', locale, 'records.json'), 'utf8')) as Words;
  const at = (...path: string[]): unknown =>
    path.reduce<Words | string | undefined>((node, key) => (node as Words | undefined)?.[key], words);
  const missing = KINDS.flatMap(({ name, fields }) => [
    ...['kind', 'kinds'].filter((part) => typeof at(part, name) !== 'string').map((part) => `${part}.${name}`),
    ...Object.entries(fields).flatMap(([field, declared]) => {
      const codes = declared.type === 'choice' || declared.type === 'choices' ? Object.keys(declared.choices) : [];
      return [
        ...(typeof at('field', name, field) === 'string' ? [] : [`${name}.${field}`]),
        ...codes.filter((code) => typeof at('choice', name, field, code) !== 'string').map((code) => `${name}.${field}.${code}`),
      ];
    }),
  ]);
  expect(missing).toEqual([]);
  expect(KINDS.length).toBeGreaterThan(12);
});

test('columns, filters and orders of lists are fields of their kind', () => {
  for (const { kind, columns, filters, order } of Object.values(SHOWN_KINDS))
    expect([...columns, ...filters, order.replace(/^-/, '')].filter((name) => !Object.hasOwn(kind.fields, name))).toEqual([]);
});
