import { expect, test } from 'vitest';
import type { OwnContent } from '../contract-own.ts';
import { definitionOf, draftOf } from './metric-draft.ts';

const FORMULAS: readonly OwnContent['formula'][] = [
  { kind: 'events', name: 'order', aggregate: 'sum', number: 'amount', windowDays: 7, property: { name: 'size', value: 'large' } },
  { kind: 'events', eventKind: 'login', client: 'pc', module: 'crm', aggregate: 'users', windowDays: 30 },
  { kind: 'records', record: 'touch', on: 'on', where: { field: 'way', value: 'VISIT' }, aggregate: 'since', windowDays: 1 },
  { kind: 'difference', left: 'mau', right: 'dau' },
];

test.each(FORMULAS)('what is in force comes back from the form as it was: $kind', (formula) => {
  const definition: OwnContent = { label: { 'zh-CN': '甲', 'en-US': 'A' }, unit: 'count', direction: 'none', owner: null, formula };
  const version = { metric: 'own-a', version: 1, active: true, definition, problems: [], changedAt: '2026-11-18T00:00:00Z', changedBy: '' };
  expect(definitionOf(draftOf(version, 'per_1'))).toEqual(definition);
});
