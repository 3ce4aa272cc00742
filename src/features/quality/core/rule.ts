import type { RecordKind } from '../../../kernel/record.ts';
import { contactKind, orgUnitKind } from '../../accounts/core/kinds.ts';
import { churnRecordKind, contractKind, contractLineKind } from '../../contracts/core/kinds.ts';
import type { Around, Customer, Fact, Hit, Whole } from './facts.ts';

export interface Text {
  readonly 'zh-CN': string;
  readonly 'en-US': string;
}

/** What a finding does to figures: some are wrong, something is left out of them, or somebody should look. In the order in which they are shown. */
export const WEIGHTS = ['wrong-figure', 'left-out', 'doubtful'] as const;
export type Weight = (typeof WEIGHTS)[number];

/** A number that a rule uses, with where it comes from. */
export interface Default {
  readonly value: number;
  readonly unit: string;
  readonly source: string;
}

interface Meta {
  /** File name, and the noun of the failing state. */
  readonly id: string;
  readonly weight: Weight;
  readonly title: Text;
  readonly why: Text;
  readonly whatToDo: Text;
  /** What it does to the figures: excluded from what, counted twice in what. */
  readonly effect: Text;
  /** Kinds of records, and `account`, `event`, `source`, `import`. */
  readonly inputs: readonly string[];
}

/** Looks at records one by one, each with what it refers to. */
export interface RecordRule {
  readonly looksAt: 'record';
  readonly meta: Meta;
  readonly defaults?: Readonly<Record<string, Default>>;
  readonly check: (fact: Fact, around: Around) => readonly Hit[];
}

/** Looks at one customer with all its records of the kinds named. */
export interface CustomerRule {
  readonly looksAt: 'customer';
  readonly meta: Meta;
  readonly defaults?: Readonly<Record<string, Default>>;
  readonly check: (customer: Customer, around: Around) => readonly Hit[];
}

/** Looks at the whole workspace at once. */
export interface WholeRule {
  readonly looksAt: 'whole';
  readonly meta: Meta;
  readonly defaults?: Readonly<Record<string, Default>>;
  readonly check: (whole: Whole, around: Around) => readonly Hit[];
}

/** One question to the data: a pure function over rows as they stream by. Its page in the documentation is generated from this. */
export type QualityRule = RecordRule | CustomerRule | WholeRule;

/** The kinds of records that rules look at customer by customer: a customer has few enough of them to be held at once. */
export const HELD_KINDS: readonly RecordKind[] = [churnRecordKind, contactKind, contractKind, contractLineKind, orgUnitKind];
