import { expect, test } from 'vitest';
import { moneyScale, sentenceScale, writeAmount, writeFull } from './money-scale.ts';

test('amounts are read in 万 and 亿, or in K and M, as large as they are', () => {
  expect(writeAmount(123_456_700, moneyScale(123_456_700, 'CNY', 'zh-CN'))).toBe('123.5');
  expect(moneyScale(123_456_700, 'CNY', 'zh-CN').unit).toBe('wan');
  expect(moneyScale(5e12, 'CNY', 'zh-CN').unit).toBe('yi');
  expect(moneyScale(123_456_700, 'CNY', 'en-US').unit).toBe('thousand');
  expect(writeAmount(-98_700, moneyScale(98_700, 'CNY', 'en-US'))).toBe('−987');
  expect(writeAmount(-10, moneyScale(5e9, 'CNY', 'zh-CN'))).toBe('0.0');
});

test('the yen has no minor units', () => {
  expect(writeFull(1500, 'JPY')).toBe('1,500 JPY');
  expect(writeFull(150_050, 'CNY')).toBe('1,500.50 CNY');
});

test('a sentence says one amount shorter than a table', () => {
  expect(writeAmount(1_114_129_200, sentenceScale(1_114_129_200, 'CNY', 'en-US'))).toBe('11.14');
  expect(sentenceScale(1_114_129_200, 'CNY', 'zh-CN').unit).toBe('wan');
  expect(sentenceScale(5e10, 'CNY', 'zh-CN').unit).toBe('yi');
});
