import { describe, expect, test } from 'vitest';
import { CALENDAR_CN } from '../../../kernel/calendar-cn.ts';
import { type Column, cell, emptyColumn } from '../../../kernel/column.ts';
import { known, unknown } from '../../../kernel/known.ts';
import { DEPTH_KINDS } from '../../../platform/events/port.ts';
import type { AccountFacts, SaidValue } from './account-facts.ts';
import { DEPTH, type DepthFacts } from './depth.ts';
import type { ModuleUse } from './module-counts.ts';
import { saidColumn } from './said-metrics.ts';
import { USE_METRICS } from './use-metrics.ts';

const ALWAYS = { from: 0, to: null };
const NOTHING: AccountFacts = {
  live: ALWAYS,
  ...{ lines: null, issues: null, touches: null, answers: null, contacts: null, commitments: null, goLiveOn: null },
};
const ON = 40;
const count = (value: number): Column => ({ from: ON, values: Float64Array.of(value), reasons: Uint8Array.of(0) });
const on = (id: string, facts: Partial<AccountFacts>, stored: Column = count(9)) => {
  const metric = USE_METRICS.find((one) => one.id === id);
  if (metric === undefined) throw new Error(id);
  return cell(metric.evaluate([stored], { ...NOTHING, ...facts }, ON, ON, { calendar: CALENDAR_CN }), ON);
};

/** Used by so many users on each of the last days. */
const use = (users: number, days: number): ModuleUse => {
  const rows = Array.from({ length: users * days }, (_, at) => [ON - Math.floor(at / users), at % users]);
  return {
    module: new Int32Array(rows.length),
    day: Int32Array.from(rows, ([day]) => day ?? 0),
    user: Int32Array.from(rows, ([, user]) => user ?? 0),
  };
};
const module = (core: boolean, used: ModuleUse, product: string | null = null) => ({ core, product, use: used });

describe('modules in use', () => {
  test('HLT-02, HLT-03: 3 of 4 core modules, 6 of 10 bought; one person on 2 days is not in use', () => {
    const modules = [
      ...[use(3, 5), use(4, 9), use(3, 6), use(1, 2)].map((used) => module(true, used)),
      ...[use(3, 5), use(3, 5), use(3, 5), use(2, 9), use(9, 4), use(0, 0)].map((used) => module(false, used)),
    ];
    expect(on('core-module-share', { modules: { modules, products: [] } })).toEqual(known(0.75));
    expect(on('module-share', { modules: { modules, products: [] } })).toEqual(known(0.6));
  });

  test('a module of a product counts from the day on which it was bought; without any module nothing is measured', () => {
    const modules = [module(true, use(3, 5), 'p'), module(true, use(0, 0), 'q')];
    const products = [
      { product: 'p', from: 0, to: null },
      { product: 'q', from: ON + 1, to: null },
    ];
    expect(on('core-module-share', { modules: { modules, products } })).toEqual(known(1));
    expect(on('core-module-share', { modules: null })).toEqual(unknown('not-measured'));
    expect(on('core-module-share', { modules: { modules, products } }, emptyColumn(ON, 1, 'source-silent'))).toEqual(
      unknown('source-silent'),
    );
  });
});

type Row = readonly [kind: number, name: number, user: number, day: number, events: number];
const depth = (rows: readonly Row[], mapped: readonly (number | null)[] = [0, 0, 0, 0]): DepthFacts => ({
  rows: {
    kind: Uint8Array.from(rows, ([kind]) => kind),
    name: Int32Array.from(rows, ([, name]) => name),
    user: Int32Array.from(rows, ([, , user]) => user),
    day: Int32Array.from(rows, ([, , , day]) => day),
    events: Float64Array.from(rows, ([, , , , events]) => events),
  },
  mappedFrom: Object.fromEntries(DEPTH.map((kind, at) => [kind, mapped[at] ?? null])) as DepthFacts['mappedFrom'],
});

describe('signs of depth', () => {
  test('the kinds are those of the event log, in its order', () => {
    expect(DEPTH).toEqual(DEPTH_KINDS);
  });

  test('HLT-04: the process with 12 runs by 4 users counts, not the one with 40 runs by one; runs before the window do not', () => {
    const runs = (name: number, users: number, each: number, day: number): Row[] =>
      Array.from({ length: users }, (_, user) => [1, name, user + 1, day, each]);
    const facts = { depth: depth([...runs(7, 1, 40, ON), ...runs(8, 4, 3, ON - 29), ...runs(8, 9, 9, ON - 30)]) };
    expect([on('process-runs-30', facts), on('process-users-30', facts)]).toEqual([known(12), known(4)]);
  });

  test('HLT-04: calls on 20 days; a custom page that two use; a kind that nobody mapped is not zero', () => {
    const calls = Array.from({ length: 20 }, (_, at): Row => [2, 0, 0, ON - at, 900]);
    const facts = { depth: depth([...calls, [3, 5, 1, ON, 9], [3, 5, 2, ON, 9], [3, 6, 3, ON, 9]]) };
    expect([on('integration-days-30', facts), on('integration-calls', facts), on('extension-users-30', facts)]).toEqual([
      known(20),
      known(600),
      known(2),
    ]);
    expect(on('record-events-30', { depth: depth([], [null, 0, 0, 0]) })).toEqual(unknown('not-mapped'));
    expect(on('record-events-30', { depth: depth([]) })).toEqual(known(0));
    expect(on('record-events-30', { depth: depth([]) }, emptyColumn(ON, 1, 'ended'))).toEqual(unknown('ended'));
  });

  test('HLT-02: a live link with 900 of 1000 calls a day is 96; without an expectation 60; without calls 0', () => {
    const calls = Array.from({ length: 30 }, (_, at): Row => [2, 0, 0, ON - at, 900]);
    const said: SaidValue[] = [{ metric: 'expected-calls', on: 1, until: null, value: 1000 }];
    expect(on('integration-points', { depth: depth(calls), said })).toEqual(known(96));
    expect(on('integration-points', { depth: depth(calls) })).toEqual(known(60));
    expect(on('integration-points', { depth: depth([]), said })).toEqual(known(0));
  });

  test('HLT-02: an integration is expected where somebody said so, or once there are calls; else nobody knows', () => {
    const wanted = (value: number): SaidValue[] => [{ metric: 'integration-wanted', on: 1, until: null, value }];
    expect(on('integration-expected', { depth: depth([]), said: wanted(0) })).toEqual(known(0));
    expect(on('integration-expected', { depth: depth([[2, 0, 0, ON, 1]]) })).toEqual(known(1));
    expect(on('integration-expected', { depth: depth([]) })).toEqual(unknown('not-measured'));
  });
});

describe('what people say', () => {
  test('ACT-07: a value stands from its day, and lapses by itself; the one before it does not stand again', () => {
    const said: SaidValue[] = [
      { metric: 'value-progress', on: 1, until: null, value: 20 },
      { metric: 'value-progress', on: 3, until: 4, value: 60 },
      { metric: 'sentiment-said', on: 0, until: null, value: 1 },
    ];
    const column = saidColumn('value-progress', said, ALWAYS, 0, 5);
    expect([0, 1, 2, 3, 4, 5].map((day) => cell(column, day))).toEqual([
      unknown('not-measured'),
      known(20),
      known(20),
      known(60),
      known(60),
      unknown('not-measured'),
    ]);
  });
});
