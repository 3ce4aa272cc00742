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
export function namesOf<Person extends Named>(people: readonly Person[], search: string): readonly Person[] {
  const wanted = search.trim().toLowerCase();
  if (wanted === '') return people;
  return people.filter(({ name, email }) => name.toLowerCase().includes(wanted) || (email ?? '').toLowerCase().includes(wanted));
}
