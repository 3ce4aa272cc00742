import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CALENDAR_CN } from '../../../kernel/calendar-cn.ts';
import { type Column, cell, PARTIAL, reasonCode } from '../../../kernel/column.ts';
import type { AccountFacts } from './account-facts.ts';
import { type PickedFacts, pickedColumn } from './own-columns.ts';
import { AGGREGATES, type OwnMetric, type OwnWorld, ownProblems, unitsFor } from './own-metric.ts';
import { workspaceMetrics } from './own-registry.ts';
import { evaluateMetrics, METRICS, storedNeeds } from './registry.ts';

const LIVE = { from: 3, to: null };

type Event = { day: number; user: number; number: number | null };

function factsOf(events: readonly Event[], to = Number.POSITIVE_INFINITY): PickedFacts {
  const seen = events.filter(({ day }) => day <= to);
  const keys = [...new Set(seen.map(({ day, user }) => day * 10 + user))].sort((a, b) => a - b);
  const rows = keys.map((key) => seen.filter(({ day, user }) => day * 10 + user === key));
  const numbers = rows.map((row) => row.flatMap(({ number }) => number ?? []));
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  return {
    rows: {
      day: Int32Array.from(keys, (key) => Math.floor(key / 10)),
      user: Int32Array.from(keys, (key) => key % 10),
      events: Float64Array.from(rows, (row) => row.length),
      numbers: Float64Array.from(numbers, (row) => row.length),
      sum: Float64Array.from(numbers, sum),
      last: Float64Array.from(numbers, (row) => row.at(-1) ?? Number.NaN),
      lastAt: Float64Array.from(numbers, (row, index) => (row.length === 0 ? Number.NaN : (keys[index] ?? 0))),
    },
    since: seen.length === 0 ? null : Math.min(...seen.map(({ day }) => day)),
  };
}

function daily(silent: readonly number[], from: number, to: number): Column {
  const days = Array.from({ length: to - from + 1 }, (_, index) => from + index);
  const reasons = days.map((day) => reasonCode(day < LIVE.from ? 'not-started' : 'source-silent'));
  return {
    from,
    values: new Float64Array(days.length),
    reasons: Uint8Array.from(reasons, (reason, index) => {
      const day = days[index] ?? 0;
      return day < LIVE.from || silent.includes(day) ? reason : 0;
    }),
  };
}

const anyEvents = fc.array(
  fc.record({ day: fc.nat(40), user: fc.nat(3), number: fc.option(fc.double({ min: -1e6, max: 1e6, noNaN: true })) }),
  { maxLength: 40 },
);
const anyWindow = fc.record({ aggregate: fc.constantFrom(...AGGREGATES), windowDays: fc.integer({ min: 1, max: 20 }) });
const anySilence = fc.array(fc.nat(40), { maxLength: 12 });
const asColumn = ({ values, reasons }: Column) => [[...values], [...reasons]];

describe('a metric of events', () => {
  test('the last cell of any range is that of the day alone, to the last bit', () => {
    fc.assert(
      fc.property(anyEvents, anyWindow, anySilence, fc.nat(35), fc.nat(20), (events, window, silent, from, length) => {
        const [facts, users] = [factsOf(events), daily(silent, -30, 60)];
        const whole = pickedColumn(window, facts, users, LIVE, from, from + length);
        const alone = pickedColumn(window, facts, users, LIVE, from + length, from + length);
        expect([whole.values.at(-1), whole.reasons.at(-1)]).toEqual([alone.values[0], alone.reasons[0]]);
        // NaN and a reason go together, so nothing that is not known is ever judged.
        for (const [index, value] of whole.values.entries())
          expect(Number.isFinite(value)).toBe(whole.reasons[index] === 0 || whole.reasons[index] === PARTIAL);
      }),
    );
  });

  test('nothing that comes later moves a day of the past', () => {
    fc.assert(
      fc.property(anyEvents, anyWindow, anySilence, fc.nat(40), (events, window, silent, day) => {
        const [now, then] = [factsOf(events), factsOf(events, day)];
        const later = pickedColumn(window, now, daily(silent, -30, 60), LIVE, 0, day);
        const before = pickedColumn(window, then, daily(silent, -30, day), LIVE, 0, day);
        expect(asColumn(later)).toEqual(asColumn(before));
      }),
    );
  });

  test('a silent source makes it Unknown, and an event that never came is not zero', () => {
    const count = { aggregate: 'count', windowDays: 5 } as const;
    const facts = factsOf([{ day: 5, user: 1, number: null }]);
    expect(cell(pickedColumn(count, facts, daily([], 0, 20), LIVE, 4, 4), 4)).toEqual({ known: false, reason: 'not-mapped' });
    expect(cell(pickedColumn(count, facts, daily([], 0, 20), LIVE, 9, 9), 9)).toEqual({ known: true, value: 1 });
    expect(cell(pickedColumn(count, facts, daily([9], 0, 20), LIVE, 9, 9), 9)).toEqual({ known: true, value: 1, partial: true });
    expect(cell(pickedColumn(count, facts, daily([8, 9], 0, 20), LIVE, 9, 9), 9)).toEqual({ known: false, reason: 'source-silent' });
    const mean = { aggregate: 'mean', windowDays: 5 } as const;
    expect(cell(pickedColumn(mean, facts, daily([], 0, 20), LIVE, 9, 9), 9)).toEqual({ known: false, reason: 'not-measured' });
  });
});

const events = (id: string, more: Partial<OwnMetric> = {}): OwnMetric => ({
  id,
  label: { 'zh-CN': '下单', 'en-US': 'Orders' },
  unit: 'count',
  direction: 'up',
  formula: { kind: 'events', name: 'order', aggregate: 'count', windowDays: 7 },
  ...more,
});
const ratio = (id: string, left: string, right: string): OwnMetric =>
  events(id, { unit: 'ratio', formula: { kind: 'ratio', left, right } });

const world = (own: readonly OwnMetric[]): OwnWorld => ({
  units: new Map([...METRICS, ...own].map(({ id, unit }) => [id, unit])),
  own,
  records: new Map([
    [
      'issue',
      [
        { field: 'raisedAt', type: 'moment' },
        { field: 'satisfaction', type: 'number' },
      ],
    ],
  ]),
});
const codes = (metric: OwnMetric, own: readonly OwnMetric[] = []) => ownProblems(metric, world(own)).map(({ code }) => code);

describe('what keeps a metric from being used', () => {
  test('is named', () => {
    expect(codes(events('own-orders'))).toEqual([]);
    expect(codes(events('orders', { label: { 'zh-CN': '', 'en-US': ' ' } }))).toEqual(['id', 'label']);
    expect(codes(events('own-a', { unit: 'ratio' }))).toEqual(['unit']);
    expect(codes(events('own-a', { formula: { kind: 'events', name: ' ', aggregate: 'sum', windowDays: 0.5 } }))).toEqual([
      'window',
      'no-number',
      'no-pick',
    ]);
    const record = { kind: 'records', record: 'issue', on: 'raisedAt', aggregate: 'count', windowDays: 30 } as const;
    expect(codes(events('own-a', { formula: record }))).toEqual([]);
    expect(codes(events('own-a', { formula: { ...record, record: 'ticket' } }))).toEqual(['no-record']);
    expect(codes(events('own-a', { formula: { ...record, on: 'satisfaction', aggregate: 'mean', number: 'raisedAt' } }))).toEqual([
      'not-a-day',
      'not-a-number',
    ]);
    expect(codes(events('own-a', { formula: { ...record, aggregate: 'users', where: { field: 'x', value: '1' } } }))).toEqual([
      'users-of-records',
      'no-field',
    ]);
  });

  test('pairs: no such metric, going round in a circle, units that cannot be subtracted', () => {
    expect(codes(ratio('own-a', 'dau', 'gone'))).toEqual(['no-metric']);
    expect(codes(ratio('own-a', 'own-b', 'dau'), [ratio('own-b', 'own-c', 'dau'), ratio('own-c', 'dau', 'own-a')])).toEqual(['cycle']);
    // One that goes round without touching the new one ends too.
    expect(codes(ratio('own-a', 'own-b', 'dau'), [ratio('own-b', 'own-b', 'dau')])).toEqual([]);
    expect(codes({ ...ratio('own-a', 'dau', 'arr'), formula: { kind: 'difference', left: 'dau', right: 'arr' } })).toEqual(['mixed-units']);
    expect(unitsFor({ kind: 'ratio', left: 'dau', right: 'mau' }, world([]))).toEqual(['ratio']);
    expect(unitsFor({ kind: 'ratio', left: 'arr', right: 'mau' }, world([]))).toEqual(['money']);
  });
});

describe('metrics of a workspace', () => {
  const stored = {
    dau: { from: 0, values: Float64Array.of(4, 5, 6), reasons: new Uint8Array(3) },
    mau: { from: 0, values: Float64Array.of(8, 0, 12), reasons: new Uint8Array(3) },
  };
  const facts: AccountFacts = {
    live: { from: 0, to: null },
    ...{ lines: null, issues: null, touches: null, answers: null, contacts: null, commitments: null, goLiveOn: null },
  };
  const valuesOf = (own: readonly OwnMetric[], id: string) => {
    const metric = workspaceMetrics(METRICS, own).filter((one) => one.id === id);
    return evaluateMetrics(metric, stored, facts, { calendar: CALENDAR_CN }, 0, 2)[id];
  };

  test('a ratio by zero is Unknown, never infinite', () => {
    const column = valuesOf([ratio('own-stick', 'dau', 'mau')], 'own-stick');
    expect([...(column?.values ?? [])]).toEqual([0.5, Number.NaN, 0.5]);
    expect(column?.reasons[1]).toBe(reasonCode('not-measured'));
  });

  test('one on another needs what that one needs; one whose source vanished, or in a circle, is Unknown', () => {
    const half = ratio('own-half', 'own-stick', 'own-stick');
    const all = workspaceMetrics(METRICS, [half, ratio('own-stick', 'dau', 'mau'), events('own-week')]);
    const wanted = all.filter(({ id }) => id === 'own-half' || id === 'own-week');
    expect(storedNeeds(wanted)).toEqual({ columns: ['dau', 'mau'], lookbackDays: 6 });
    expect([...(valuesOf([half, ratio('own-stick', 'dau', 'mau')], 'own-half')?.values ?? [])]).toEqual([1, Number.NaN, 1]);
    for (const own of [[ratio('own-x', 'gone', 'dau')], [ratio('own-x', 'own-y', 'dau'), ratio('own-y', 'dau', 'own-x')]]) {
      const column = valuesOf(own, 'own-x');
      expect([...(column?.reasons ?? [])]).toEqual(Array(3).fill(reasonCode('not-measured')));
    }
  });
});
