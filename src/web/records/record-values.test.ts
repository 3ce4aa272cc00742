import { expect, test } from 'vitest';
import type { RecordField } from '../../kernel/record.ts';
import { draftOf, majorText, minorOf, readDraft, valueText } from './record-values.ts';

const CNY = { currency: 'CNY', timeZone: 'Asia/Shanghai' };
const field = (one: object): RecordField => ({ headers: [], ...one }) as unknown as RecordField;

test('money is typed in yuan and kept in fen, whatever the separators', () => {
  expect(['1,200.50', '１２００．５', '¥1200.5', ' 120万 ', '0.86亿', '-3'].map((text) => minorOf(text, 'CNY'))).toEqual([
    120_050, 120_050, 120_050, 120_000_000, 8_600_000_000, -300,
  ]);
  expect(['', '1.234', '12a', '1..2', '1e3', '90071992547409920'].map((text) => minorOf(text, 'CNY'))).toEqual(Array(6).fill(null));
  expect([minorOf('1200', 'JPY'), minorOf('1.5', 'JPY')]).toEqual([1200, null]);
  expect([majorText(120_050, 'CNY'), majorText(120_000_000, 'CNY', true), majorText(5, 'CNY'), majorText(1200, 'JPY')]).toEqual([
    '1200.50',
    '1,200,000',
    '0.05',
    '1200',
  ]);
});

test('what is typed comes back as it was typed, in every type of field', () => {
  for (const [one, value] of [
    [{ type: 'text', longest: 9 }, '海风'],
    [{ type: 'day' }, '2026-02-28'],
    [{ type: 'moment' }, '2026-11-18T02:30:00.000Z'],
    [{ type: 'number' }, 0.125],
    [{ type: 'money' }, 120_050],
    [{ type: 'flag' }, false],
    [{ type: 'choices', choices: { A: ['甲'], B: ['乙'] } }, ['A', 'B']],
  ] as const)
    expect(readDraft(field(one), draftOf(field(one), value, CNY), CNY)).toEqual({ value });
});

test('what cannot be kept is said with its reason', () => {
  const problem = (one: object, text: string) => readDraft(field(one), text, CNY);
  expect(problem({ type: 'text', longest: 3, required: true }, ' ')).toEqual({ problem: { word: 'empty' } });
  expect(problem({ type: 'text', longest: 3 }, ' ')).toEqual({ value: null });
  expect(problem({ type: 'text', longest: 3 }, '四个字的')).toEqual({ problem: { word: 'long', values: { most: 3 } } });
  expect(problem({ type: 'number', whole: true }, '1.5')).toEqual({ problem: { word: 'whole' } });
  expect(problem({ type: 'number', least: -2, most: 2 }, '-3')).toEqual({ problem: { word: 'least', values: { least: -2 } } });
  expect(problem({ type: 'number' }, '十')).toEqual({ problem: { word: 'number' } });
  expect(problem({ type: 'day' }, '2026-02-30')).toEqual({ problem: { word: 'day' } });
});

test('values are read in words, none as a dash', () => {
  const words = {
    choice: (code: string) => `[${code}]`,
    flag: (yes: boolean) => (yes ? '是' : '否'),
    person: (id: string) => `人 ${id}`,
    reference: (kind: string, id: string) => `${kind} ${id}`,
    listComma: '、',
  };
  const text = (one: object | null, value: Parameters<typeof valueText>[1]) =>
    valueText(one === null ? null : field(one), value, CNY, words);
  expect(text({ type: 'choices', choices: {} }, ['A', 'B'])).toBe('[A]、[B]');
  expect(text({ type: 'money' }, 12_345_600)).toBe('123,456');
  expect(text({ type: 'moment' }, '2026-11-18T02:30:00Z')).toBe('2026-11-18 10:30');
  expect(text({ type: 'record', of: 'contract' }, 'k-1')).toBe('contract k-1');
  expect([text(null, undefined), text(null, '2026'), text(null, false)]).toEqual(['—', '2026', '否']);
});
