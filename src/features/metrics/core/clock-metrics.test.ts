import { expect, test } from 'vitest';
import { CALENDAR_CN } from '../../../kernel/calendar-cn.ts';
import { cell } from '../../../kernel/column.ts';
import { known, unknown } from '../../../kernel/known.ts';
import { type Day, dayNumber } from '../../../kernel/time.ts';
import type { AccountFacts } from './account-facts.ts';
import { CLOCK_METRICS, delayCost, termWorkingDays } from './clock-metrics.ts';

const n = (day: string): number => dayNumber(day as Day);
const NOTHING: AccountFacts = {
  live: { from: n('2026-01-01'), to: null },
  ...{ lines: null, issues: null, touches: null, answers: null, contacts: null, commitments: null, goLiveOn: null },
};

function on(id: string, day: string, facts: Partial<AccountFacts>) {
  const metric = CLOCK_METRICS.find((one) => one.id === id);
  if (metric === undefined) throw new Error(id);
  return cell(metric.evaluate([], { ...NOTHING, ...facts }, n(day), n(day), { calendar: CALENDAR_CN }), n(day));
}

test('LCY-06: 3 days of delay are 5.0 % of a quarterly term and 1.2 % of a year; a perpetual licence has none', () => {
  expect(delayCost(3, 90)).toBe(0.05);
  expect(delayCost(3, 365)).toBe(0.012);
  expect(delayCost(3, null)).toBeNull();
  expect([31, 92, 182, 731, 10].map(termWorkingDays)).toEqual([20, 60, 125, 500, 1]);
});

test('LCY-06: working days to renewal leave weekends and public holidays out', () => {
  const lines = [{ from: n('2026-01-01'), to: n('2026-10-09'), seats: 1, arrMinor: null, trial: false }];
  // 1 to 7 October 2026 are the National Day holidays; 30 September, 8 and 9 October are worked.
  expect(on('working-days-to-renewal', '2026-09-29', { lines })).toEqual(known(3));
  expect(on('working-days-to-renewal', '2026-10-09', { lines })).toEqual(known(0));
  expect(on('working-days-to-renewal', '2026-10-10', { lines })).toEqual(unknown('not-measured'));
  const beyond = [{ from: n('2026-01-01'), to: n('2027-01-15'), seats: 1, arrMinor: null, trial: false }];
  expect(on('working-days-to-renewal', '2026-12-31', { lines: beyond })).toEqual({ ...known(11), partial: true });
});

test('LCY-06: an issue open for three working days costs 5 % of a quarter', () => {
  const lines = [{ from: n('2026-04-01'), to: n('2026-06-29'), seats: 1, arrMinor: null, trial: false }];
  const issues = [{ raisedOn: n('2026-05-18'), closedOn: null, escalated: false, satisfaction: null }];
  expect(on('issue-delay-cost', '2026-05-21', { lines, issues })).toEqual(known(0.05));
  expect(on('issue-delay-cost', '2026-07-21', { lines, issues })).toEqual(unknown('not-measured'));
});

test('days live are counted from the go-live on', () => {
  const facts = { lines: [], goLiveOn: n('2026-03-01') };
  expect(on('days-live', '2026-03-31', facts)).toEqual(known(30));
  expect(on('days-live', '2026-03-31', { lines: [] })).toEqual(unknown('not-measured'));
});
