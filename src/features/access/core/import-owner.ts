/** A person whose name an import may mean. */
export interface NamedPerson<Id extends string> {
  readonly id: Id;
  readonly active: boolean;
  /** Has a login. */
  readonly joined: boolean;
}

/**
 * Who is meant when an import names an owner and several people bear the name: one with access before one without, one with a login
 * before one without, then whoever came first.
 *
 * @param found  The people of that name, oldest first.
 * @returns      The id of the one meant; undefined when there is nobody.
 * @example bestMatch([{ id: 'a', active: true, joined: false }, { id: 'b', active: true, joined: true }]) // => 'b'
 */
export function bestMatch<Id extends string>(found: readonly NamedPerson<Id>[]): Id | undefined {
  const rank = ({ active, joined }: NamedPerson<Id>): number => (active ? 2 : 0) + (joined ? 1 : 0);
  return found.reduce<NamedPerson<Id> | undefined>((best, one) => (best === undefined || rank(one) > rank(best) ? one : best), undefined)
    ?.id;
}

/**
 * The e-mail address that a cell for an owner holds.
 *
 * @param text  The cell, without space around it.
 * @returns     The address in small letters; null when the text is no address.
 * @example emailIn('Wang.Lin@Example.com') // => 'wang.lin@example.com'
 * @example emailIn('王琳') // => null
 */
export function emailIn(text: string): string | null {
  return /^[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;]+$/.test(text) ? text.toLowerCase() : null;
}
