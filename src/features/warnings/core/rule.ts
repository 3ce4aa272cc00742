import type { Column } from '../../../kernel/column.ts';
import type { Maybe } from '../../../kernel/known.ts';
import type { MetricUnit } from '../../metrics/core/definition.ts';

export interface Text {
  readonly 'zh-CN': string;
  readonly 'en-US': string;
}

/** A number a rule uses unless told otherwise, with where it comes from. */
export interface Default {
  readonly value: number;
  readonly unit: string;
  readonly source: string;
  readonly requirement: string;
}

export type RuleOptions = Readonly<Record<string, number>>;

/** What a rule says about one day, with the numbers it says it on. */
export interface RuleExplanation {
  /** 1 firing, 0 quiet; equal to the cell of the column. */
  readonly state: Maybe<number>;
  /** The value of the metric on the day. */
  readonly value: Maybe<number>;
  /** Day number on which the present firing began; null while quiet. */
  readonly firingSince: number | null;
  /** How many good days in a row were counted towards the all-clear. */
  readonly goodDays: number;
}

/** One early-warning rule: a pure function over account-day columns. The documentation page of a rule is generated from this. */
export interface Rule<Options extends RuleOptions = RuleOptions> {
  readonly meta: {
    /** File name, and the noun of the failing state. */
    readonly id: string;
    /** Changes with the meaning; kept with every warning. */
    readonly version: string;
    readonly title: Text;
    /** What to do, in a few words, verb first: the name of its task. */
    readonly act: Text;
    readonly why: Text;
    readonly whatToDo: Text;
    /** Metric ids, whose columns `evaluate` gets under the same names. */
    readonly inputs: readonly string[];
    /** The input whose value is shown as the reason. */
    readonly metric: string;
    readonly unit: MetricUnit;
    readonly direction: 'down' | 'up';
    /** Tells of something good: its tasks stand among the chances, not among the fires. The direction alone does not say: issues age upwards. */
    readonly isChance?: true;
    readonly severity: 'critical' | 'high' | 'normal';
    /** A task from this rule is due so many working days after the warning opened. */
    readonly dueInWorkingDays: number;
    readonly requirement: string;
  };
  readonly defaults: { readonly [Key in keyof Options]: Default };
  /** The value at which it fires, for showing beside the value that fired. */
  readonly threshold: (options: Options) => number;
  /** Days from an opening on which no second warning opens. */
  readonly coolDownDays: (options: Options) => number;
  readonly fires: (value: number, options: Options) => boolean;
  readonly clears: (value: number, options: Options) => boolean;
  /** The only path of judgement: 1 firing, 0 quiet, from `from` to `to`. State is found again from the first cell of the columns. */
  readonly evaluate: (columns: Readonly<Record<string, Column>>, options: Options, from: number, to: number) => Column;
  readonly explain: (columns: Readonly<Record<string, Column>>, options: Options, day: number) => RuleExplanation;
  /** The metric over some days, as it is compared with the threshold. */
  readonly watched: (columns: Readonly<Record<string, Column>>, from: number, to: number) => Column;
  /** The number that is shown where it is another one than the value that is compared: null on a day on which it is not known. */
  readonly shown?: (
    columns: Readonly<Record<string, Column>>,
    options: Options,
    day: number,
  ) => { readonly metric: string; readonly value: number; readonly threshold: number } | null;
  /** Whether columns that begin earlier could not make it say anything else. */
  readonly isSettled: (columns: Readonly<Record<string, Column>>, options: Options, day: number) => boolean;
}
