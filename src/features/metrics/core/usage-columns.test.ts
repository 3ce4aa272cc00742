import { describe, expect, test } from 'vitest';
import { cell } from '../../../kernel/column.ts';
import { NO_MODULES, NO_TIME, SILENCE_LIMITS, type UsageFacts, usageColumns, withinLiveSpan } from './usage-columns.ts';

const everyDay = (from: number, to: number) => Int32Array.from({ length: to - from + 1 }, (_, i) => from + i);
const base: UsageFacts = {
  live: { startsOn: 0, endsOn: null },
  user: new Int32Array(),
  day: new Int32Array(),
  login: new Uint8Array(),
  deliveryDays: everyDay(0, 400),
  clients: new Uint8Array(),
  modules: NO_MODULES,
  online: NO_TIME,
  mappedFrom: { login: 0, module: 0, client: 0, seconds: 0 },
  registered: null,
};

describe('stored usage columns', () => {
  test('ACT-01: user A on 5 days of the week counts 1 in WAU, 1 in each of 5 DAUs', () => {
    const facts = { ...base, user: new Int32Array(5).fill(1), day: Int32Array.of(100, 101, 102, 103, 104), login: new Uint8Array(5) };
    const { dau, wau } = usageColumns(facts, SILENCE_LIMITS, 100, 106);
    expect([...dau.values]).toEqual([1, 1, 1, 1, 1, 0, 0]);
    expect([...wau.values]).toEqual([1, 1, 1, 1, 1, 1, 1]);
  });

  test('settled 1: three days after the last delivery are a known 0, the fourth is source-silent', () => {
    const { dau } = usageColumns({ ...base, deliveryDays: Int32Array.of(10) }, SILENCE_LIMITS, 9, 14);
    expect([9, 10, 13, 14].map((day) => cell(dau, day))).toEqual([
      { known: false, reason: 'source-silent' },
      { known: true, value: 0 },
      { known: true, value: 0 },
      { known: false, reason: 'source-silent' },
    ]);
  });

  test('settled 1: one silent day of seven is partial, two are too many; a short life has a short window', () => {
    const { wau } = usageColumns({ ...base, deliveryDays: Int32Array.of(50) }, SILENCE_LIMITS, 47, 60);
    expect(cell(wau, 55)).toEqual({ known: false, reason: 'source-silent' });
    const young = usageColumns(
      { ...base, live: { startsOn: 50, endsOn: null }, deliveryDays: Int32Array.of(50) },
      SILENCE_LIMITS,
      50,
      60,
    ).wau;
    expect([cell(young, 53), cell(young, 54), cell(young, 55)]).toEqual([
      { known: true, value: 0 },
      { known: true, value: 0, partial: true },
      { known: false, reason: 'source-silent' },
    ]);
  });

  test('no source at all: every live day is source-silent, never 0', () => {
    const { dau, mau } = usageColumns({ ...base, deliveryDays: new Int32Array() }, SILENCE_LIMITS, 0, 40);
    expect(new Set([...dau.reasons, ...mau.reasons]).size).toBe(1);
    expect(cell(dau, 20)).toEqual({ known: false, reason: 'source-silent' });
  });

  test('settled 2: without a login ever seen, logins are not-mapped while activity is known', () => {
    const { login_users, dau } = usageColumns({ ...base, mappedFrom: { ...base.mappedFrom, login: null } }, SILENCE_LIMITS, 0, 5);
    expect([cell(login_users, 3), cell(dau, 3)]).toEqual([
      { known: false, reason: 'not-mapped' },
      { known: true, value: 0 },
    ]);
  });

  test('settled 3: a registered user counts until disabled, also while the source is silent', () => {
    const registered = [
      { from: 0, to: null },
      { from: 2, to: 3 },
    ];
    const { registered_users } = usageColumns({ ...base, deliveryDays: new Int32Array(), registered }, SILENCE_LIMITS, 0, 5);
    expect([...registered_users.values]).toEqual([1, 1, 2, 2, 1, 1]);
  });

  test('an event after the end day is never counted, and the days after are ended', () => {
    const facts = {
      ...base,
      live: { startsOn: 0, endsOn: 10 },
      user: Int32Array.of(1, 2),
      day: Int32Array.of(11, 10),
      login: new Uint8Array(2),
    };
    const { dau } = usageColumns(facts, SILENCE_LIMITS, 9, 12);
    expect([9, 10, 11].map((day) => cell(dau, day))).toEqual([
      { known: true, value: 0 },
      { known: true, value: 1 },
      { known: false, reason: 'ended' },
    ]);
  });

  test('a span that shrank after storing covers the stored values', () => {
    const stored = usageColumns(base, SILENCE_LIMITS, 0, 3).dau;
    expect([...withinLiveSpan(stored, { startsOn: 1, endsOn: 2 }).values]).toEqual([Number.NaN, 0, 0, Number.NaN]);
    expect(withinLiveSpan(stored, { startsOn: 0, endsOn: null })).toBe(stored);
  });
});
