import type { FieldValue, RecordContent, RecordWords } from '../../../kernel/record.ts';
import type { Day } from '../../../kernel/time.ts';
import type { AccountFields, AccountWords } from './account-fields.ts';
import { accountKind } from './kinds.ts';

/** The fields of a customer that live in the table of customers; its other fields are its profile. */
const OWN = ['name', 'startsOn', 'endsOn', 'endKind', 'owner'];

/** The fields of its profile. */
export const PROFILE: readonly string[] = Object.keys(accountKind.fields).filter((field) => !OWN.includes(field));

/** What is said of a customer, apart by where it is kept. */
export interface SaidOfAccount {
  readonly own: AccountWords & { readonly owner?: string };
  readonly profile: RecordWords;
}

/**
 * Sorts what is said of a customer into what the table of customers keeps and what its profile keeps.
 *
 * @param words   Fields of the kind `account`; null takes a value away, except for the name, start and owner, of which it says nothing.
 * @param custom  Values of the fields that the workspace added; they are kept as texts.
 * @returns       Both parts.
 * @example       saidOfAccount({ name: 'Acme', tier: 'STRATEGIC' }, { seats: 3 }) // => { own: { name: 'Acme', attributes: { seats: '3' } }, profile: { tier: 'STRATEGIC' } }
 */
export function saidOfAccount(words: RecordWords, custom: RecordWords): SaidOfAccount {
  const text = (field: string): string | undefined => (typeof words[field] === 'string' ? words[field] : undefined);
  const [name, startsOn, owner] = [text('name'), text('startsOn'), text('owner')];
  const attributes = Object.fromEntries(Object.entries(custom).map(([key, value]) => [key, value === null ? '' : textOf(value)]));
  return {
    own: {
      ...(name === undefined ? {} : { name }),
      ...(startsOn === undefined ? {} : { startsOn: startsOn as Day }),
      ...(words.endsOn === undefined ? {} : { endsOn: (text('endsOn') ?? null) as Day | null }),
      ...(words.endKind === undefined ? {} : { endKind: text('endKind') ?? null }),
      ...(owner === undefined ? {} : { owner }),
      ...(Object.keys(attributes).length === 0 ? {} : { attributes }),
    },
    profile: Object.fromEntries(Object.entries(words).filter(([field]) => !OWN.includes(field))),
  };
}

function textOf(value: FieldValue): string {
  return typeof value === 'object' ? value.join(', ') : String(value);
}

/**
 * A customer as a record: its own fields and its profile in one.
 *
 * @param account  What the table of customers keeps.
 * @param profile  What its profile keeps.
 * @returns        Values by field of the kind `account`. A start that nobody stated is not among them.
 * @example        accountContent({ name: 'A', startsOn: day('2026-01-05'), startsStated: false, endsOn: null, endKind: null, attributes: {} }, { tier: 'STRATEGIC' }) // => { name: 'A', tier: 'STRATEGIC' }
 */
export function accountContent(account: AccountFields, profile: RecordContent): RecordContent {
  const { name, startsOn, startsStated, endsOn, endKind } = account;
  return {
    name,
    ...(startsStated ? { startsOn } : {}),
    ...(endsOn === null ? {} : { endsOn }),
    ...(endKind === null ? {} : { endKind }),
    ...profile,
  };
}
