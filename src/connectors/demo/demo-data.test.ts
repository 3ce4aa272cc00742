import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isWorkingDay } from '../../kernel/calendar.ts';
import { CALENDAR_CN } from '../../kernel/calendar-cn.ts';
import { addDays, type Day, day, dayNumber, dayOf, type Instant, instant } from '../../kernel/time.ts';
import { STORIES, smallCast, wholeCast } from './cast.ts';
import { demoData, demoTruth } from './demo-data.ts';
import { SHAPES, shareOfUsers } from './shapes.ts';

const ZONE = 'Asia/Shanghai';
const ANCHOR = day('2026-11-18');
const NOW = instant('2026-11-18T02:00:00Z');

const CAST = smallCast(24);

const make = (more: Partial<Parameters<typeof demoData>[0]> = {}) =>
  demoData({ cast: CAST, anchor: ANCHOR, now: NOW, timeZone: ZONE, ...more });
const TRUTH = demoTruth(CAST, ANCHOR);
const rowsOf = (parts: ReturnType<typeof make>, entity: string) =>
  parts.filter(({ file }) => file.entity === entity).flatMap(({ table }) => [...table.rows()].map(({ cells }) => cells));
const eventsOf = (data: ReturnType<typeof make>) =>
  rowsOf(data, 'events').map(([account = '', user = '', at = '', name = '', , id = '']) => ({
    account,
    user,
    name,
    id,
    day: dayOf(Number(at) as Instant, ZONE),
    at: Number(at),
  }));

describe('invented customers', () => {
  test('the same day gives the same data; every figure is labelled; ids and names are different', () => {
    const [one, two] = [make(), make()];
    expect(rowsOf(one, 'events')).toEqual(rowsOf(two, 'events'));
    const accounts = rowsOf(one, 'account');
    expect(accounts.map((cells) => cells[5])).toEqual(Array(24).fill('自造数据'));
    expect(one.every(({ source }) => source.startsWith('自造数据'))).toBe(true);
    for (const column of [0, 1]) expect(new Set(accounts.map((cells) => cells[column])).size).toBe(24);
    const ids = eventsOf(one).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('50 to 400 users each, nine stories among 24 and all in the whole company, and nothing happens after now', () => {
    const data = make();
    expect(new Set(TRUTH.map(({ shape }) => shape)).size).toBe(7);
    const whole = demoTruth(wholeCast(200), ANCHOR);
    expect(new Set(whole.map(({ story }) => story))).toEqual(new Set(Object.keys(STORIES)));
    expect(new Set(whole.map(({ name }) => name)).size).toBe(200);
    // Each says what ought to be seen of it.
    expect([...TRUTH, ...whole].every(({ seen }) => seen.length > 0)).toBe(true);
    for (const { users } of TRUTH) expect(users >= 50 && users <= 400).toBe(true);
    const events = eventsOf(data);
    expect(events.every(({ at }) => at <= NOW)).toBe(true);
    expect(events.some((event) => event.day === ANCHOR)).toBe(true);
    expect(events.every((event) => event.day >= addDays(ANCHOR, -180))).toBe(true);
  });

  test('people work by the calendar: a holiday is quiet, a make-up Saturday is not', () => {
    const october = make({ anchor: day('2026-10-31'), now: instant('2026-10-31T02:00:00Z') });
    const logins = new Map<Day, number>();
    for (const event of eventsOf(october)) if (event.name === 'login') logins.set(event.day, (logins.get(event.day) ?? 0) + 1);
    const of = (working: boolean) =>
      [...logins].filter(([on]) => isWorkingDay(CALENDAR_CN, dayNumber(on)).working === working).map(([, count]) => count);
    expect(Math.max(...of(false))).toBeLessThan(Math.min(...of(true)) / 2);
  });

  test('the truth holds in the data: collapsed customers are below 20 % on recent working days, steady ones far above', () => {
    const data = make();
    const events = eventsOf(data);
    const days = Array.from({ length: 27 }, (_, back) => addDays(ANCHOR, -1 - back)).filter(
      (on) => isWorkingDay(CALENDAR_CN, dayNumber(on)).working,
    );
    const recent = new Set<string>(days);
    for (const { externalId, shape, users } of TRUTH) {
      const logins = events.filter(({ account, name, day: on }) => account === externalId && name === 'login' && recent.has(on)).length;
      const share = logins / days.length / users;
      if (shape === 'collapsed') expect(share).toBeLessThan(0.17);
      else if (shape !== 'silent' && shape !== 'new') expect(share).toBeGreaterThan(0.25);
    }
  });

  test('a silent source has sent nothing for twelve days, by a source of its own', () => {
    const data = make();
    const silent = TRUTH.filter(({ shape }) => shape === 'silent').map(({ externalId }) => externalId);
    const last = eventsOf(data)
      .filter(({ account }) => silent.includes(account))
      .map((event) => event.day)
      .sort()
      .at(-1);
    expect(silent.length).toBe(1);
    expect(last !== undefined && last <= addDays(ANCHOR, -12)).toBe(true);
    expect(new Set(data.map(({ source }) => source)).size).toBe(2);
  });

  test('a later run with the same anchor adds days and changes none', () => {
    const before = rowsOf(make(), 'events').map((cells) => cells.join());
    const after = new Set(rowsOf(make({ now: instant('2026-11-25T02:00:00Z') }), 'events').map((cells) => cells.join()));
    expect(before.every((row) => after.has(row))).toBe(true);
    expect(after.size).toBeGreaterThan(before.length);
    expect(rowsOf(make({ now: instant('2026-11-25T02:00:00Z') }), 'users')).toEqual(rowsOf(make(), 'users'));
  });

  test('property: a share of users is a share, for every shape on every day', () => {
    const detail = fc.record({ level: fc.double({ min: 0.4, max: 0.74, noNaN: true }), turn: fc.integer({ min: 18, max: 120 }) });
    fc.assert(
      fc.property(fc.constantFrom(...SHAPES), detail, fc.integer({ min: -180, max: 400 }), (shape, one, on) => {
        const share = shareOfUsers(shape, one, on);
        expect(share >= 0 && share <= 1).toBe(true);
      }),
    );
  });
});
