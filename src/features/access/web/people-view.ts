import type { OutputOf } from '../../../contract/operation.ts';
import type { listPeople } from '../contract.ts';

export type Person = OutputOf<typeof listPeople>['people'][number];

/** What somebody is about to do with a person. */
export type PersonAct =
  | { readonly act: 'invite'; readonly person: Person | null }
  | { readonly act: 'edit' | 'away' | 'reset' | 'end' | 'restore'; readonly person: Person };

interface Named {
  readonly name: string;
  readonly email: string | null;
}

/**
 * Those whose name or e-mail contains a text.
 *
 * @param people  Everybody.
 * @param search  What was typed; nothing leaves all.
 * @returns       In the order given.
 */
export function namesOf<One extends Named>(people: readonly One[], search: string): readonly One[] {
  const wanted = search.trim().toLowerCase();
  if (wanted === '') return people;
  return people.filter(({ name, email }) => name.toLowerCase().includes(wanted) || (email ?? '').toLowerCase().includes(wanted));
}
