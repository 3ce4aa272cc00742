import { describe, expect, test } from 'vitest';
import { currencyOf, numberShape, readMoney, readNumber } from './read-number.ts';

describe('numbers as people write them', () => {
  test.each([
    ['1234', null, 1234],
    ['1,234.56', null, 1234.56],
    ['1.234,56', null, 1234.56],
    ['1,234', null, 1234],
    ['1.234', null, 1.234],
    ['1.234', 'comma', 1234],
    ['1,234', 'comma', 1.234],
    ['12,34,567.5', null, 1234567.5],
    ['1 234 567', null, 1234567],
    ["1'234.5", null, 1234.5],
    ['12.5万', null, 125_000],
    ['1.2亿', null, 120_000_000],
    ['15%', null, 0.15],
    ['(12.5)', null, -12.5],
    ['-12', null, -12],
    ['12-', null, -12],
    ['¥ 12.5万', null, 125_000],
    ['-$12', null, -12],
    ['1.5E+3', null, 1500],
    ['.5', null, 0.5],
    ['0', null, 0],
    ['１２，３４５．６', null, 12_345.6],
    ['￥９．６万', null, 96_000],
  ] as const)('%s, %s: %s', (text, mark, value) => {
    expect(readNumber(text, mark)).toEqual({ ok: true, value });
  });

  test.each([
    ['abc', null, 'Not a number'],
    ['1.2.3', null, 'Not a number'],
    ['1,2', 'point', 'with a point, and this value with a comma'],
    ['1,234', 'both', 'the column has both ways'],
    ['12 kg', null, 'Not a number'],
  ] as const)('%s, %s is refused: %s', (text, mark, reason) => {
    expect(readNumber(text, mark)).toMatchObject({ ok: false, reason: expect.stringContaining(reason) });
  });

  test('what a value tells about its column', () => {
    expect(numberShape('１．２３４，５')).toBe('comma');
    expect(['1,234.5', '1.234,5', '1,234', '1.234', '0.12', '0,12', '12', 'x'].map(numberShape)).toEqual([
      'point',
      'comma',
      'either',
      'either',
      'point',
      'comma',
      'whole',
      'none',
    ]);
  });
});

describe('amounts of money', () => {
  test('whole minor units of the currency, exactly', () => {
    expect(readMoney('0.29', null, 'CNY')).toMatchObject({ value: { minor: 29, rounded: false } });
    expect(readMoney('1.005', null, 'USD')).toMatchObject({ value: { minor: 101, rounded: true } });
    expect(readMoney('1,200', null, 'JPY')).toMatchObject({ value: { minor: 1200 } });
    expect(readMoney('1.5', null, 'KWD')).toMatchObject({ value: { minor: 1500 } });
    expect(readMoney('12.5万元', null, null)).toMatchObject({ value: { minor: 12_500_000, sign: 'CNY' } });
    expect(readMoney('-€5', null, 'EUR')).toMatchObject({ value: { minor: -500, sign: 'EUR' } });
    expect(readMoney('0.004', null, 'CNY')).toMatchObject({ value: { minor: 0, rounded: true } });
  });

  test('a sign that contradicts the record is refused; $ and ¥ stand for several currencies', () => {
    expect(readMoney('€5', null, 'USD')).toMatchObject({ ok: false, reason: 'The amount is in EUR, and the record says USD.' });
    expect(readMoney('$5', null, 'HKD')).toMatchObject({ ok: true });
    expect(readMoney('5 USD', null, null)).toMatchObject({ value: { sign: 'USD' } });
    expect(readMoney('99999999999999999', null, 'CNY')).toMatchObject({ ok: false });
  });

  test('codes and words of currencies', () => {
    expect(['cny', 'RMB', '美元', 'XXX', 'ABC', 'Euro'].map(currencyOf)).toEqual(['CNY', 'CNY', 'USD', null, null, null]);
  });
});
