import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayFromNumber, dayOf, formatInstant, instant, instantIn } from '../../../kernel/time.ts';
import { readDay, readMoment } from './read-time.ts';

const ZONE = 'Asia/Shanghai';
const dayIn = (text: string, zone = ZONE) => {
  const reading = readDay(text, zone);
  return reading.ok ? reading.value : reading.reason;
};
const momentIn = (text: string, zone = ZONE) => {
  const reading = readMoment(text, zone);
  return reading.ok ? formatInstant(reading.value) : reading.reason;
};

describe('days and moments in cells', () => {
  test.each([
    ['2026-01-31', '2026-01-31'],
    ['2026/1/31', '2026-01-31'],
    ['2026.1.31', '2026-01-31'],
    ['2026年1月31日', '2026-01-31'],
    ['2026年01月31日 23:59', '2026-01-31'],
    ['2026年2月30日', 'There is no day 2026-02-30 in the calendar.'],
    ['2026-01-31 23:59:59', '2026-01-31'],
    ['2023-07-28 3:00', '2023-07-28'],
    ['2018-12-06T16:00:00Z', '2018-12-07'],
    ['2018-12-06T23:00:00-0500', '2018-12-07'],
    ['２０２６年１月３１日', '2026-01-31'],
    ['２０２６／１／３１', '2026-01-31'],
    ['1544112000', '2018-12-07'],
    ['1544111999000', '2018-12-06'],
  ])('%s is the day %s', (text, day) => expect(dayIn(text)).toBe(day));

  test.each([
    ['2026-01-02', '2026-01-01T16:00:00.000Z'],
    ['2026-01-02 01:00:00', '2026-01-01T17:00:00.000Z'],
    ['2026-01-02T01:00:00.25', '2026-01-01T17:00:00.250Z'],
    ['2026-01-02T01:00:00+01:00', '2026-01-02T00:00:00.000Z'],
    ['1767315600', '2026-01-02T01:00:00.000Z'],
    ['1767315600123', '2026-01-02T01:00:00.123Z'],
  ])('%s is the moment %s', (text, moment) => expect(momentIn(text)).toBe(moment));

  test('a zone counts only where the time names none', () => {
    expect(momentIn('2026-07-01 12:00:00', 'America/New_York')).toBe('2026-07-01T16:00:00.000Z');
    expect(momentIn('2026-01-01 12:00:00', 'America/New_York')).toBe('2026-01-01T17:00:00.000Z');
  });

  test('a time that clocks show twice is the first; one they skip is as much later', () => {
    expect(momentIn('2026-11-01 01:30:00', 'America/New_York')).toBe('2026-11-01T05:30:00.000Z');
    expect(momentIn('2026-03-08 02:30:00', 'America/New_York')).toBe('2026-03-08T07:30:00.000Z');
  });

  test.each([
    ['16-10-2024', 'DD-MM-YYYY or MM-DD-YYYY'],
    ['03/04/2024 10:00', 'DD-MM-YYYY or MM-DD-YYYY'],
    ['3.4.24', 'DD-MM-YY'],
    ['20241016', 'YYYYMMDD'],
    ['45581', 'the day number of a spreadsheet'],
    ['45581.25', 'the day number of a spreadsheet'],
    ['12345678901', 'neither seconds'],
    ['2026-02-30', 'There is no day 2026-02-30'],
    ['2026-01-01 25:00', 'no such time of day'],
    ['yesterday', 'Not a day or time'],
    ['-1', 'Not a day or time'],
    ['=TODAY()', 'Not a day or time'],
  ])('%s is refused, and the reason says how it reads: %s', (text, reason) => {
    expect(dayIn(text)).toContain(reason);
    expect(momentIn(text)).toContain(reason);
  });

  test('property: a moment written on the wall of a zone is read back on that day, and from UTC to the millisecond', () => {
    const zones = fc.constantFrom('Asia/Shanghai', 'UTC', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu');
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 25_000 }), fc.integer({ min: 0, max: 86_399_999 }), zones, (number, msOfDay, zone) => {
        const day = dayFromNumber(number);
        const moment = instantIn(day, msOfDay, zone);
        const shown = msOfDay >= 3 * 3_600_000 ? day : dayOf(moment, zone);
        expect(dayOf(moment, zone)).toBe(shown);
        expect(readMoment(formatInstant(moment), zone)).toEqual({ ok: true, value: moment });
        expect(readDay(formatInstant(moment), zone)).toEqual({ ok: true, value: dayOf(moment, zone) });
      }),
    );
  });

  test('property: no text at all throws', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(typeof readMoment(text, ZONE).ok).toBe('boolean');
      }),
    );
  });

  test('an instant is what kernel reads', () => {
    expect(readMoment('2016-08-23T21:38:32Z', 'UTC')).toEqual({ ok: true, value: instant('2016-08-23T21:38:32Z') });
  });
});
