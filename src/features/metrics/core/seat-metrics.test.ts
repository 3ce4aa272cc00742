import { expect, test } from 'vitest';
import { CALENDAR_CN } from '../../../kernel/calendar-cn.ts';
import { type Column, cell, PARTIAL, reasonCode } from '../../../kernel/column.ts';
import { known, unknown } from '../../../kernel/known.ts';
import type { AccountFacts, LineFact } from './account-facts.ts';
import { SEAT_METRICS } from './seat-metrics.ts';

const NOTHING: AccountFacts = {
  live: { from: 0, to: null },
  ...{ lines: null, issues: null, touches: null, answers: null, contacts: null, commitments: null, goLiveOn: null },
};
const ON = 100;
const line = (seats: number, from = 0, to: number | null = null): LineFact => ({ from, to, seats, arrMinor: null, trial: false });
const loggedIn = (users: number, day = 10): Int32Array => new Int32Array(users).fill(day);

function on(id: string, facts: Partial<AccountFacts>, day = ON, reason = 0) {
  const metric = SEAT_METRICS.find((one) => one.id === id);
  if (metric === undefined) throw new Error(id);
  const logins: Column = { from: day, values: Float64Array.of(0), reasons: Uint8Array.of(reason) };
  return cell(metric.evaluate([logins], { ...NOTHING, ...facts }, day, day, { calendar: CALENDAR_CN }), day);
}

test('ACT-02: 100 seats bought, 80 users created, 60 of them logged in: 60 %, not 75 %', () => {
  expect(on('activation-rate', { lines: [line(100)], logins: loggedIn(60) })).toEqual(known(0.6));
  expect(on('activated-seats', { lines: [line(100)], logins: loggedIn(60) })).toEqual(known(60));
});

test('ACT-02: over-use of 105 on 100 seats is capped at 100 %; what goes beyond shows beside it', () => {
  const facts = { lines: [line(100)], logins: loggedIn(105) };
  expect(on('activation-rate', facts)).toEqual(known(1));
  expect(on('seat-use', facts)).toEqual(known(1.05));
});

test('ACT-02: who was activated stays so while the source is silent; nothing is known before logins are', () => {
  const facts = { lines: [line(10)], logins: loggedIn(4) };
  expect(on('activated-seats', facts, ON, reasonCode('source-silent'))).toEqual({ ...known(4), partial: true });
  expect(on('activated-seats', facts, ON, PARTIAL)).toEqual({ ...known(4), partial: true });
  expect(on('activated-seats', facts, ON, reasonCode('not-mapped'))).toEqual(unknown('not-mapped'));
  expect(on('activation-rate', { lines: null, logins: loggedIn(4) })).toEqual(unknown('not-measured'));
  expect(on('activation-rate', { lines: [line(0)], logins: loggedIn(4) })).toEqual(unknown('not-measured'));
});

test('ATR-01: 100 seats, 30 activated leave 70 % idle, but not in the first 30 days of the roll-out', () => {
  const facts = { lines: [line(100)], logins: loggedIn(30), goLiveOn: 80 };
  expect(on('seats-idle', facts, 109)).toEqual(known(0));
  expect(on('seats-idle', facts, 110)).toEqual(known(0.7));
});

test('EXP-02: 100 seats all activated are full; 85 with 25 in the last 90 days last 54 days', () => {
  expect(on('seat-use', { lines: [line(100)], logins: loggedIn(100) })).toEqual(known(1));
  expect(on('days-to-full-seats', { lines: [line(100)], logins: loggedIn(100) })).toEqual(known(0));
  const growing = Int32Array.from([...loggedIn(60, 1), ...loggedIn(25, ON - 5)]);
  expect(on('days-to-full-seats', { lines: [line(100)], logins: growing })).toEqual(known(54));
  expect(on('days-to-full-seats', { lines: [line(100)], logins: loggedIn(85, 1) })).toEqual(unknown('not-measured'));
});

test('MON-06: 10, 20, 35, 50 seats over a year are five times the first purchase exactly at 50', () => {
  const lines = [line(10, 0, 9), line(20, 10, 19), line(35, 20, 29), line(50, 30)];
  const days = [5, 15, 25, 35];
  expect(days.map((day) => on('seats-of-first', { lines }, day))).toEqual([1, 2, 3.5, 5].map(known));
  // The one signal is enough: the other one is for those who began larger.
  expect(days.map((day) => on('seats-grown-past-50', { lines }, day))).toEqual([10, 20, 35, 0].map(known));
  const larger = [line(20, 0, 9), line(60, 10)];
  expect(on('seats-grown-past-50', { lines: larger }, 15)).toEqual(known(60));
  expect(on('seats-grown-past-50', { lines: [line(80)] }, 15)).toEqual(known(0));
});

test('SEG-10: from 10 to 50 seats within a year is five times as many', () => {
  const lines = [line(10, 0, 199), line(50, 200)];
  expect(on('seats-of-last-year', { lines }, 400)).toEqual(known(5));
  expect(on('seats-of-last-year', { lines }, 300)).toEqual(unknown('not-started'));
});
