import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addDays,
  type Day,
  day,
  dayFromNumber,
  dayNumber,
  dayOf,
  daysBetween,
  formatInstant,
  type Instant,
  instant,
  isDay,
  parseInstant,
  weekday,
} from './time.ts';

const runs = { seed: 20_261_124, numRuns: 2000 };
const dayNumbers = fc.integer({ min: -719_162, max: 2_932_896 });
// Zones with whole-hour, half-hour, 45-minute and half-hour-DST changes, and one that skipped a day.
const ZONES = [
  'Asia/Shanghai',
  'America/New_York',
  'Europe/Berlin',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'America/St_Johns',
  'Pacific/Apia',
  'Africa/Casablanca',
  'UTC',
];

function dayByIntl(at: number, timeZone: string): string {
  const part: Record<string, string> = {};
  const format = new Intl.DateTimeFormat('en-US', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  for (const { type, value } of format.formatToParts(at)) part[type] = value;
  return `${part.year}-${part.month}-${part.day}`;
}

describe('days', () => {
  test('number → day → number is the identity from year 1 to 9999, and the text is a real day', () => {
    fc.assert(
      fc.property(dayNumbers, (number) => {
        const text = dayFromNumber(number);
        expect(dayNumber(text)).toBe(number);
        expect(isDay(text)).toBe(true);
        expect(text).toBe(new Date(number * 86_400_000).toISOString().slice(0, 10));
      }),
      runs,
    );
  });

  test('days sort as text in the order of their numbers', () => {
    fc.assert(
      fc.property(dayNumbers, dayNumbers, (a, b) => {
        expect(dayFromNumber(a) < dayFromNumber(b)).toBe(a < b);
      }),
      runs,
    );
  });

  test('adding days and counting days between undo each other; the weekday goes round in seven', () => {
    fc.assert(
      fc.property(fc.integer({ min: -700_000, max: 2_900_000 }), fc.integer({ min: -9999, max: 9999 }), (number, days) => {
        const start: Day = dayFromNumber(number);
        expect(daysBetween(start, addDays(start, days))).toBe(days);
        expect(weekday(number + 7)).toBe(weekday(number));
        expect(weekday(number) % 7).toBe(new Date(number * 86_400_000).getUTCDay());
      }),
      runs,
    );
  });

  test.each(['2026-02-29', '2026-13-01', '2026-00-10', '0000-01-01', '26-01-01', '2026-1-1', ' 2026-01-01', ''])('%j is no day', (text) => {
    expect(isDay(text)).toBe(false);
    expect(() => day(text)).toThrow('is not a day; write YYYY-MM-DD.');
  });
});

describe('moments', () => {
  test('the day of a moment agrees with Intl in zones with every kind of shift', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), fc.integer({ min: 0, max: 2_000_000_000_000 }), (zone, at) => {
        expect(dayOf(at as Instant, zone)).toBe(dayByIntl(at, zone));
      }),
      { seed: 20_261_124, numRuns: 3000 },
    );
  });

  test.each([
    ['2026-03-08T04:59:59Z', 'America/New_York', '2026-03-07'],
    ['2026-03-08T05:00:00Z', 'America/New_York', '2026-03-08'],
    ['2026-11-01T03:59:59Z', 'America/New_York', '2026-10-31'],
    ['2026-11-02T04:59:59Z', 'America/New_York', '2026-11-01'],
    ['2011-12-30T09:59:59Z', 'Pacific/Apia', '2011-12-29'],
    ['2011-12-30T10:00:00Z', 'Pacific/Apia', '2011-12-31'],
    ['2026-01-01T15:59:59Z', 'Asia/Shanghai', '2026-01-01'],
    ['2026-01-01T16:00:00Z', 'Asia/Shanghai', '2026-01-02'],
  ])('%s in %s is %s', (moment, zone, expected) => {
    expect(dayOf(instant(moment), zone)).toBe(expected);
  });

  test('an unknown zone is refused', () => {
    expect(() => dayOf(0 as Instant, 'Mars/Olympus')).toThrow(RangeError);
  });

  test('writing and reading a moment is the identity, and agrees with Date', () => {
    fc.assert(
      fc.property(fc.integer({ min: -62_135_596_800_000, max: 253_402_300_799_999 }), (at) => {
        const text = formatInstant(at as Instant);
        expect(text).toBe(new Date(at).toISOString());
        expect(parseInstant(text)).toBe(at);
      }),
      runs,
    );
  });

  test('the usual form of UTC is read as any other form, whatever stands in it', () => {
    const moment = fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true });
    const garbled = fc.tuple(moment, fc.nat(22), fc.constantFrom(...'09/:-.TZ 3')).map(([at, place, char]) => {
      const text = at.toISOString();
      return text.slice(0, place) + char + text.slice(place + 1);
    });
    fc.assert(
      fc.property(garbled, (text) => {
        expect(parseInstant(text)).toBe(parseInstant(`${text.slice(0, -1)}+00:00`));
      }),
      runs,
    );
  });

  test.each([
    ['2026-01-31T09:30:00+08:00', '2026-01-31T01:30:00.000Z'],
    ['2026-01-31T09:30+0800', '2026-01-31T01:30:00.000Z'],
    ['2026-01-31 09:30:00.1239Z', '2026-01-31T09:30:00.123Z'],
    ['2026-01-31T00:00:00,5-03:30', '2026-01-31T03:30:00.500Z'],
  ])('%s is read as %s', (text, utc) => {
    expect(formatInstant(instant(text))).toBe(utc);
  });

  test.each(['2026-01-31T09:30:00', '2026-02-30T00:00:00Z', '2026-01-31T24:00:00Z', '2026-01-31T10:61:00Z', 'yesterday', '1769822000'])(
    '%j is no moment',
    (text) => {
      expect(parseInstant(text)).toBeNull();
      expect(() => instant(text)).toThrow('is not a moment');
    },
  );
});
