import { expect, test } from 'vitest';
import { CALENDAR_CN } from '../../../kernel/calendar-cn.ts';
import { type Column, cell } from '../../../kernel/column.ts';
import { known, unknown } from '../../../kernel/known.ts';
import { type Day, dayNumber } from '../../../kernel/time.ts';
import type { AccountFacts, IssueFact, TouchFact } from './account-facts.ts';
import { SILENCE_METRICS, unusualSilence } from './silence-metrics.ts';

const ON = dayNumber('2026-06-30' as Day);
const NOTHING: AccountFacts = {
  live: { from: ON - 400, to: null },
  ...{ lines: null, issues: null, touches: null, answers: null, contacts: null, commitments: null, goLiveOn: null },
};
const raised = (...ago: number[]): IssueFact[] =>
  ago.map((days) => ({ raisedOn: ON - days, closedOn: null, escalated: false, satisfaction: null }));

function on(id: string, facts: Partial<AccountFacts>, inputs: readonly Column[] = []) {
  const metric = SILENCE_METRICS.find((one) => one.id === id);
  if (metric === undefined) throw new Error(id);
  return cell(metric.evaluate(inputs, { ...NOTHING, ...facts }, ON, ON, { calendar: CALENDAR_CN }), ON);
}

/** So many users a day until 40 days ago, and fewer since. */
function falling(before: number, since: number): Column {
  const length = 200;
  const values = Float64Array.from({ length }, (_, index) => (index < length - 40 ? before : since));
  return { from: ON - length + 1, values, reasons: new Uint8Array(length) };
}

const registered = falling(100, 100);

test('ISS-04: 75 days without an issue and a login ratio 35 % lower are told; with an issue they are not', () => {
  const inputs = [falling(40, 26), registered];
  const change = on('fall-in-silence', { issues: raised(75, 90) }, inputs);
  expect(change.known && change.value).toBeCloseTo(-0.35, 12);
  expect(on('fall-in-silence', { issues: raised(59, 90) }, inputs)).toEqual(known(0));
  expect(on('fall-in-silence', { issues: null }, inputs)).toEqual(unknown('not-measured'));
  expect(on('fall-in-silence', { issues: raised(75) }, [falling(0, 0), registered])).toEqual(unknown('too-few-days'));
});

test('ATR-01, S3: silent for 60 days after an issue a month; or never spoke in the first 90 days', () => {
  expect(on('days-unusually-silent', { issues: raised(61, 85) })).toEqual(known(61));
  expect(on('days-unusually-silent', { issues: raised(61) })).toEqual(known(0));
  expect(on('days-unusually-silent', { issues: [], goLiveOn: ON - 89 })).toEqual(known(0));
  expect(on('days-unusually-silent', { issues: [], goLiveOn: ON - 90 })).toEqual(known(90));
  expect(unusualSilence([5], 0, 3)).toBe(0);
});

test('REL-01: the decision maker of a strategic customer, reached 34 days ago, is cool; after 61 days cold', () => {
  const touch = (ago: number, more: Partial<TouchFact> = {}): TouchFact => ({ on: ON - ago, result: 'REACHED', decider: true, ...more });
  const coldness = (ago: number, tier: string | null) => {
    const value = on('decider-coldness', { tier, touches: [touch(ago), touch(2, { decider: false }), touch(1, { result: 'REFUSED' })] });
    return value.known ? value.value : null;
  };
  expect(coldness(34, 'STRATEGIC')).toBeCloseTo(34 / 30, 12);
  expect(coldness(61, 'STRATEGIC')).toBeGreaterThan(2);
  expect(coldness(34, 'ENTERPRISE')).toBeLessThan(1);
  expect(coldness(60, null)).toBe(1);
});
