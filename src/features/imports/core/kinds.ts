import type { RecordKind } from '../../../kernel/record.ts';
import { accountKind, commitmentKind, contactKind, noteKind, orgUnitKind } from '../../accounts/core/kinds.ts';
import { churnRecordKind, contractKind, contractLineKind, exchangeRateKind, moduleKind, productKind } from '../../contracts/core/kinds.ts';
import { surveyAnswerKind } from '../../feedback/core/kinds.ts';
import { issueKind } from '../../issues/core/kinds.ts';
import { touchKind } from '../../touches/core/kinds.ts';

/** Every kind of record that files bring, in the order in which it is taken in: customers first, so that the others find them. */
export const IMPORT_KINDS = [
  accountKind,
  orgUnitKind,
  contactKind,
  productKind,
  moduleKind,
  contractKind,
  contractLineKind,
  exchangeRateKind,
  churnRecordKind,
  issueKind,
  surveyAnswerKind,
  touchKind,
  commitmentKind,
  noteKind,
] as const satisfies readonly RecordKind[];

/** Their names, as mappings write them. */
export const KIND_NAMES = [
  'account',
  'org-unit',
  'contact',
  'product',
  'module',
  'contract',
  'contract-line',
  'exchange-rate',
  'churn-record',
  'issue',
  'survey-answer',
  'touch',
  'commitment',
  'note',
] as const;
export type KindName = (typeof KIND_NAMES)[number];

/** What a file can hold; `accounts` is how mappings called customers when they were all there was beside users and events. */
export const ENTITIES = [...KIND_NAMES, 'accounts', 'users', 'events'] as const;
export type Entity = (typeof ENTITIES)[number];

/**
 * The kind of a name.
 *
 * @param name  As in `contract-line`.
 * @returns     Its declaration.
 * @example     kindNamed('touch').fact // => true
 */
export function kindNamed(name: KindName): RecordKind {
  return IMPORT_KINDS[KIND_NAMES.indexOf(name)] ?? accountKind;
}
