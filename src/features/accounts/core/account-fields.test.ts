import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { day } from '../../../kernel/time.ts';
import { type AccountFields, type AccountWords, fieldChanges, fieldsAfter, spanMoved } from './account-fields.ts';

const today = day('2026-11-18');
const acme = fieldsAfter(null, { name: 'Acme', startsOn: day('2026-01-01'), attributes: { plan: 'gold' } }, 'a-1', today);

describe('what is kept after somebody said something', () => {
  test('settled 1: a new customer starts on its contract start, or on the first day it was seen', () => {
    expect(acme).toMatchObject({ startsOn: '2026-01-01', startsStated: true, endsOn: null });
    expect(fieldsAfter(null, {}, 'a-2', today)).toMatchObject({ name: 'a-2', startsOn: today, startsStated: false });
    expect(fieldsAfter(null, { endsOn: day('2020-05-05') }, 'a-3', today)).toMatchObject({ startsOn: '2020-05-05', endsOn: '2020-05-05' });
  });

  test('what is not said stays; null takes the end away; an empty text takes an attribute away', () => {
    const ended = fieldsAfter(acme, { endsOn: day('2026-06-30'), endKind: '未续约' }, 'a-1', today);
    expect(ended).toMatchObject({ name: 'Acme', startsOn: '2026-01-01', endsOn: '2026-06-30', attributes: { plan: 'gold' } });
    expect(fieldsAfter(ended, { endsOn: null, attributes: { plan: '', region: '华东' } }, 'a-1', today)).toMatchObject({
      endsOn: null,
      endKind: '未续约',
      attributes: { region: '华东' },
    });
  });

  test('every change has its old and its new value, nothing else does', () => {
    const after = fieldsAfter(
      acme,
      { name: 'Acme 中国', endsOn: day('2026-12-31'), attributes: { plan: 'silver', seats: '12' } },
      'a-1',
      today,
    );
    expect(fieldChanges(acme, after)).toEqual([
      { field: 'name', from: 'Acme', to: 'Acme 中国' },
      { field: 'endsOn', from: null, to: '2026-12-31' },
      { field: 'custom.plan', from: 'gold', to: 'silver' },
      { field: 'custom.seats', from: null, to: '12' },
    ]);
    expect(fieldChanges(acme, fieldsAfter(acme, {}, 'a-1', today))).toEqual([]);
    expect(spanMoved(acme, after)).toBe(true);
    expect(spanMoved(acme, { ...acme, name: 'other' })).toBe(false);
  });

  test('names of attributes are only names, also __proto__ and constructor', () => {
    const hostile = JSON.parse('{"__proto__":"a","constructor":"b"}') as Record<string, string>;
    const after = fieldsAfter(acme, { attributes: hostile }, 'a-1', today);
    expect(fieldChanges(acme, after).map(({ field }) => field)).toEqual(['custom.__proto__', 'custom.constructor']);
    expect(Object.getPrototypeOf(after.attributes)).toBe(Object.prototype);
  });

  test('property: saying the same twice changes nothing; the changes lead from before to after', () => {
    const someDay = fc.constantFrom(day('2025-01-01'), day('2026-02-03'), day('2026-12-31'));
    const names = fc.constantFrom('plan', 'region', 'constructor');
    const words: fc.Arbitrary<AccountWords> = fc.record(
      {
        name: fc.constantFrom('A', 'B'),
        startsOn: someDay,
        endsOn: fc.option(someDay, { nil: null }),
        endKind: fc.option(fc.constantFrom('x', 'y'), { nil: null }),
        attributes: fc.dictionary(names, fc.constantFrom('', 'u', 'v')),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.array(words, { minLength: 1, maxLength: 5 }), words, (said, last) => {
        const before = said.reduce<AccountFields | null>((account, one) => fieldsAfter(account, one, 'a', today), null);
        if (before === null) return;
        const after = fieldsAfter(before, last, 'a', today);
        expect(fieldsAfter(after, last, 'a', today)).toEqual(after);
        const changed = new Map(fieldChanges(before, after).map(({ field, to }) => [field, to]));
        for (const field of ['name', 'startsOn', 'endsOn', 'endKind'] as const)
          expect(changed.has(field) ? changed.get(field) : before[field]).toBe(after[field]);
        expect(spanMoved(before, after)).toBe(changed.has('startsOn') || changed.has('endsOn'));
      }),
    );
  });
});
