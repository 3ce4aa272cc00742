import { expect, test } from 'vitest';
import type { Day } from '../../../kernel/time.ts';
import { type Subject, subjectText } from '../contract-backtest.ts';
import { monthsKnown } from '../core/months-known.ts';
import { backTestAddress, backTestSearchIn, besideOf, subjectIn } from './backtest-search.ts';

test('an address says what is not as usual, and comes back as it was', () => {
  const of = { kind: 'model' as const, model: 'usage-health', version: 'draft' as const };
  const search = { of, outcome: { kind: 'dormant' as const, days: 90 }, horizon: 60, months: 24 };
  expect(backTestAddress(search)).toEqual({ of: 'usage-health@draft', outcome: 'dormant:90', horizon: 60, months: 24 });
  expect(backTestSearchIn(backTestAddress(search))).toEqual(search);
  expect(backTestSearchIn({ of: '../x', horizon: 7, months: 5 })).toEqual({});
});

test('a draft is compared with what is in force, unless something else is asked for; nothing with itself', () => {
  const [draft, live] = [subjectIn('usage-health@draft'), subjectIn('usage-health')] as [Subject, Subject];
  expect([besideOf(draft, undefined), besideOf(live, undefined), besideOf(draft, 'nothing')]).toEqual([live, null, null]);
  expect([besideOf(live, draft), besideOf(live, live)]).toEqual([draft, null]);
  expect(backTestSearchIn(backTestAddress({ of: live, beside: draft }))).toEqual({ of: live, beside: draft });
  expect(backTestSearchIn({ beside: 'nothing' })).toEqual({ beside: 'nothing' });
});

test("an outcome of one's own stands in the address as it was written", () => {
  const outcome = { kind: 'condition' as const, condition: 'activity_rate < 0.1 && seats >= 50' };
  expect(backTestAddress({ outcome })).toEqual({ outcome: 'when:activity_rate < 0.1 && seats >= 50' });
  expect(backTestSearchIn(backTestAddress({ outcome }))).toEqual({ outcome });
  expect(backTestSearchIn({ outcome: 'when: ' })).toEqual({});
});

test('what is put to the test has one name everywhere', () => {
  for (const text of [
    'usage-health',
    'usage-health@2',
    'usage-health@draft',
    'metric:own-x',
    'rule:low-activity',
    'learned',
    'learned:hazard',
  ])
    expect(subjectText(subjectIn(text) as NonNullable<ReturnType<typeof subjectIn>>)).toBe(text);
  expect([subjectIn('metric:'), subjectIn('a@b'), subjectIn('')]).toEqual([null, null, null]);
});

test('months are judged whose outcome is known by now', () => {
  // 90 days and a grace of 30 before 18 November is 19 July: June is the last whole month.
  expect(monthsKnown('2026-11-18' as Day, { kind: 'ended' }, 90, 12)).toEqual({ from: '2025-07', to: '2026-06' });
  expect(monthsKnown('2026-12-31' as Day, { kind: 'dormant', days: 91 }, 90, 1)).toEqual({ from: '2026-08', to: '2026-08' });
  // 32 and 91 days before 1 October is 31 May itself.
  expect(monthsKnown('2026-10-01' as Day, { kind: 'ended' }, 91, 1)).toEqual({ from: '2026-05', to: '2026-05' });
});
