import type { Column } from '../../../kernel/column.ts';

export interface Text {
  readonly 'zh-CN': string;
  readonly 'en-US': string;
}

/** A threshold or other number a measure or rule uses unless told otherwise, with where it comes from. */
export interface Default {
  readonly value: number;
  readonly unit: string;
  readonly source: string;
  readonly requirement: string;
}

/** One health measure: points a day over account-day columns. The documentation page of a measure is generated from this. */
export interface Measure<Options extends object> {
  readonly meta: {
    /** File name, and the noun of the failing state: `low-activity`. */
    readonly id: string;
    readonly title: Text;
    readonly why: Text;
    readonly whatToDo: Text;
    /** Metric ids, whose columns `evaluate` gets under the same names. */
    readonly inputs: readonly string[];
    readonly unit: 'points';
    readonly requirement: string;
  };
  readonly defaults: { readonly [Key in keyof Options]: Default };
  /** The only path of judgement: from `from` to `to`, both included. */
  readonly evaluate: (columns: Readonly<Record<string, Column>>, options: Options, from: number, to: number) => Column;
}
