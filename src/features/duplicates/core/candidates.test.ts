import { expect, test } from 'vitest';
import { candidatesAmong, coreName, type Known } from './candidates.ts';

const known = (accountId: string, more: Partial<Known>): Known => ({
  accountId,
  name: accountId,
  pinyin: accountId,
  ids: [accountId],
  domains: [],
  ...more,
});

test('found by name without company words, by sound, by domain and by id; several reasons weigh more', () => {
  const { pairs } = candidatesAmong(
    [
      known('a', { name: '海风科技有限公司', pinyin: 'haifengkejiyouxiangongsi', ids: ['K-1001'], domains: ['chen@haifeng.cn'] }),
      known('b', { name: '海风（股份）', pinyin: 'haifeng（gufen）', ids: ['B-7'], domains: ['https://www.haifeng.cn'] }),
      known('c', { name: '海丰', pinyin: 'haifeng', ids: ['k1001'] }),
      known('d', { name: '无关', pinyin: 'wuguan', ids: ['D-1'], domains: ['someone@qq.com'] }),
      known('e', { name: '别家', pinyin: 'biejia', ids: ['E-1'], domains: ['other@qq.com'] }),
    ],
    new Set(),
  );
  expect(pairs.map(({ one, other, reasons }) => [one, other, reasons.map(({ by }) => by)])).toEqual([
    ['a', 'b', ['name', 'domain']],
    ['a', 'c', ['id', 'sound']],
    ['b', 'c', ['sound']],
  ]);
});

test('what a person said is not the same is not shown again', () => {
  const two = [known('a', { name: '海风' }), known('b', { name: '海风' })];
  expect(candidatesAmong(two, new Set(['a b'])).pairs).toEqual([]);
});

test('a name of nothing but company words stays whole', () => {
  expect([coreName('科技有限公司'), coreName('公司'), coreName('Ｇroup')]).toEqual(['科技', '公司', 'group']);
});

test('100,000 customers of one name are one crowd, told with its size, in well under the time that pairs would take', () => {
  const many = Array.from({ length: 100_000 }, (_, at) =>
    known(`c${at}`, { name: '同名公司', pinyin: 'tongminggongsi', ids: [`id ${at}`] }),
  );
  const began = performance.now();
  const { pairs, crowds } = candidatesAmong(many, new Set());
  expect(pairs.length).toBe(50);
  expect(crowds.map(({ by, customers }) => [by, customers])).toEqual([
    ['name', 100_000],
    ['sound', 100_000],
  ]);
  expect(performance.now() - began).toBeLessThan(15_000);
});
