import { describe, expect, test } from 'vitest';
import { isWorkingDay } from '../../../kernel/calendar.ts';
import { CALENDAR_CN } from '../../../kernel/calendar-cn.ts';
import { type Column, cell, emptyColumn, reasonCode } from '../../../kernel/column.ts';
import { type Day, dayNumber } from '../../../kernel/time.ts';
import { USAGE_HEALTH } from '../../health/core/default-models.ts';
import type { AccountFacts } from './account-facts.ts';
import { type ExpectationFacts, proposeExpectation } from './expectation.ts';
import { EXPECTATION_METRICS } from './expectation-metrics.ts';
import { peerPosition, peersOf } from './peers.ts';
import { evaluateMetrics, METRICS, metricById } from './registry.ts';

const on = (day: string): number => dayNumber(day as Day);
const [FROM, TO] = [on('2026-02-25'), on('2026-06-30')];

function column(value: (day: number) => number, from = FROM, to = TO): Column {
  const values = Float64Array.from({ length: to - from + 1 }, (_, index) => value(from + index));
  return { from, values, reasons: new Uint8Array(values.length) };
}

/** The last five working days of each month: when the books are closed. */
function isClosing(day: number): boolean {
  if (!isWorkingDay(CALENDAR_CN, day).working) return false;
  const month = (one: number): number => new Date(one * 86_400_000).getUTCMonth();
  let later = 0;
  for (let next = day + 1; month(next) === month(day); next++) if (isWorkingDay(CALENDAR_CN, next).working) later += 1;
  return later < 5;
}

const closing = column((day) => (isClosing(day) ? 5 : 0));
/** 5 of 50 registered users. */
const factsOf = (dau: Column): ExpectationFacts => ({
  dau,
  loginRatio: { ...dau, values: dau.values.map((users) => users / 50) },
  modulesInUse: column(() => 1),
});

describe('ACT-07: expectation', () => {
  test('ACT-07: monthly-closing product: 5 users on 5 days are expected, and low daily use is not red', () => {
    const proposal = proposeExpectation(factsOf(closing), null, CALENDAR_CN);
    expect(proposal).toMatchObject({ users: 5, activeDays: 5, modules: 1 });
    if (!('users' in proposal) || proposal.activity === null) throw new Error('There is a proposal.');

    const said = [
      ['expected-daily-users', proposal.users],
      ['expected-active-days', proposal.activeDays],
      ['expected-activity', proposal.activity],
    ] as const;
    const facts: AccountFacts = {
      live: { from: FROM, to: null },
      ...{ lines: null, issues: null, touches: null, answers: null, contacts: null, commitments: null, goLiveOn: null },
      said: said.map(([metric, value]) => ({ metric, value, on: proposal.to, until: null })),
    };
    const day = on('2026-05-31');
    const stored = { dau: closing, login_users: closing, registered_users: column(() => 50), modules_in_use: column(() => 1) };
    const metrics = [...EXPECTATION_METRICS, ...METRICS.filter(({ id }) => id === 'activity-rate')];
    const found = evaluateMetrics(metrics, stored, facts, { calendar: CALENDAR_CN }, day, day);
    const value = (id: string) => cell(found[id] ?? emptyColumn(day, 0, 'not-computed'), day);
    expect(value('users-of-expected')).toEqual({ known: true, value: 1 });
    expect(value('active-days-of-expected')).toEqual({ known: true, value: 1 });
    expect(value('modules-of-expected')).toEqual({ known: false, reason: 'not-measured' });
    // Points of activity, as health gives them: by what is expected here it is all there, by 60 % it would be next to nothing.
    const [rate, ofExpected] = [value('activity-rate'), value('activity-of-expected')];
    if (!rate.known || !ofExpected.known) throw new Error('Both are known.');
    expect(USAGE_HEALTH.measures.find(({ metric }) => metric === 'activity-rate')?.fullBy).toBe('expected-activity');
    expect(rate.value / 0.6).toBeLessThan(0.05);
    expect(ofExpected.value).toBeGreaterThan(0.75);
  });

  test('MON-03: 60 daily users against 80 expected are 75 %; without an expectation it is not known', () => {
    const live = { from: FROM, to: null };
    const bare = { lines: null, issues: null, touches: null, answers: null, contacts: null, commitments: null, goLiveOn: null, live };
    const stored = { dau: column(() => 60) };
    const metric = EXPECTATION_METRICS.filter(({ id }) => id === 'users-of-expected');
    const at = (facts: AccountFacts) =>
      cell(evaluateMetrics(metric, stored, facts, { calendar: CALENDAR_CN }, TO, TO)['users-of-expected'] ?? closing, TO);
    const expected = [{ metric: 'expected-daily-users', on: FROM, until: null, value: 80 }];
    expect(at({ ...bare, said: expected })).toEqual({ known: true, value: 0.75 });
    expect(at({ ...bare, said: [] })).toEqual({ known: false, reason: 'not-measured' });
  });

  test('good days are known working days from go-live on; before there are 28, it says how many there are', () => {
    const daily = column(() => 8);
    const golden = on('2026-05-22');
    expect(proposeExpectation(factsOf(daily), golden, CALENDAR_CN)).toEqual({ goodDays: 27 });
    const silent = { ...daily, values: daily.values.slice(), reasons: daily.reasons.slice() };
    for (let day = on('2026-04-01'); day < on('2026-05-01'); day++) {
      silent.values[day - FROM] = Number.NaN;
      silent.reasons[day - FROM] = reasonCode('source-silent');
    }
    const proposal = proposeExpectation(factsOf(silent), on('2026-04-01'), CALENDAR_CN);
    expect('from' in proposal && proposal.from >= on('2026-05-01')).toBe(true);
    expect(proposeExpectation(factsOf(column(() => 0)), null, CALENDAR_CN)).toEqual({ goodDays: 0 });
  });

  test('metrics of expectations and what people say for them are there', () => {
    for (const id of ['expected-daily-users', 'expected-active-days', 'expected-modules', 'active-days-30', 'users-of-expected'])
      expect(metricById(id)?.requirement).toBe('ACT-07');
  });
});

describe('ACT-08: peers', () => {
  test('ACT-08: login ratio 45 %, 12 of 20 peers lower: above 60 % of peers', () => {
    const peers = Array.from({ length: 20 }, (_, index) => (index < 12 ? 0.2 + index / 100 : 0.5));
    expect(peerPosition(0.45, peers)).toMatchObject({ peers: 20, lower: 12, above: 0.6 });
    expect(peerPosition(0.45, peers.slice(0, 7))).toBeNull();
  });

  test('ACT-08: at least 8 of tier and industry, else of the tier alone, else nothing', () => {
    const peer = (value: number, industry: string, tier = 'STRATEGIC') => ({ value, industry, tier });
    const near = Array.from({ length: 8 }, (_, index) => peer(index, '制造'));
    const far = Array.from({ length: 4 }, (_, index) => peer(index, '零售'));
    const own = { tier: 'STRATEGIC', industry: '制造' };
    expect(peersOf(3, own, [...near, ...far])).toMatchObject({ peers: 8, lower: 3, among: own });
    expect(peersOf(3, own, [...near.slice(1), ...far])).toMatchObject({ peers: 11, among: { tier: 'STRATEGIC', industry: null } });
    expect(peersOf(3, own, near.slice(1))).toBeNull();
    expect(peersOf(3, { tier: null, industry: '制造' }, near)).toBeNull();
  });
});
