/** What of a person decides who administers a workspace. */
export interface Standing {
  readonly id: string;
  readonly functions: readonly string[];
  readonly active: boolean;
  /** Has a login. */
  readonly joined: boolean;
}

/**
 * Whether nobody could administer the workspace once a person has changed. Only who can sign in counts.
 *
 * @param people   Everybody, as they are now.
 * @param changed  One of them, as they would be.
 * @returns        True when no administrator with a login and access would be left.
 * @example leavesNoAdministrator([{ id: 'a', functions: ['admin'], active: true, joined: true }], { id: 'a', functions: ['csm'], active: true, joined: true }) // => true
 */
export function leavesNoAdministrator(people: readonly Standing[], changed: Standing): boolean {
  return !people
    .map((person) => (person.id === changed.id ? changed : person))
    .some(({ functions, active, joined }) => active && joined && functions.includes('admin'));
}

/**
 * How far a person has come in.
 *
 * @param joined    Whether they have a login.
 * @param openLink  Whether an invitation is open for them.
 * @returns         `joined`, `invited`, or `not-joined` for one who was only named by an import or whose invitation has run out.
 * @example statusOf(false, true) // => 'invited'
 */
export function statusOf(joined: boolean, openLink: boolean): 'joined' | 'invited' | 'not-joined' {
  if (joined) return 'joined';
  return openLink ? 'invited' : 'not-joined';
}

/**
 * The fields of a record that a change makes different.
 *
 * @param before  The record as it was.
 * @param after   The record as it becomes; same fields.
 * @returns       Both, with the differing fields only; null when nothing differs.
 * @example difference({ a: 1, b: [2] }, { a: 1, b: [3] }) // => { before: { b: [2] }, after: { b: [3] } }
 * @example difference({ a: 1 }, { a: 1 }) // => null
 */
export function difference<Record extends { readonly [field: string]: unknown }>(
  before: Record,
  after: Record,
): { before: Partial<Record>; after: Partial<Record> } | null {
  const differing = Object.keys(after).filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]));
  if (differing.length === 0) return null;
  const only = (record: Record): Partial<Record> => Object.fromEntries(differing.map((field) => [field, record[field]])) as Partial<Record>;
  return { before: only(before), after: only(after) };
}
