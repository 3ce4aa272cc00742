import type { RecordKind } from '../../../kernel/record.ts';
import { accountKind, commitmentKind, contactKind, noteKind, orgUnitKind } from '../../accounts/core/kinds.ts';
import { churnRecordKind, contractKind, contractLineKind, exchangeRateKind, moduleKind, productKind } from '../../contracts/core/kinds.ts';
import { surveyAnswerKind } from '../../feedback/core/kinds.ts';
import { issueKind } from '../../issues/core/kinds.ts';
import { touchKind } from '../../touches/core/kinds.ts';

/** Every kind that is kept as records, beside the customers themselves. */
export const RECORD_KINDS: readonly RecordKind[] = [
  churnRecordKind,
  commitmentKind,
  contactKind,
  contractKind,
  contractLineKind,
  exchangeRateKind,
  issueKind,
  moduleKind,
  noteKind,
  orgUnitKind,
  productKind,
  surveyAnswerKind,
  touchKind,
];

/** Fields that refer to other records, by kind: which field, and to what. */
export const REFERENCES: Readonly<Record<string, readonly (readonly [field: string, of: string])[]>> = Object.fromEntries(
  [...RECORD_KINDS, accountKind].map(({ name, fields }) => [
    name,
    Object.entries(fields).flatMap(([field, declared]) => (declared.type === 'record' ? [[field, declared.of] as const] : [])),
  ]),
);

/** The field that says when a record happened or began, by kind. */
export const DATED: Readonly<Record<string, string>> = {
  issue: 'raisedAt',
  'survey-answer': 'answeredOn',
  touch: 'on',
  'churn-record': 'on',
  'contract-line': 'startsOn',
  contract: 'startsOn',
};
