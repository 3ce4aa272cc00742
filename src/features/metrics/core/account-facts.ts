import type { DepthFacts } from './depth.ts';
import type { ModuleFacts } from './module-share.ts';
import type { PickedFacts } from './own-columns.ts';
import type { LiveSpan } from './record-columns.ts';

/** A contract line as metrics see it. Days are day numbers; `to` is the last day, null while it goes on. */
export interface LineFact {
  readonly from: number;
  readonly to: number | null;
  readonly seats: number | null;
  /** What recurs a year, in whole minor units of the base currency at the rate of the line's first day; null where amount or rate is not known. */
  readonly arrMinor: number | null;
  /** In which the amount was agreed; absent: the base currency. */
  readonly currency?: string;
  readonly trial: boolean;
  /** Id of the product; null where nobody said. */
  readonly product?: string | null;
}

export interface IssueFact {
  readonly raisedOn: number;
  /** The first day on which it is no longer open; null while it is. */
  readonly closedOn: number | null;
  readonly escalated: boolean;
  readonly satisfaction: number | null;
}

export interface TouchFact {
  readonly on: number;
  readonly result: 'REACHED' | 'REFUSED' | 'UNANSWERED' | null;
  /** Whether it went to a decision maker; null where nobody said to whom. */
  readonly decider: boolean | null;
}

export interface AnswerFact {
  readonly on: number;
  readonly type: 'NPS' | 'CSAT';
  readonly score: number;
  /** Whether the scale's own rule makes it a detractor (settled 9). */
  readonly detractor: boolean;
}

export interface ContactFact {
  readonly decider: boolean;
  readonly from: number | null;
  /** The day on which the person left; null while there. */
  readonly leftOn: number | null;
}

export interface CommitmentFact {
  readonly ours: boolean;
  readonly promisedOn: number | null;
  readonly dueOn: number | null;
  /** The day on which it was kept or dropped; null while open. */
  readonly endedOn: number | null;
}

/** What a person said about a customer: a value that stands from a day on. */
export interface SaidValue {
  readonly metric: string;
  readonly on: number;
  /** The last day on which it stands; null: until another one is said. */
  readonly until: number | null;
  readonly value: number;
}

/** What is recorded about a customer. A list is null where the workspace keeps nothing of that kind: what rests on it is not measured. */
export interface AccountFacts {
  readonly live: LiveSpan;
  readonly lines: readonly LineFact[] | null;
  readonly issues: readonly IssueFact[] | null;
  readonly touches: readonly TouchFact[] | null;
  readonly answers: readonly AnswerFact[] | null;
  readonly contacts: readonly ContactFact[] | null;
  readonly commitments: readonly CommitmentFact[] | null;
  /** The day on which the product went live; null where nobody said. */
  readonly goLiveOn: number | null;
  /** Value tier of the customer (SEG-02); null or absent where nobody said. */
  readonly tier?: string | null;
  /** What people said about it; absent where nothing asked for it. */
  readonly said?: readonly SaidValue[];
  /** Absent where nothing asked for it; null where the workspace keeps no modules. */
  readonly modules?: ModuleFacts | null;
  /** Absent where nothing asked for it. */
  readonly depth?: DepthFacts;
  /** The first day of a login of each user, ascending. Absent where nothing asked for it. */
  readonly logins?: Int32Array;
  /** What metrics of the workspace's own are made of, by their ids. Absent where nothing asked for it. */
  readonly picked?: Readonly<Record<string, PickedFacts>>;
}
