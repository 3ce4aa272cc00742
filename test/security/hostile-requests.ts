import { deflateRawSync, gzipSync } from 'node:zlib';
import { type Random, randomInteger, randomItem } from '../../src/kernel/random.ts';

/** A request before it is written: nothing in it need be right. */
export interface RawRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
}

/** The bytes of a request. Its length is told unless it says a length or a transfer of its own. */
export function bytesOf({ method, path, headers, body }: RawRequest): Buffer {
  const isSaid = headers.some(([name]) => ['content-length', 'transfer-encoding'].includes(name));
  const all = [...headers, ...(isSaid || body.length === 0 ? [] : [['content-length', String(body.length)] as const])];
  const head = `${method} ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n${all.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`;
  return Buffer.concat([Buffer.from(head, 'latin1'), body]);
}

type Change = (request: RawRequest, random: Random) => RawRequest;

const withHeader = (request: RawRequest, name: string, value: string): RawRequest => ({
  ...request,
  headers: [...request.headers.filter(([other]) => other !== name), [name, value]],
});
const withBody = (request: RawRequest, body: Buffer | string): RawRequest => ({ ...request, body: Buffer.from(body as string) });

/** 200 MB of blanks in 200 KB: less than any address takes, and unpacked more than each. */
let bomb: Buffer | null = null;
function gzipBomb(): Buffer {
  bomb ??= gzipSync(Buffer.alloc(200_000_000, 0x20), { level: 9 });
  return bomb;
}

/** What is done to a request as a whole. */
export const CHANGES: Readonly<Record<string, Change>> = {
  'body that is no object': (request, random) =>
    withBody(request, randomItem(random, ['[]', '[{}]', 'null', 'true', '1', '"x"', '[[[]]]', '-', ' ', '\u0000'])),
  'body cut off, or with more behind it': (request, random) => {
    const { body } = request;
    return withBody(
      request,
      randomItem(random, [body.subarray(0, body.length >> 1), Buffer.concat([body, body]), Buffer.concat([body, Buffer.from('\u0000x')])]),
    );
  },
  'body with every field twice': (request) => {
    const inner = request.body.toString('utf8').slice(1, -1);
    return withBody(request, inner === '' ? '{"a":1,"a":[]}' : `{${inner},${inner.replaceAll(/:"[^"]*"/g, ':[]')},${inner}}`);
  },
  'body in UTF-16': (request, random) => {
    const little = Buffer.from(`\uFEFF${request.body.toString('utf8')}`, 'utf16le');
    const changed = withBody(request, randomItem(random, [little, Buffer.from(little).swap16(), little.subarray(2)]));
    return withHeader(changed, 'content-type', randomItem(random, ['application/json; charset=utf-16', 'application/json']));
  },
  'content encoding that is not true': (request, random) =>
    withHeader(
      request,
      'content-encoding',
      randomItem(random, ['gzip', 'br', 'deflate', 'gzip, gzip', 'GZIP', '', 'x'.repeat(5000), 'identity']),
    ),
  'broken gzip': (request, random) => {
    const whole = gzipSync(request.body);
    const flipped = Buffer.from(whole);
    const place = randomInteger(random, 0, flipped.length - 1);
    flipped[place] = (flipped[place] ?? 0) ^ 0xff;
    const body = randomItem(random, [
      whole.subarray(0, -4),
      whole.subarray(0, 10),
      flipped,
      Buffer.concat([whole, Buffer.from('behind')]),
      Buffer.concat([whole, whole]),
      deflateRawSync(request.body),
      gzipSync(whole),
      Buffer.alloc(0),
    ]);
    return withHeader(withBody(request, body), 'content-encoding', 'gzip');
  },
  // A call that has no body stays as it is: one that is not read resets the connection, and with it the answer.
  'gzip bomb': (request) => (request.body.length === 0 ? request : withHeader(withBody(request, gzipBomb()), 'content-encoding', 'gzip')),
  'wrong content type': (request, random) =>
    withHeader(
      request,
      'content-type',
      randomItem(random, [
        'text/xml',
        'multipart/form-data',
        'multipart/form-data; boundary=x',
        'application/x-www-form-urlencoded',
        'text/plain',
        'application/json, text/plain',
        'application/json; charset=\u00ff',
        'json',
        '/',
        '',
        `application/${'x'.repeat(5000)}`,
        '__proto__',
      ]),
    ),
  'absurd query': (request, random) => {
    const query = randomItem(random, [
      '&&&===',
      '%',
      '%zz=%ff%fe',
      '__proto__[polluted]=1&__proto__=1&constructor[prototype][polluted]=1',
      'limit=1&limit=2&from=2026-01-01&from=2026-01-01&search=a&search=b&metrics=dau&metrics=wau',
      'limit=1e3&cursor=__proto__&before=-1',
      'from=9999-12-31&to=0001-01-01&asOf=9999-12-31',
      'from=0001-01-01&to=9999-12-31&metrics=dau',
      'a=1&'.repeat(3000),
      `search=${'%F0%9F%98%80'.repeat(500)}`,
      'search=%00&name=%ED%A0%80&kind=toString&status=constructor&whose=__proto__&state=valueOf',
      'x'.repeat(15_000),
      'a[]=1&a[0][b]=2',
    ]);
    return { ...request, path: `${request.path.split('?')[0]}?${query}` };
  },
  'absurd path': (request, random) => {
    const part = randomItem(random, [
      '..',
      '%2e%2e%2f%2e%2e',
      '%00',
      '%',
      '%ff',
      '%E0%A4%A',
      'x'.repeat(5000),
      '%F0%9F%98%80',
      ';a=b',
      '//',
      '\\',
      '*',
      ':',
      '%5b',
    ]);
    const segments = request.path.split('?')[0]?.split('/') ?? [];
    const place = randomInteger(random, 1, segments.length - 1);
    return { ...request, path: segments.map((segment, index) => (index === place ? part : segment)).join('/') };
  },
  'header that is no header': (request, random) => {
    const [name, value] = randomItem(random, [
      ['x-mooring-workspace', '\u00ff\u00fe'],
      ['x-mooring-workspace', '__proto__'],
      ['x-mooring-workspace', 'x'.repeat(8000)],
      ['cookie', 'a=b;'.repeat(2000)],
      ['cookie', 'better-auth.session_token=%ff%00.x'],
      ['authorization', 'Bearer'],
      ['authorization', `Basic ${Buffer.from('\u0000:').toString('base64')}`],
      ['authorization', `Bearer ${'x'.repeat(8000)}`],
      ['x-padding', 'x'.repeat(20_000)],
      ['expect', '100-continue'],
      ['expect', 'miracle'],
      ['upgrade', 'websocket'],
      ['accept', '\u00e9'],
      ['accept-encoding', 'gzip;q=x, *;q=0'],
      ['range', 'bytes=0-0,-1'],
      ['origin', 'null'],
      ['sec-fetch-site', 'cross-site'],
      ['x-forwarded-for', "'; --"],
      ['bad name', 'x'],
      ['a', 'b\r\n c'],
    ] as const);
    return withHeader(request, name, value);
  },
  'length that is not true': (request, random) => {
    const [name, value] = randomItem(random, [
      ['content-length', '-1'],
      ['content-length', '1e3'],
      ['content-length', '99999999999'],
      ['content-length', '9'.repeat(30)],
      ['content-length', String(Math.max(0, request.body.length - 1))],
      ['transfer-encoding', 'gzip'],
      ['transfer-encoding', 'chunked'],
    ] as const);
    return withHeader(request, name, value);
  },
  'another method': (request, random) => ({
    ...request,
    method: randomItem(random, ['HEAD', 'OPTIONS', 'TRACE', 'DELETE', 'PUT', 'GET', 'POST', 'PATCH', 'PROPFIND', 'BREW', 'get']),
  }),
};
