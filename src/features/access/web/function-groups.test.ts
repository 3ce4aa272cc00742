import { expect, test } from 'vitest';
import { FUNCTIONS } from '../../../contract/access.ts';
import { FUNCTION_GROUPS } from './function-groups.ts';
import { namesOf } from './people-view.ts';

test('every function can be chosen, in one place', () => {
  expect(FUNCTION_GROUPS.flatMap(({ functions }) => functions).toSorted()).toEqual([...FUNCTIONS].toSorted());
});

test('people are found by name or e-mail, whatever the case', () => {
  const people = [
    { name: '林知夏', email: 'Lin@Example.com' },
    { name: '周予安', email: null },
  ];
  expect(namesOf(people, ' LIN').map(({ name }) => name)).toEqual(['林知夏']);
  expect(namesOf(people, '予安').map(({ name }) => name)).toEqual(['周予安']);
  expect(namesOf(people, '')).toEqual(people);
});
