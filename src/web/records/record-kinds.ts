import type { RecordOperations } from '../../contract/record-operations.ts';
import { commitments, contacts, notes, orgUnits } from '../../features/accounts/contract.ts';
import { commitmentKind, contactKind, noteKind, orgUnitKind } from '../../features/accounts/core/kinds.ts';
import { churnRecords, contractLines, contracts, exchangeRates, modules, products } from '../../features/contracts/contract.ts';
import {
  churnRecordKind,
  contractKind,
  contractLineKind,
  exchangeRateKind,
  moduleKind,
  productKind,
} from '../../features/contracts/core/kinds.ts';
import { surveyAnswers } from '../../features/feedback/contract.ts';
import { surveyAnswerKind } from '../../features/feedback/core/kinds.ts';
import { issues } from '../../features/issues/contract.ts';
import { issueKind } from '../../features/issues/core/kinds.ts';
import { touches } from '../../features/touches/contract.ts';
import { touchKind } from '../../features/touches/core/kinds.ts';
import type { RecordContent, RecordKind } from '../../kernel/record.ts';
import type { Day } from '../../kernel/time.ts';
import { dayIn } from './record-values.ts';

/** A kind of records as pages show it. */
export interface ShownKind {
  readonly kind: RecordKind;
  readonly operations: RecordOperations;
  /** Of a table, the title first; the rest is in the form. */
  readonly columns: readonly string[];
  /** By what a list is narrowed, and in which order it begins; `-` turns it round. */
  readonly filters: readonly string[];
  readonly order: string;
  /** What is over is quiet, and hidden at first where there is much of it. */
  readonly over?: (content: RecordContent, today: Day, timeZone: string) => boolean;
}

const before = (field: string) => (content: RecordContent, today: Day, timeZone: string) => {
  const day = dayIn(content[field], timeZone);
  return day !== null && day < today;
};
const among = (field: string, codes: readonly string[]) => (content: RecordContent) => codes.includes(String(content[field]));

/** Every kind that people keep by hand, by its name. */
export const SHOWN_KINDS = {
  contact: {
    kind: contactKind,
    operations: contacts,
    columns: ['name', 'jobTitle', 'roles', 'attitude', 'influence', 'unit', 'phone', 'email'],
    filters: ['roles'],
    order: '-influence',
    over: before('leftOn'),
  },
  'org-unit': {
    kind: orgUnitKind,
    operations: orgUnits,
    columns: ['name', 'unitKind', 'headcount', 'contractedSince'],
    filters: ['unitKind'],
    order: 'name',
  },
  commitment: {
    kind: commitmentKind,
    operations: commitments,
    columns: ['content', 'side', 'type', 'status', 'dueOn', 'owner'],
    filters: ['side', 'status'],
    order: 'dueOn',
    over: among('status', ['KEPT', 'CANCELLED']),
  },
  note: { kind: noteKind, operations: notes, columns: ['text', 'on', 'author'], filters: [], order: '-on' },
  product: { kind: productKind, operations: products, columns: ['name', 'complexity'], filters: ['complexity'], order: 'name' },
  module: { kind: moduleKind, operations: modules, columns: ['name', 'product', 'core'], filters: [], order: 'name' },
  contract: {
    kind: contractKind,
    operations: contracts,
    columns: ['number', 'name', 'signedOn', 'startsOn', 'endsOn', 'tcv', 'renewalType'],
    filters: ['renewalType'],
    order: '-startsOn',
    over: before('endsOn'),
  },
  'contract-line': {
    kind: contractLineKind,
    operations: contractLines,
    columns: ['name', 'plan', 'product', 'startsOn', 'endsOn', 'seats', 'arr', 'stage'],
    filters: ['stage', 'deployment'],
    order: '-startsOn',
    over: before('endsOn'),
  },
  'churn-record': {
    kind: churnRecordKind,
    operations: churnRecords,
    columns: ['on', 'arrLost', 'reason', 'avoidable', 'comment'],
    filters: ['reason'],
    order: '-on',
  },
  'exchange-rate': {
    kind: exchangeRateKind,
    operations: exchangeRates,
    columns: ['currency', 'to', 'on', 'rate'],
    filters: [],
    order: '-on',
  },
  issue: {
    kind: issueKind,
    operations: issues,
    columns: ['title', 'type', 'status', 'priority', 'raisedAt', 'solvedAt', 'owner'],
    filters: ['status', 'type', 'priority'],
    order: '-raisedAt',
    over: among('status', ['SOLVED', 'CLOSED', 'TIMEOUT_CLOSED', 'REJECTED']),
  },
  'survey-answer': {
    kind: surveyAnswerKind,
    operations: surveyAnswers,
    columns: ['survey', 'type', 'score', 'scale', 'answeredOn', 'respondent', 'comment'],
    filters: ['type'],
    order: '-answeredOn',
  },
  touch: {
    kind: touchKind,
    operations: touches,
    columns: ['topic', 'on', 'way', 'result', 'contact', 'person', 'nextOn'],
    filters: ['way', 'result'],
    order: '-on',
  },
} as const satisfies Readonly<Record<string, ShownKind>>;

export type ShownKindName = keyof typeof SHOWN_KINDS;

/** A kind by its name; null where pages do not know it. */
export function shownKind(name: string): ShownKind | null {
  return Object.hasOwn(SHOWN_KINDS, name) ? SHOWN_KINDS[name as ShownKindName] : null;
}

/**
 * The name of a record among people: the first of its title fields that has a value.
 *
 * @param kind     Its kind.
 * @param content  Its values.
 * @param id       Stands for it where no field does.
 */
export function titleOf(kind: RecordKind, content: RecordContent, id: string): string {
  const named = kind.title.map((field) => content[field]).find((value) => value !== undefined && value !== '');
  return named === undefined ? id : String(named);
}
