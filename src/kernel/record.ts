import { isDay, parseInstant } from './time.ts';

/** What a field of a record can hold. Values are JSON: a day is `YYYY-MM-DD`, a moment ISO 8601 in UTC, money whole minor units. */
export type FieldType =
  | { readonly type: 'text'; readonly longest: number }
  | { readonly type: 'day' }
  | { readonly type: 'moment' }
  | { readonly type: 'number'; readonly whole?: true; readonly least?: number; readonly most?: number }
  /** In the currency that the field `currency` of the same record names. */
  | { readonly type: 'money'; readonly least?: number }
  | { readonly type: 'flag' }
  | { readonly type: 'choice'; readonly choices: Choices }
  | { readonly type: 'choices'; readonly choices: Choices }
  /** The id of a record of another kind. It may name one that is not there yet: that is a finding, not an error. */
  | { readonly type: 'record'; readonly of: string }
  /** A person of the workspace, by id; imports find them by name or e-mail. */
  | { readonly type: 'person' };

/** Codes, each with the words by which files and people name it; the first Chinese word is its label. */
export type Choices = Readonly<Record<string, readonly string[]>>;

export type RecordField = FieldType & {
  readonly required?: true;
  /** Headers under which files bring it, Chinese and English. Spaces, dashes, underscores and capitals do not count. */
  readonly headers: readonly string[];
};

/** A kind of thing that Mooring keeps about customers: declared once, and from it come storage, forms, history, import and export. */
export interface RecordKind {
  /** Singular, as in addresses and files: `contract-line`. */
  readonly name: string;
  /** A fact happened once and is never overwritten; everything else is an entity whose fields change with history (settled 17). */
  readonly fact: boolean;
  /** Names by which a person knows one: the first that has a value is its title. */
  readonly title: readonly string[];
  readonly fields: Readonly<Record<string, RecordField>>;
}

export type FieldValue = string | number | boolean | readonly string[];

/** Values by field; a field without one is absent. */
export type RecordContent = Readonly<Record<string, FieldValue>>;

/** What somebody says about a record. Absent: says nothing; null: takes the value away. */
export type RecordWords = Readonly<Record<string, FieldValue | null>>;

/** A change of one field; null stands for no value. */
export interface ValueChange {
  readonly field: string;
  readonly from: FieldValue | null;
  readonly to: FieldValue | null;
}

/**
 * Why a value cannot stand in a field.
 *
 * @param field  The field.
 * @param value  The value somebody gives it.
 * @returns      The reason in words; null when it may stand there.
 * @example      valueProblem({ type: 'number', least: 1, headers: [] }, 0) // => 'Must be at least 1.'
 */
export function valueProblem(field: FieldType, value: unknown): string | null {
  switch (field.type) {
    case 'text':
      return textProblem(field, value);
    case 'day':
      return isDayText(value) ? null : 'Must be a real day, written as 2026-01-31.';
    case 'moment':
      return typeof value === 'string' && parseInstant(value) !== null ? null : 'Must be a moment, written as 2026-01-31T09:30:00Z.';
    case 'number':
    case 'money':
      return numberProblem(field, value);
    case 'flag':
      return typeof value === 'boolean' ? null : 'Must be yes or no.';
    case 'choice':
      return isCode(field, value) ? null : `Must be one of ${codesOf(field)}.`;
    case 'choices':
      return areCodes(field, value) ? null : `Must be some of ${codesOf(field)}.`;
    case 'record':
    case 'person':
      return isId(value) ? null : 'Must be an id.';
  }
}

function textProblem({ longest }: Extract<FieldType, { type: 'text' }>, value: unknown): string | null {
  if (typeof value !== 'string' || value.trim() === '') return 'Must be a text.';
  return value.length > longest ? `Has ${value.length} characters; at most ${longest} are kept.` : null;
}

function isCode({ choices }: { readonly choices: Choices }, value: unknown): boolean {
  return typeof value === 'string' && Object.hasOwn(choices, value);
}

function areCodes(field: { readonly choices: Choices }, value: unknown): boolean {
  return Array.isArray(value) && value.every((one) => isCode(field, one));
}

function isDayText(value: unknown): boolean {
  return typeof value === 'string' && isDay(value);
}

function isId(value: unknown): boolean {
  return typeof value === 'string' && value.trim() !== '' && value.length <= LONGEST_ID;
}

/** The longest id, in UTF-16 units. */
export const LONGEST_ID = 200;

function numberProblem(field: Extract<FieldType, { type: 'number' | 'money' }>, value: unknown): string | null {
  if (typeof value !== 'number' || !Number.isFinite(value)) return 'Must be a number.';
  if (field.type === 'money' || field.whole === true) if (!Number.isSafeInteger(value)) return 'Must be a whole number.';
  if (field.least !== undefined && value < field.least) return `Must be at least ${field.least}.`;
  if (field.type === 'number' && field.most !== undefined && value > field.most) return `Must be at most ${field.most}.`;
  return null;
}

function codesOf({ choices }: { readonly choices: Choices }): string {
  return Object.keys(choices).join(', ');
}

/**
 * A record after somebody said something about it.
 *
 * @param before  Its values; empty when it is new.
 * @param words   What was said.
 * @returns       Its values, fields in the order of the alphabet, so that equal records are equal texts.
 * @example       contentAfter({ name: 'A', seats: 2 }, { seats: null, city: '上海' }) // => { city: '上海', name: 'A' }
 */
export function contentAfter(before: RecordContent, words: RecordWords): RecordContent {
  const after = new Map(Object.entries(before));
  for (const [field, value] of Object.entries(words)) {
    if (value === null) after.delete(field);
    else after.set(field, value);
  }
  return Object.fromEntries([...after].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * What became different between two states of a record.
 *
 * @param before  Its values before.
 * @param after   Its values after.
 * @returns       One entry a field, in the order of the alphabet. Empty when nothing changed.
 * @example       valueChanges({ seats: 2 }, { seats: 3 }) // => [{ field: 'seats', from: 2, to: 3 }]
 */
export function valueChanges(before: RecordContent, after: RecordContent): readonly ValueChange[] {
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return fields.flatMap((field) => {
    const [from, to] = [before[field] ?? null, after[field] ?? null];
    return sameValue(from, to) ? [] : [{ field, from, to }];
  });
}

function sameValue(a: FieldValue | null, b: FieldValue | null): boolean {
  return typeof a === 'object' && typeof b === 'object' ? JSON.stringify(a) === JSON.stringify(b) : a === b;
}
