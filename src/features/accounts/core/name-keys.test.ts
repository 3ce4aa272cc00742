import { describe, expect, test } from 'vitest';
import { syllablesOf } from '../pinyin.ts';
import { searchTerms, searchText, sortKey } from './name-keys.ts';

const key = (name: string) => sortKey(name, syllablesOf(name));
const inByteOrder = (names: readonly string[]) => [...names].sort((a, b) => (key(a) < key(b) ? -1 : 1));

describe('the order of names', () => {
  test('Chinese by pinyin among Latin names, syllable by syllable; capitals make no difference', () => {
    expect(inByteOrder(['上海银行', 'Zoo', '北京航天', 'acme', '先声', '西安', 'Bosch', '重庆', 'Ａlpha'])).toEqual([
      'acme',
      'Ａlpha',
      '北京航天',
      'Bosch',
      '重庆',
      '上海银行',
      '西安',
      '先声',
      'Zoo',
    ]);
  });

  test('names of one sound stand together, and a shorter name before a longer one', () => {
    expect(inByteOrder(['李明', '黎明', '李明', '黎明', '黎明科技'])).toEqual(['李明', '李明', '黎明', '黎明', '黎明科技']);
    expect(inByteOrder(['Acme Corp', 'Acme'])).toEqual(['Acme', 'Acme Corp']);
  });

  test('a key is short enough for a cursor and never ends in half a character', () => {
    for (let length = 60; length < 90; length++) {
      const made = key(`${'x'.repeat(length)}😀😀😀`);
      expect(made.length).toBeLessThanOrEqual(80);
      expect(() => encodeURIComponent(made)).not.toThrow();
    }
  });
});

describe('the search of names', () => {
  const text = searchText('北京 航天ABC', syllablesOf('北京 航天ABC'), 'CUST-7');
  const found = (typed: string) => searchTerms(typed).some((term) => text.includes(term));

  test.each(['北京', '航天', 'beijing', 'bei jing', 'bjht', 'bjhtabc'.slice(0, 4), 'abc', 'ＡＢＣ', 'cust-7', 'UST'])(
    '%s finds it',
    (typed) => {
      expect(found(typed)).toBe(true);
    },
  );

  test.each(['上海', 'jingbei', 'cust-8', 'tiancust'])('%s does not', (typed) => {
    expect(found(typed)).toBe(false);
  });

  test('an empty search asks for nothing', () => {
    expect(searchTerms('  ')).toEqual([]);
  });
});
