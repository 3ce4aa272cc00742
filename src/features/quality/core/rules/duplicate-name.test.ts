import { describe, expect, test } from 'vitest';
import { around, whole } from '../sample-facts.ts';
import { duplicateName } from './duplicate-name.ts';

describe('rule duplicate-name', () => {
  const named = (names: readonly string[]) => names.map((name, index) => ({ id: `c${index}`, name, startsOn: null, endsOn: null }));

  test('one finding a name, the largest first, however it is written', () => {
    const customers = named(['Acme Ltd.', 'acme', '云帆科技有限公司', '云 帆 科 技', 'ＡＣＭＥ', 'Other']);
    expect(duplicateName.check(whole({ customers }), around())).toEqual([
      { entity: 'account', id: 'c0', account: 'c0', count: 3, values: { name: 'Acme Ltd.', customers: 3 } },
      { entity: 'account', id: 'c2', account: 'c2', count: 2, values: { name: '云帆科技有限公司', customers: 2 } },
    ]);
  });

  test('100,000 customers of one name are one finding, within a second', () => {
    const began = performance.now();
    const hits = duplicateName.check(whole({ customers: named(new Array<string>(100_000).fill('同名有限公司')) }), around());
    expect(hits.map(({ count }) => count)).toEqual([100_000]);
    expect(performance.now() - began).toBeLessThan(1000);
  });
});
