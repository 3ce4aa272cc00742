import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, day } from '../../../kernel/time.ts';
import { firstDayChanged, type Registration, type RegistrationWords, registrationAfter } from './registration.ts';

const START = day('2026-01-01');
const someDay = fc.nat(20).map((offset) => addDays(START, offset));
const words: fc.Arbitrary<RegistrationWords> = fc.record(
  { from: someDay, stated: fc.boolean(), corrects: fc.boolean(), to: fc.option(someDay, { nil: null }) },
  { requiredKeys: ['from', 'stated', 'corrects'] },
);
const registration: fc.Arbitrary<Registration> = fc.record({ from: someDay, stated: fc.boolean(), to: fc.option(someDay, { nil: null }) });
const countsOn = (one: Registration | null, on: string): boolean => one !== null && one.from <= on && (one.to === null || on <= one.to);

describe('registered users (settled 3)', () => {
  test('identify: the earliest day seen counts, a stated one stays, and a disabled user is not enabled again', () => {
    const seen = (from: string, stated = false): RegistrationWords => ({ from: day(from), stated, corrects: false });
    const first = registrationAfter(null, seen('2026-01-05'));
    expect(registrationAfter(first, seen('2026-01-09'))).toEqual(first);
    expect(registrationAfter(first, seen('2026-01-02'))).toEqual({ from: '2026-01-02', stated: false, to: null });
    const stated = registrationAfter(first, seen('2026-01-07', true));
    expect(stated).toEqual({ from: '2026-01-07', stated: true, to: null });
    expect(registrationAfter(stated, seen('2026-01-01', true))).toEqual(stated);
    expect(registrationAfter(stated, { ...seen('2026-01-01', true), corrects: true }).from).toBe('2026-01-01');
    const disabled = registrationAfter(stated, { ...seen('2026-01-07'), to: day('2026-01-08'), corrects: true });
    expect(registrationAfter(disabled, seen('2026-01-20'))).toEqual(disabled);
  });

  test('property: saying the same again changes nothing', () => {
    fc.assert(
      fc.property(fc.option(registration, { nil: null }), words, (before, said) => {
        const after = registrationAfter(before, said);
        expect(registrationAfter(after, said)).toEqual(after);
        expect(firstDayChanged(after, after)).toBeNull();
      }),
    );
  });

  test('property: before the first day changed, a user counts as before', () => {
    fc.assert(
      fc.property(fc.option(registration, { nil: null }), registration, (before, after) => {
        const from = firstDayChanged(before, after);
        for (let offset = -1; offset <= 22; offset++) {
          const on = addDays(START, offset);
          if (from === null || on < from) expect(countsOn(after, on)).toBe(countsOn(before, on));
        }
      }),
    );
  });
});
