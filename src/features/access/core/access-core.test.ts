import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { day } from '../../../kernel/time.ts';
import { apiKey, inOrder, isKeyShaped, isUseNoted, keyPrefix } from './api-key.ts';
import { isAwayOn, standInOn } from './away.ts';
import { bestMatch, emailIn } from './import-owner.ts';
import { isLinkOpen, linkExpiry } from './link.ts';
import { difference, leavesNoAdministrator, type Standing } from './membership.ts';

describe('who is away', () => {
  const today = day('2026-11-18');
  const away = (standInId: string | null, until = '2026-11-20') => ({ active: true, away: { from: today, until: day(until), standInId } });
  const here = { active: true, away: null };
  const takes = (
    a: ReturnType<typeof away>,
    b: Parameters<typeof standInOn>[1] extends ReadonlyMap<string, infer W> ? W : never,
    on = today,
  ) =>
    standInOn(
      'a',
      new Map([
        ['a', a],
        ['b', b],
      ]),
      on,
    );

  test('from the first to the last day, both included, and by itself no longer', () => {
    const days = ['2026-11-17', '2026-11-18', '2026-11-20', '2026-11-21'].map((text) => day(text));
    expect(days.map((on) => isAwayOn(away(null).away, on))).toEqual([false, true, true, false]);
    expect(days.map((on) => takes(away('b'), here, on))).toEqual([null, 'b', 'b', null]);
  });

  test('a stand-in who is away too, has no access or is nobody takes nothing', () => {
    expect([takes(away('b'), away(null)), takes(away('b'), { active: false, away: null }), takes(away('c'), here)]).toEqual([
      null,
      null,
      null,
    ]);
    expect([takes(away('b'), away('a', '2026-11-17')), takes(away(null), here)]).toEqual(['b', null]);
  });
});

describe('API keys', () => {
  test('what is written is recognised, and nothing that is one letter off', () => {
    fc.assert(
      fc.property(fc.base64String({ minLength: 43 }), fc.nat(45), (text, at) => {
        const key = apiKey(text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '0').slice(0, 43));
        expect(isKeyShaped(key)).toBe(true);
        expect(key.startsWith(keyPrefix(key))).toBe(true);
        expect(isKeyShaped(key.slice(0, at) + key.slice(at + 1))).toBe(false);
        expect(isKeyShaped(`${key.slice(0, at)} ${key.slice(at + 1)}`)).toBe(false);
        expect(isKeyShaped(`${key}\n`)).toBe(false);
      }),
    );
  });

  test('a choice comes back in one order, without doubles', () => {
    const all = ['a', 'b', 'c', 'd'];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...all)), (chosen) => {
        const ordered = inOrder(chosen, all);
        expect(ordered).toEqual([...new Set(chosen)].sort());
        expect(inOrder(ordered, all)).toEqual(ordered);
      }),
    );
  });

  test('a use is noted at most once a minute', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(10_000), { maxLength: 200 }), (pauses) => {
        const noted: number[] = [];
        let now = 0;
        for (const pause of pauses) {
          now += pause;
          if (isUseNoted(noted.at(-1) ?? null, now)) noted.push(now);
        }
        for (let index = 1; index < noted.length; index++)
          expect((noted[index] ?? 0) - (noted[index - 1] ?? 0)).toBeGreaterThanOrEqual(60_000);
        if (noted.length > 0) expect(now - (noted.at(-1) ?? 0)).toBeLessThan(60_000);
      }),
    );
  });
});

describe('people', () => {
  const standing = fc.record({
    functions: fc.subarray(['admin', 'csm', 'exec']),
    active: fc.boolean(),
    joined: fc.boolean(),
  });

  test('a refused change is exactly one that would leave nobody who can sign in and administer', () => {
    fc.assert(
      fc.property(fc.array(standing, { minLength: 1, maxLength: 5 }), standing, fc.nat(4), (list, becomes, which) => {
        const people: Standing[] = list.map((person, index) => ({ id: String(index), ...person }));
        const changed: Standing = { id: String(which % people.length), ...becomes };
        let administrators = 0;
        for (const person of people) {
          const { functions, active, joined } = person.id === changed.id ? changed : person;
          if (functions.includes('admin') && active && joined) administrators += 1;
        }
        expect(leavesNoAdministrator(people, changed)).toBe(administrators === 0);
      }),
    );
  });

  test('a difference names what differs and nothing else', () => {
    const record = fc.record({ name: fc.string(), functions: fc.array(fc.string(), { maxLength: 2 }), active: fc.boolean() });
    fc.assert(
      fc.property(record, record, (before, after) => {
        const found = difference(before, after);
        expect({ ...before, ...found?.after }).toEqual(after);
        expect({ ...after, ...found?.before }).toEqual(before);
        expect(difference(before, { ...before })).toBeNull();
      }),
    );
  });

  test('the owner an import means: with access before without, with a login before without, then the oldest', () => {
    const ended = { id: 'ended', active: false, joined: true };
    const named = { id: 'named', active: true, joined: false };
    const joined = { id: 'joined', active: true, joined: true };
    expect(bestMatch([])).toBeUndefined();
    expect(bestMatch([ended])).toBe('ended');
    expect(bestMatch([ended, named])).toBe('named');
    expect(bestMatch([ended, named, joined, { ...joined, id: 'younger' }])).toBe('joined');
  });

  test('an e-mail address in a cell', () => {
    for (const text of ['王琳', 'a@b', '@b.cn', 'a b@c.cn', 'a@b.cn, c@d.cn', '<a@b.cn>', 'a@b.cn;'])
      expect([text, emailIn(text)]).toEqual([text, null]);
    expect(emailIn('王@例子.公司')).toBe('王@例子.公司');
  });
});

describe('links', () => {
  test('open until used or seven days old', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(20 * 86_400_000), (made, later) => {
        const link = { expiresAt: linkExpiry(made), endedAt: null };
        expect(isLinkOpen(link, made + later)).toBe(later < 7 * 86_400_000);
        expect(isLinkOpen({ ...link, endedAt: made }, made + later)).toBe(false);
      }),
    );
  });
});
