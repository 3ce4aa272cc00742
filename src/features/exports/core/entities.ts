import type { RecordKind } from '../../../kernel/record.ts';
import { accountKind } from '../../accounts/core/kinds.ts';
import { RECORD_KINDS } from '../../quality/core/references.ts';

/** How the workspace judges, every version, and what people said of customers. */
export const EXPORTED_JUDGEMENT = ['own-metric', 'health-model', 'warning-rule', 'health-override', 'said-value'] as const;

/** Whatever can be exported, by name; each becomes one file. */
export const EXPORTED: readonly string[] = [
  accountKind.name,
  'custom-field',
  ...RECORD_KINDS.map(({ name }) => name),
  'user',
  'movement',
  'event',
  ...EXPORTED_JUDGEMENT,
];

/**
 * The names of fields that hold money.
 *
 * @param kind  The kind of the record.
 * @returns     Names; empty where it has none, and so no currency either.
 * @example     moneyFields({ name: 'fee', fact: false, title: [], fields: { fee: { type: 'money', headers: [] }, on: { type: 'day', headers: [] } } }) // => ['fee']
 */
export function moneyFields({ fields }: RecordKind): readonly string[] {
  return Object.entries(fields).flatMap(([name, { type }]) => (type === 'money' ? [name] : []));
}

/**
 * The names of fields that hold people of the workspace.
 *
 * @param kind  The kind of the record.
 * @returns     Names.
 * @example     personFields({ name: 'note', fact: false, title: [], fields: { author: { type: 'person', headers: [] } } }) // => ['author']
 */
export function personFields({ fields }: RecordKind): readonly string[] {
  return Object.entries(fields).flatMap(([name, { type }]) => (type === 'person' ? [name] : []));
}
