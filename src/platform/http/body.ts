import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { AppError } from '../../kernel/errors.ts';

const unzip = promisify(gunzip);

/** Deeper than any honest input; a walk over deeper values would overflow the stack. */
const DEEPEST = 64;
/** Each piece that is unpacked waits for a turn of the event loop: a large body in thousands of them takes seconds on a busy server. */
const MOST_CHUNKS = 64;
const SMALLEST_CHUNK = 16 * 1024;

const [QUOTE, BACKSLASH, OPEN_BRACE, CLOSE_BRACE, OPEN_BRACKET, CLOSE_BRACKET] = Buffer.from('"\\{}[]');

/**
 * Reads a JSON body: unpacks gzip up to `limit` bytes, refuses what could poison a prototype or overflow a stack. No body is `{}`.
 *
 * @param anyDepth  Depth is the business of whoever takes the items one by one, so that a deep one costs its neighbours nothing.
 */
export async function readBody(body: Buffer, encoding: string | undefined, limit: number, anyDepth = false): Promise<unknown> {
  const bytes = await unpacked(body, encoding, limit);
  if (bytes.length === 0) return {};
  if (!anyDepth) refuseDepth(bytes);
  return parseJson(bytes.toString('utf8'));
}

async function unpacked(body: Buffer, encoding: string | undefined, limit: number): Promise<Buffer> {
  if (encoding === undefined || encoding === '' || encoding === 'identity') return body;
  if (encoding !== 'gzip')
    throw new AppError('unsupported-media-type', `Content-Encoding '${encoding.slice(0, 40)}' is not read here.`, {
      hint: 'Send gzip, or no encoding.',
    });
  try {
    return await unzip(body, { maxOutputLength: limit, chunkSize: Math.max(SMALLEST_CHUNK, Math.ceil(limit / MOST_CHUNKS)) });
  } catch (error) {
    if (error instanceof RangeError) throw new AppError('too-large', `The body unpacks to more than ${limit} bytes.`, { cause: error });
    throw new AppError('malformed-json', 'The body is not gzip, although Content-Encoding says so.', { cause: error });
  }
}

/** Counts brackets outside strings, before anything is built from them. */
function refuseDepth(bytes: Buffer): void {
  let depth = 0;
  for (let index = 0; index < bytes.length; index++) {
    const byte = bytes[index];
    if (byte === QUOTE) index = endOfText(bytes, index);
    else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) depth += 1;
    else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) depth -= 1;
    if (depth > DEEPEST) throw tooDeep();
  }
}

function tooDeep(): AppError {
  return new AppError('invalid-input', `The body is nested deeper than ${DEEPEST} levels.`, { hint: 'Send flatter objects.' });
}

/** Where the text that begins at a quote ends: at its closing quote, or with the body. */
function endOfText(bytes: Buffer, start: number): number {
  let index = start + 1;
  while (index < bytes.length && bytes[index] !== QUOTE) index += bytes[index] === BACKSLASH ? 2 : 1;
  return index;
}

function parseJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text.startsWith('\uFEFF') ? text.slice(1) : text);
  } catch (error) {
    throw new AppError('malformed-json', 'The body is not JSON.', { cause: error });
  }
  // Names and texts may hide behind escapes, so the text only says whether a walk is worth its time.
  if (!['\\u', '__proto__', 'constructor'].some((part) => text.includes(part))) return value;
  return cleaned(value, 0);
}

/** Refuses names that would reach a prototype; replaces what neither database can store: NUL and half surrogate pairs. */
function cleaned(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return storable(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth > DEEPEST) throw tooDeep();
  if (Array.isArray(value)) return value.map((inner) => cleaned(inner, depth + 1));
  const poison = Object.hasOwn(value, '__proto__') ? '__proto__' : isPoisonedConstructor(value) ? 'constructor' : null;
  if (poison !== null)
    throw new AppError('invalid-input', `The name '${poison}' is not allowed in a body.`, {
      issues: [{ path: poison, message: 'Leave it out.' }],
    });
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [storable(name), cleaned(inner, depth + 1)]));
}

function isPoisonedConstructor(value: object): boolean {
  if (!Object.hasOwn(value, 'constructor')) return false;
  const inner: unknown = Reflect.get(value, 'constructor');
  return typeof inner === 'object' && inner !== null && Object.hasOwn(inner, 'prototype');
}

/** The text without what no database here can store. */
export function storable(text: string): string {
  return text.replaceAll('\u0000', '\uFFFD').replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '\uFFFD');
}
