import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cell } from '../../../kernel/column.ts';
import { known, unknown } from '../../../kernel/known.ts';
import type { AccountFacts } from './account-facts.ts';
import { RECORD_METRICS, recordMetric } from './record-metrics.ts';

const NOTHING: AccountFacts = {
  live: { from: 0, to: null },
  lines: [],
  issues: [],
  touches: [],
  answers: [],
  contacts: [],
  commitments: [],
  goLiveOn: null,
};
const on = (id: string, facts: Partial<AccountFacts>, day: number) => {
  const metric = RECORD_METRICS.find((one) => one.id === id);
  if (metric === undefined) throw new Error(id);
  return cell(recordMetric(metric, { ...NOTHING, ...facts }, day, day), day);
};

describe('metrics found from records', () => {
  test('FIN-02, ACT-02: ARR and seats of the lines in force, without trials; days to the line that ends first', () => {
    const lines = [
      { from: 0, to: 364, seats: 100, arrMinor: 1_000_000, trial: false },
      { from: 100, to: null, seats: 20, arrMinor: 200_000, trial: false },
      { from: 0, to: null, seats: 5, arrMinor: 50_000, trial: true },
    ];
    expect([on('arr', { lines }, 50), on('arr', { lines }, 364), on('arr', { lines }, 365)]).toEqual([
      known(1_000_000),
      known(1_200_000),
      known(200_000),
    ]);
    const unpriced = [{ from: 0, to: 9, seats: null, arrMinor: null, trial: false }, ...lines.slice(1, 2)];
    expect([on('arr', { lines: unpriced }, 9), on('arr', { lines: unpriced }, 10), on('arr', { lines: unpriced }, 100)]).toEqual([
      unknown('not-measured'),
      known(0),
      known(200_000),
    ]);
    expect(on('seats', { lines }, 200)).toEqual(known(120));
    expect([on('days-to-renewal', { lines }, 360), on('days-to-renewal', { lines }, 365)]).toEqual([known(4), unknown('not-measured')]);
  });

  test('ISS-04: 75 days without an issue; ISL-05: the oldest open one', () => {
    const issue = (raisedOn: number, closedOn: number | null) => ({ raisedOn, closedOn, escalated: false, satisfaction: null });
    const issues = [issue(10, 12), issue(20, null)];
    expect(on('days-since-issue', { issues }, 95)).toEqual(known(75));
    expect([on('issues-open', { issues }, 11), on('issues-open', { issues }, 12), on('issues-open', { issues }, 20)]).toEqual([
      known(1),
      known(0),
      known(1),
    ]);
    expect(on('issues-open-oldest', { issues }, 50)).toEqual(known(30));
    expect([on('issues-raised-30', { issues }, 39), on('issues-raised-30', { issues }, 40)]).toEqual([known(2), known(1)]);
  });

  test('REL-01, ATR-01: the last touch that reached somebody; three avoided approaches in 60 days', () => {
    const touch = (day: number, result: 'REACHED' | 'REFUSED' | 'UNANSWERED', decider: boolean | null) => ({ on: day, result, decider });
    const touches = [
      touch(0, 'REACHED', true),
      touch(10, 'REFUSED', true),
      touch(20, 'UNANSWERED', null),
      touch(30, 'REFUSED', true),
      touch(31, 'REFUSED', false),
    ];
    expect(on('days-since-touch', { touches }, 34)).toEqual(known(34));
    expect(on('days-since-decider-touch', { touches }, 61)).toEqual(known(61));
    expect([on('approaches-avoided-60', { touches }, 40), on('approaches-avoided-60', { touches }, 70)]).toEqual([known(3), known(2)]);
  });

  test('settled 9: the last answer stands for 210 days; before the first there is none', () => {
    const answers = [{ on: 5, type: 'NPS' as const, score: 3, detractor: true }];
    expect([4, 5, 214, 215].map((day) => on('last-nps', { answers }, day))).toEqual([
      unknown('not-measured'),
      known(3),
      known(3),
      unknown('not-measured'),
    ]);
    expect(on('last-nps-detractor', { answers }, 100)).toEqual(known(1));
  });

  test('MON-09: a decision maker who left counts for 90 days; a promise counts from the day after it was due', () => {
    const contacts = [{ decider: true, from: null, leftOn: 50 }];
    expect([49, 50, 139, 140].map((day) => on('decision-makers-left-90', { contacts }, day))).toEqual([
      known(0),
      known(1),
      known(1),
      known(0),
    ]);
    expect([on('decision-makers', { contacts }, 49), on('decision-makers', { contacts }, 50)]).toEqual([known(1), known(0)]);
    const commitments = [
      { ours: true, promisedOn: 0, dueOn: 10, endedOn: 15 },
      { ours: true, promisedOn: 0, dueOn: 10, endedOn: 9 },
    ];
    expect([10, 11, 14, 15].map((day) => on('commitments-overdue', { commitments }, day))).toEqual([
      known(0),
      known(1),
      known(1),
      known(0),
    ]);
  });

  test('what a workspace does not keep is not measured, never 0; outside the live span that is the reason', () => {
    for (const { id, records } of RECORD_METRICS) {
      expect([id, on(id, { [records]: null }, 5)]).toEqual([id, unknown('not-measured')]);
      expect([id, on(id, { [records]: null, live: { from: 10, to: 20 } }, 5)]).toEqual([id, unknown('not-started')]);
      expect([id, on(id, { live: { from: 10, to: 20 } }, 21)]).toEqual([id, unknown('ended')]);
    }
    expect(new Set(RECORD_METRICS.map(({ id }) => id)).size).toBe(RECORD_METRICS.length);
  });

  test('property: a day alone is the cell of the whole, and nothing that happens later moves it', () => {
    const day = fc.integer({ min: -5, max: 60 });
    const maybe = fc.option(day, { nil: null });
    const facts = fc.record({
      lines: fc.array(fc.record({ from: day, to: maybe, seats: fc.nat(9), arrMinor: fc.nat(99), trial: fc.boolean() })),
      issues: fc.array(fc.record({ raisedOn: day, closedOn: maybe, escalated: fc.boolean(), satisfaction: fc.constant(null) })),
      touches: fc.array(
        fc.record({
          on: day,
          result: fc.constantFrom('REACHED' as const, 'REFUSED' as const, null),
          decider: fc.constantFrom(true, false, null),
        }),
      ),
      answers: fc.array(
        fc.record({ on: day, type: fc.constantFrom('NPS' as const, 'CSAT' as const), score: fc.nat(10), detractor: fc.boolean() }),
      ),
    });
    fc.assert(
      fc.property(facts, facts, fc.integer({ min: 0, max: 40 }), (now, later, cut) => {
        const after = {
          issues: [...now.issues, ...later.issues.filter(({ raisedOn }) => raisedOn > cut)],
          touches: [...now.touches, ...later.touches.filter((touch) => touch.on > cut)],
          answers: [...now.answers, ...later.answers.filter((answer) => answer.on > cut)],
        };
        for (const metric of RECORD_METRICS) {
          const whole = cell(recordMetric(metric, { ...NOTHING, ...now }, 0, 40), cut);
          expect([metric.id, cell(recordMetric(metric, { ...NOTHING, ...now }, cut, cut), cut)]).toEqual([metric.id, whole]);
          expect([metric.id, cell(recordMetric(metric, { ...NOTHING, ...now, ...after }, 0, 40), cut)]).toEqual([metric.id, whole]);
        }
      }),
      { numRuns: 60 },
    );
  });
});
