import type { Day } from '../../../kernel/time.ts';

/** What is known about a customer and may change. */
export interface AccountFields {
  readonly name: string;
  readonly startsOn: Day;
  /** False: `startsOn` is the first day the customer was seen, and moves back when something earlier turns up. */
  readonly startsStated: boolean;
  readonly endsOn: Day | null;
  readonly endKind: string | null;
  readonly attributes: Readonly<Record<string, string>>;
}

/** What somebody says about a customer. Absent: says nothing about it. */
export interface AccountWords {
  readonly name?: string | undefined;
  readonly startsOn?: Day | undefined;
  readonly endsOn?: Day | null | undefined;
  readonly endKind?: string | null | undefined;
  /** Each name by itself: others stay as they are, an empty text takes one away. */
  readonly attributes?: Readonly<Record<string, string>> | undefined;
}

export interface FieldChange {
  readonly field: string;
  readonly from: string | null;
  readonly to: string | null;
}

/**
 * A customer after somebody said something about it.
 *
 * @param before      The customer, or null when it is new.
 * @param words       What was said.
 * @param externalId  Stands for the name while nobody said one.
 * @param today       The first day seen, while nobody said when it starts.
 * @returns           The fields to keep. A new customer that has ended already was seen on its last day at the latest.
 * @example           fieldsAfter(null, { name: 'Acme' }, 'a-1', day('2026-01-05')).startsOn // => '2026-01-05'
 */
export function fieldsAfter(before: AccountFields | null, words: AccountWords, externalId: string, today: Day): AccountFields {
  const endsOn = words.endsOn === undefined ? (before?.endsOn ?? null) : words.endsOn;
  const firstSeen = endsOn !== null && endsOn < today ? endsOn : today;
  return {
    name: words.name ?? before?.name ?? externalId,
    startsOn: words.startsOn ?? before?.startsOn ?? firstSeen,
    startsStated: words.startsOn !== undefined || (before?.startsStated ?? false),
    endsOn,
    endKind: words.endKind === undefined ? (before?.endKind ?? null) : words.endKind,
    attributes: attributesAfter(before?.attributes ?? {}, words.attributes ?? {}),
  };
}

function attributesAfter(
  before: Readonly<Record<string, string>>,
  said: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const after = new Map(Object.entries(before));
  for (const [name, value] of Object.entries(said)) {
    if (value === '') after.delete(name);
    else after.set(name, value);
  }
  return Object.fromEntries(after);
}

/**
 * What became different.
 *
 * @param before  The customer before.
 * @param after   The customer after.
 * @returns       One entry a field, attributes by `custom.<name>`; null stands for nothing. Empty when nothing changed.
 * @example       fieldChanges(fieldsAfter(null, { name: 'A' }, 'a', day('2026-01-05')), fieldsAfter(null, { name: 'B' }, 'a', day('2026-01-05'))) // => [{ field: 'name', from: 'A', to: 'B' }]
 */
export function fieldChanges(before: AccountFields, after: AccountFields): readonly FieldChange[] {
  const plain = (['name', 'startsOn', 'endsOn', 'endKind'] as const).map((field) => ({ field, from: before[field], to: after[field] }));
  const names = [...new Set([...Object.keys(before.attributes), ...Object.keys(after.attributes)])].sort();
  const attributes = names.map((name) => ({
    field: `custom.${name}`,
    from: own(before.attributes, name),
    to: own(after.attributes, name),
  }));
  return [...plain, ...attributes].filter(({ from, to }) => from !== to);
}

function own(values: Readonly<Record<string, string>>, name: string): string | null {
  return Object.hasOwn(values, name) ? (values[name] ?? null) : null;
}

/**
 * Whether the live days changed, so that what is counted over them must be counted again.
 *
 * @param before  The customer before; null when it is new.
 * @param after   The customer after.
 * @returns       True for a new customer and for one whose first or last day moved.
 * @example       spanMoved(null, fieldsAfter(null, {}, 'a', day('2026-01-05'))) // => true
 */
export function spanMoved(before: AccountFields | null, after: AccountFields): boolean {
  return before === null || before.startsOn !== after.startsOn || before.endsOn !== after.endsOn;
}
