import { type Random, randomInteger, randomItem } from '../../src/kernel/random.ts';

/** JSON text of one value, as bytes where it is no text. It need not be JSON at all. */
export type Fragment = string | Buffer;

const text = (value: string): string => JSON.stringify(value);
const nest = (open: string, close: string, depth: number): string => `${open.repeat(depth)}1${close.repeat(depth)}`;
const PROTOTYPE_NAMES = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'valueOf',
  'hasOwnProperty',
  '__defineGetter__',
  'then',
] as const;

/** What is put in the place of one value: a field, an element, a parameter. Each kind gives any of several. */
export const VALUES: Readonly<Record<string, (random: Random) => Fragment>> = {
  'wrong type': (random) => randomItem(random, ['null', 'true', '0', '"x"', '[]', '{}', '[null]', '{"a":{"b":[]}}', '[[[]]]', '""', '" "']),
  'a list in place of an object': (random) => randomItem(random, ['[]', '[{}]', '[["a",1]]', '[1,2,3]']),
  'depth bomb': (random) => {
    const depth = randomItem(random, [63, 64, 65, 1000, 20_000]);
    return randomItem(random, [nest('[', ']', depth), nest('{"a":', '}', depth), nest('[{"a":', '}]', depth >> 1), '['.repeat(depth)]);
  },
  'huge key': (random) => `{${text('k'.repeat(randomItem(random, [201, 10_000, 200_000])))}:1}`,
  'many keys': (random) =>
    `{${Array.from({ length: randomItem(random, [1000, 15_000]) }, (_, index) => `"k${index}":${index}`).join(',')}}`,
  'prototype as a key': (random) => {
    const name = randomItem(random, PROTOTYPE_NAMES);
    return randomItem(random, [
      `{${text(name)}:{"polluted":true}}`,
      `{${text(name)}:"x"}`,
      '{"constructor":{"prototype":{"polluted":true}}}',
      '{"\\u005f_proto__":{"polluted":true}}',
      `{"a":{"__proto__":null},${text(name)}:[]}`,
    ]);
  },
  'prototype as a value': (random) => text(randomItem(random, PROTOTYPE_NAMES)),
  'date out of range': (random) =>
    text(
      randomItem(random, [
        '0000-00-00',
        '0000-01-01',
        '0001-01-01',
        '9999-12-31',
        '1969-12-31',
        '2026-02-30',
        '2026-13-01',
        '+275760-09-13',
        '-271821-04-20',
        '20261118',
        '9999-12-31T23:59:59.999Z',
        '0001-01-01T00:00:00.000+14:00',
        '2026-11-18T24:61:61Z',
        '2026-11-18T02:00:00+99:99',
        '2026-11-18',
      ]),
    ),
  'number at the edge': (random) =>
    randomItem(random, [
      '-0',
      '-1',
      '0.1',
      '1e308',
      '1e309',
      '-1e309',
      '1e-400',
      '2147483648',
      '9007199254740991',
      '9007199254740993',
      '9223372036854775808',
      '1e21',
      'NaN',
      '-Infinity',
      '01',
      '0x10',
      `${'9'.repeat(5000)}`,
      '"1e5"',
      '"-0"',
      '"0x7fffffff"',
    ]),
  'over-long text': (random) =>
    text(randomItem(random, ['x', '中', '😀', '\n', 'a ']).repeat(randomItem(random, [101, 201, 2001, 33_000]))),
  'NUL and control characters': (random) =>
    randomItem(random, [
      '"\\u0000"',
      '"a\\u0000b"',
      '"\u0000"',
      '"\\u001b[2J\\u0007"',
      '"a\\r\\nset-cookie: x=y"',
      '{"\\u0000":"\\u0000"}',
      '"\\b"',
    ]),
  'half a pair of surrogates': (random) =>
    randomItem(random, ['"\\ud800"', '"\\udc00x"', '"\\ude00\\ud83d"', '{"\\udfff":"\\ud800"}', '"a\\uD83D"']),
  'text that is not UTF-8': (random) =>
    Buffer.concat([
      Buffer.from('"'),
      Buffer.from(randomItem(random, ['ff', 'c080', 'eda080', 'f8888080', 'c3', 'e4b8', 'b0a1d6d0cec4', '80'] as const), 'hex'),
      Buffer.from('"'),
    ]),
  'text that misleads': (random) =>
    text(
      randomItem(random, [
        "'; drop table accounts_accounts; --",
        '%',
        '_%\\',
        '{{7*7}}',
        '../../../../etc/passwd',
        '<script>alert(1)</script>',
        '\u202egnp.exe',
        '=cmd|" /C calc"!A0',
        '(a+)+$',
        '*'.repeat(200),
        '*a'.repeat(90),
        '\uFEFF',
        '\u0130i̇ıß',
      ]),
    ),
  'broken JSON': (random) =>
    randomItem(random, ['', '{', '"', ',', '1 2', "'x'", 'undefined', '[1,]', '{"a":1,}', '{"a" 1}', '/* */ 1', '\\', '"\\x41"', '\u2028']),
};

/** A random JSON value, for what a declaration does not say. */
export function anyValue(random: Random): unknown {
  const kind = randomInteger(random, 0, 4);
  return kind === 0 ? null : kind === 1 ? randomInteger(random, -5, 5) : kind === 2 ? 'x' : kind === 3 ? [] : { a: 1 };
}
