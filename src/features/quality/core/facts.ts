import type { FieldValue, RecordContent } from '../../../kernel/record.ts';
import { type Day, dayOf, isDay, parseInstant } from '../../../kernel/time.ts';

/** A record as the rules see it. */
export interface Fact {
  /** The name of its kind. */
  readonly kind: string;
  readonly id: string;
  /** The customer it names, whether or not there is one; null where the kind has none. */
  readonly account: string | null;
  readonly content: RecordContent;
  readonly custom: RecordContent;
}

/** What is known of any customer. */
export interface CustomerSpan {
  readonly id: string;
  readonly name: string;
  /** Null: nobody stated it. */
  readonly startsOn: Day | null;
  /** The last day, included. */
  readonly endsOn: Day | null;
}

/** A customer with all of its records that rules look at together. */
export interface Customer extends CustomerSpan {
  readonly hasOwner: boolean;
  readonly custom: RecordContent;
  /** Its records of a kind, by id. */
  readonly of: (kind: string) => readonly Fact[];
}

/** What rules may ask about the rest of the workspace. */
export interface Around {
  readonly today: Day;
  readonly timeZone: string;
  /** What amounts are in that name no currency, and into which others are converted. */
  readonly baseCurrency: string;
  readonly customer: (id: string) => CustomerSpan | undefined;
  /** Whether there is a record; asked only for what records at hand refer to. */
  readonly has: (kind: string, id: string) => boolean;
  /** The first day from which a currency can be converted; null: never. */
  readonly rateFrom: (currency: string) => Day | null;
  /** Whether the workspace keeps any record of a kind. */
  readonly keeps: (kind: string) => boolean;
}

/** Events that lie outside the days of what they belong to. */
export interface EventsOutside {
  /** Of the customer or the line. */
  readonly id: string;
  readonly account: string | null;
  readonly from: Day | null;
  readonly to: Day | null;
  readonly before: number;
  readonly after: number;
  /** Message ids of the earliest. */
  readonly firstBefore: readonly string[];
  readonly firstAfter: readonly string[];
}

/** What a source delivered. Days are day numbers, ascending. */
export interface Delivery {
  readonly source: string;
  readonly days: readonly number[];
  readonly events: number;
  /** A person said that nothing more is expected. */
  readonly retired: boolean;
}

/** Rows of a kind that imports did not take. */
export interface RejectedRows {
  readonly entity: string;
  /** Their id was taken by other content; else they could not be read or placed. */
  readonly conflict: boolean;
  readonly count: number;
  readonly samples: readonly { readonly id: string; readonly values: Readonly<Record<string, string | number>> }[];
}

/** A month by both readings: with the events that are flagged as automation or bulk, and without them. */
export interface MonthlyReading {
  readonly month: Day;
  readonly all: { readonly events: number; readonly userDays: number; readonly accounts: number };
  readonly counted: { readonly events: number; readonly userDays: number; readonly accounts: number };
}

/** What is looked at once for the whole workspace. */
export interface Whole {
  readonly customers: readonly CustomerSpan[];
  readonly eventsOutsideCustomers: readonly EventsOutside[];
  readonly eventsOutsideLines: readonly EventsOutside[];
  /** Events that name lines which are not there. */
  readonly eventsOfUnknownLines: { readonly events: number; readonly keys: readonly string[] } | null;
  readonly deliveries: readonly Delivery[];
  readonly rejected: readonly RejectedRows[];
  readonly readings: readonly MonthlyReading[];
}

/** What is wrong with one thing. */
export interface Hit {
  /** The kind of the thing: of a record, or `account`, `event`, `source`. */
  readonly entity: string;
  readonly id: string;
  readonly account: string | null;
  /** How many it stands for; 1 where absent. */
  readonly count?: number;
  /** What contradicts what, by the name of the field. */
  readonly values: Readonly<Record<string, string | number>>;
}

/**
 * The civil day of a value, whether it is a day or a moment.
 *
 * @param value     A day, a moment, or anything else.
 * @param timeZone  The zone in which a moment has its day.
 * @returns         The day; null when the value is neither.
 * @example         dayIn('2026-01-31T17:00:00Z', 'Asia/Shanghai') // => '2026-02-01'
 */
export function dayIn(value: FieldValue | undefined, timeZone: string): Day | null {
  if (typeof value !== 'string') return null;
  if (isDay(value)) return value;
  const at = parseInstant(value);
  return at === null ? null : dayOf(at, timeZone);
}

/**
 * What a custom field of one of some names says, where it is a yes or a no.
 *
 * @param custom  Values by key; texts count as yes or no when they read so.
 * @param names   Names in small letters, without spaces, dashes and underscores.
 * @returns       True or false; null when no such field says either.
 * @example       flagIn({ Churn_Flag: 'TRUE' }, ['churnflag']) // => true
 */
export function flagIn(custom: RecordContent, names: readonly string[]): boolean | null {
  for (const [key, value] of Object.entries(custom)) {
    if (!names.includes(key.toLowerCase().replaceAll(/[\s_-]/g, ''))) continue;
    if (typeof value === 'boolean') return value;
    const word = String(value).trim().toLowerCase();
    if (['true', 'yes', 'y', '1', '是'].includes(word)) return true;
    if (['false', 'no', 'n', '0', '否'].includes(word)) return false;
  }
  return null;
}

/** Names under which sources say that something was lost. */
export const CHURN_FLAGS: readonly string[] = ['churnflag', 'churned', 'ischurned', 'churn', '流失', '已流失', '是否流失', '流失标记'];
/** Names under which sources say that somebody only tries. */
export const TRIAL_FLAGS: readonly string[] = ['istrial', 'trial', 'trialflag', '试用', '是否试用'];

/**
 * A value of a record as a text.
 *
 * @param fact   The record.
 * @param field  A declared field.
 * @returns      The text; null when it has none.
 * @example      textIn({ kind: 'note', id: 'n', account: null, content: { text: 'a' }, custom: {} }, 'text') // => 'a'
 */
export function textIn({ content }: Fact, field: string): string | null {
  const value = content[field];
  return typeof value === 'string' ? value : null;
}

/**
 * A value of a record as a number.
 *
 * @param fact   The record.
 * @param field  A declared field.
 * @returns      The number; null when it has none.
 * @example      numberIn({ kind: 'contract-line', id: 'l', account: 'a', content: { seats: 3 }, custom: {} }, 'seats') // => 3
 */
export function numberIn({ content }: Fact, field: string): number | null {
  const value = content[field];
  return typeof value === 'number' ? value : null;
}

/**
 * Those of some values that there are, for showing what contradicts what.
 *
 * @param values  Values by field; null and undefined for none.
 * @returns       The others.
 * @example       shown({ a: 1, b: null }) // => { a: 1 }
 */
export function shown(values: Readonly<Record<string, FieldValue | null | undefined>>): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => {
      if (value === null || value === undefined) return [];
      return [[name, typeof value === 'number' ? value : typeof value === 'object' ? value.join(', ') : String(value)] as const];
    }),
  );
}
