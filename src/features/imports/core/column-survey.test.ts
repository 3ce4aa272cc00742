import { expect, test } from 'vitest';
import { dateDialectOf, decimalMarkOf, guessType, newSurvey, surveyCell } from './column-survey.ts';
import { readDay } from './read-time.ts';

function surveyed(values: readonly string[]) {
  const survey = newSurvey();
  for (const value of values) surveyCell(survey, value);
  return survey;
}

test('one value that reads in one way decides for the whole column', () => {
  const { dialect, mixed } = dateDialectOf(surveyed(['07/08/2026', '', '28/07/2026']));
  expect([dialect.order, mixed]).toEqual(['day-first', false]);
  expect(readDay('07/08/2026', 'UTC', dialect)).toEqual({ ok: true, value: '2026-08-07' });
  expect(dateDialectOf(surveyed(['07/08/2026', '07/28/2026'])).dialect.order).toBe('month-first');
  expect(dateDialectOf(surveyed(['07/08/2026', '01/02/2026'])).dialect.order).toBeNull();
});

test('a column with both orders is mixed: what is clear is read, what is not is refused', () => {
  const { dialect, mixed } = dateDialectOf(surveyed(['28/07/2026', '07/28/2026', '07/08/2026']));
  expect([dialect.order, mixed]).toEqual(['both', true]);
  expect(readDay('28/07/2026', 'UTC', dialect)).toEqual({ ok: true, value: '2026-07-28' });
  expect(readDay('07/28/2026', 'UTC', dialect)).toEqual({ ok: true, value: '2026-07-28' });
  expect(readDay('07/08/2026', 'UTC', dialect)).toMatchObject({ ok: false, reason: expect.stringContaining('the column has both') });
  expect(dateDialectOf(surveyed(['2026-07-28', '28/07/2026'])).mixed).toBe(true);
});

test('bare numbers are days only where all are', () => {
  expect(dateDialectOf(surveyed(['20260131', '20260228'])).dialect.digits).toBe('compact');
  expect(dateDialectOf(surveyed(['46053', '46054.5'])).dialect.digits).toBe('spreadsheet');
  expect(dateDialectOf(surveyed(['46053', '7'])).dialect.digits).toBeNull();
  expect(readDay('46053', 'UTC', { order: null, digits: 'spreadsheet' })).toEqual({ ok: true, value: '2026-01-31' });
  expect(readDay('20260131', 'UTC', { order: null, digits: 'compact' })).toEqual({ ok: true, value: '2026-01-31' });
});

test('marks of fractions, and what a column can be kept as', () => {
  expect([
    decimalMarkOf(surveyed(['1,234', '0.5'])),
    decimalMarkOf(surveyed(['1.234', '0,5'])),
    decimalMarkOf(surveyed(['1,5', '1.5'])),
  ]).toEqual(['point', 'comma', 'both']);
  const types = [
    ['TRUE', 'False'],
    ['0', '1'],
    ['0', '2'],
    ['2026-01-31', '31.01.2026'],
    ['是', '否'],
    ['007', '012'],
    ['a', '1'],
    [''],
  ].map((values) => guessType(surveyed(values)));
  expect(types).toEqual(['flag', 'flag', 'number', 'day', 'flag', 'text', 'text', 'text']);
});

test('formulas are counted, negative numbers are not taken for them', () => {
  expect(surveyed(['=1+1', '@x', '+cmd', '-5', '- 5', '-$3', '＝1']).formulaLike).toBe(4);
});
