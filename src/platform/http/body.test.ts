import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { readBody } from './body.ts';

const read = (text: string | Buffer, encoding?: string, limit = 1000): Promise<unknown> => readBody(Buffer.from(text), encoding, limit);

describe('bodies', () => {
  test('JSON, JSON with a mark, gzipped JSON, nothing', async () => {
    expect(await read('{"a":[1,"二"]}')).toEqual({ a: [1, '二'] });
    expect(await read('\uFEFF{"a":1}')).toEqual({ a: 1 });
    expect(await read(gzipSync('{"a":1}'), 'gzip')).toEqual({ a: 1 });
    expect(await read('')).toEqual({});
  });

  test.each([
    ['what is not JSON', '{"a":', undefined, 'malformed-json'],
    ['what is not gzip', '{}', 'gzip', 'malformed-json'],
    ['a packing we do not read', '{}', 'br', 'unsupported-media-type'],
    ['a small body that unpacks to a large one', gzipSync(' '.repeat(100_000)), 'gzip', 'too-large'],
    ['nesting without end', '['.repeat(100_000), undefined, 'invalid-input'],
    ['a prototype by name', '{"a":{"__proto__":{"admin":true}}}', undefined, 'invalid-input'],
    ['a prototype by escaped name', '{"\\u005f\\u005fproto__":{"admin":true}}', undefined, 'invalid-input'],
    ['a prototype through a constructor', '{"constructor":{"prototype":{"admin":true}}}', undefined, 'invalid-input'],
  ])('refuses %s', async (_, text, encoding, code) => {
    await expect(read(text, encoding)).rejects.toMatchObject({ code });
  });

  test('brackets inside texts do not count as nesting', async () => {
    expect(await read(JSON.stringify({ a: `${'['.repeat(500)}\\"` }))).toEqual({ a: `${'['.repeat(500)}\\"` });
  });

  test('what no database can store is replaced, the rest is kept', async () => {
    expect(await read('{"a\\u0000":"x\\u0000y","b":"\\ud83d","c":"\\ud83d\\ude00","d":["\\ude00"]}')).toEqual({
      'a\uFFFD': 'x\uFFFDy',
      b: '\uFFFD',
      c: '😀',
      d: ['\uFFFD'],
    });
  });
});
