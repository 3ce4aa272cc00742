import type { WorkCalendar } from '../../../kernel/calendar.ts';
import type { Column } from '../../../kernel/column.ts';
import type { AccountFacts } from './account-facts.ts';
import type { OwnMetric } from './own-metric.ts';
import { UNITS, type Unit, type Words } from './units.ts';
import type { StoredColumn } from './usage-columns.ts';

export type Text = Words;

/** What a derived metric may look at besides its inputs. */
export interface MetricSettings {
  readonly calendar: WorkCalendar;
}

export const METRIC_UNITS = UNITS;
export type MetricUnit = Unit;

interface Described {
  /** Kebab-case; the name of its file and in the API. */
  readonly id: string;
  readonly label: Text;
  readonly definition: Text;
  readonly unit: MetricUnit;
  /** Civil days a value looks at, the day itself included. */
  readonly windowDays: number;
  /** The requirement it answers. */
  readonly requirement: string;
}

/** A count that is kept in the series store. */
export interface StoredMetric extends Described {
  readonly kind: 'stored';
  readonly column: StoredColumn;
}

/** A value computed from stored counts when it is read, so that today and a replay are one computation. */
export interface DerivedMetric extends Described {
  readonly kind: 'derived';
  readonly inputs: readonly StoredColumn[];
  /** The inputs, in order, cover at least `from − (windowDays − 1)` to `to`; the answer covers `from` to `to`. */
  readonly evaluate: (inputs: readonly Column[], settings: MetricSettings, from: number, to: number) => Column;
}

/** A value found from what is recorded about the customer one by one, when it is read. */
export interface RecordedMetric extends Described {
  readonly kind: 'recorded';
  /** The records it is made of. Where the workspace keeps none of them it is Unknown(`not-measured`). */
  readonly records: Exclude<keyof AccountFacts, 'live' | 'goLiveOn' | 'tier' | 'said' | 'modules' | 'depth' | 'logins' | 'picked'>;
  readonly evaluate: (facts: AccountFacts, from: number, to: number) => Column;
}

/** A value found from what was used or recorded, beside what is stored: which modules, which processes, which seats. */
export interface UseMetric extends Described {
  readonly kind: 'use';
  /** What must be read for it besides the records. */
  readonly of: 'modules' | 'depth' | 'logins' | 'records';
  /** The inputs cover so many days before `from`; absent: none. */
  readonly lookbackDays?: number;
  /** Stored columns; they cover `from − lookbackDays` to `to`. */
  readonly inputs: readonly StoredColumn[];
  readonly evaluate: (inputs: readonly Column[], facts: AccountFacts, from: number, to: number, settings: MetricSettings) => Column;
}

/** A value that a person says about a customer, with a validity and a note, as no system measures it. */
export interface SaidMetric extends Described {
  readonly kind: 'said';
  /** What may be said, both included, in the unit of the metric. */
  readonly least: number;
  readonly most: number;
}

/** A metric that a workspace made itself, ready to be evaluated like any other. */
export interface OwnDefinition extends Described {
  readonly kind: 'own';
  readonly own: OwnMetric;
  /** The metrics it is made of, and theirs; empty unless it is a ratio or a difference. */
  readonly parts: readonly MetricDefinition[];
  readonly inputs: readonly StoredColumn[];
  readonly lookbackDays: number;
  readonly evaluate: (
    stored: Readonly<Record<string, Column>>,
    facts: AccountFacts | null,
    settings: MetricSettings,
    from: number,
    to: number,
  ) => Column;
}

/** A metric: what it is called, what it means, and how it comes about. */
export type MetricDefinition = StoredMetric | DerivedMetric | RecordedMetric | UseMetric | SaidMetric | OwnDefinition;
