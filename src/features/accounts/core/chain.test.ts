import { expect, test } from 'vitest';
import { day } from '../../../kernel/time.ts';
import { chainCoverage } from './chain.ts';

const today = day('2026-11-18');
const person = (id: string, seenOn: string | null, roles: readonly string[] = [], leftOn: string | null = null) => ({
  ...{ id, roles, seenOn: seenOn === null ? null : day(seenOn), leftOn: leftOn === null ? null : day(leftOn) },
});

test('C360-02: of five people three were met in 90 days; those who left are no part of it, and the one who decides is asked for', () => {
  const chain = [
    person('a', '2026-11-12'),
    person('b', '2026-09-01'),
    person('c', '2026-08-21'),
    person('d', '2026-08-20'),
    person('e', null, ['DECIDER']),
  ];
  expect(chainCoverage(chain, today)).toEqual({ people: 5, met: 3, deciderMet: false });
  expect(chainCoverage([...chain, person('f', '2026-11-01', ['DECIDER'], '2026-11-02')], today)).toMatchObject({
    people: 5,
    deciderMet: false,
  });
  expect(chainCoverage([person('a', null)], today).deciderMet).toBeNull();
});
