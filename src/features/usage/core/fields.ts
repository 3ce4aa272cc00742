/** An object from outside: anything may stand in it. */
export type Thing = Readonly<Record<string, unknown>>;

/** Longest external id, user id, message id and event name, in UTF-16 units. */
export const LONGEST_TEXT = 200;

/** Objects within objects, at most; deeper ones would overflow the stack of whoever walks through them. */
export const DEEPEST = 64;

/** A field that is there and is not what it should be. */
export const BAD: unique symbol = Symbol('bad');

/**
 * Reads an object.
 *
 * @param value  Anything.
 * @returns      The object; null when it is absent; BAD when it is something else.
 * @example      thingIn(null) // => null
 */
export function thingIn(value: unknown): Thing | null | typeof BAD {
  if (value === undefined || value === null) return null;
  return typeof value === 'object' && !Array.isArray(value) ? (value as Thing) : BAD;
}

/**
 * Reads an id. Numbers are taken as their digits: senders write them either way.
 *
 * @param value  Anything.
 * @returns      The text without white space around it; null when it is absent or empty; BAD when it is no text or too long.
 * @example      idIn(42) // => '42'
 */
export function idIn(value: unknown): string | null | typeof BAD {
  if (value === undefined || value === null) return null;
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  if (typeof value !== 'string') return BAD;
  const text = value.trim();
  return text === '' ? null : text.length <= LONGEST_TEXT ? text : BAD;
}

/** What every object inherits. */
const INHERITED: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype));

/**
 * A field of an object, never something it inherits.
 *
 * @param thing  The object, or null.
 * @param name   The name of the field.
 * @returns      Its value, or undefined.
 * @example      fieldOf({}, 'constructor') // => undefined
 */
export function fieldOf(thing: Thing | null, name: string): unknown {
  // Asking a set of names costs a third of asking every object.
  if (thing === null || (INHERITED.has(name) && !Object.hasOwn(thing, name))) return undefined;
  return thing[name];
}

/**
 * An object as JSON text, if it is small enough to keep.
 *
 * @param thing    The object, or null.
 * @param longest  Most UTF-16 units of the text.
 * @returns        The text, '' for nothing; BAD when it is too long, or deeper than DEEPEST.
 * @example        jsonOf({ a: 1 }, 100) // => '{"a":1}'
 */
export function jsonOf(thing: Thing | null, longest: number): string | typeof BAD {
  if (thing === null) return '';
  try {
    const text = JSON.stringify(thing);
    if (text === '{}') return '';
    return text.length <= longest && !isTooDeep(text) ? text : BAD;
  } catch {
    // Too deep to be written at all.
    return BAD;
  }
}

const [QUOTE, BACKSLASH, OPEN_BRACE, CLOSE_BRACE, OPEN_BRACKET, CLOSE_BRACKET] = [34, 92, 123, 125, 91, 93];

/** Whether JSON text holds more than DEEPEST objects or lists within one another. */
function isTooDeep(text: string): boolean {
  // Each opens and closes.
  if (text.length <= 2 * DEEPEST) return false;
  let depth = 0;
  for (let index = 0; index < text.length && depth <= DEEPEST; index++) {
    const unit = text.charCodeAt(index);
    if (unit === QUOTE) index = endOfText(text, index);
    else if (unit === OPEN_BRACE || unit === OPEN_BRACKET) depth += 1;
    else if (unit === CLOSE_BRACE || unit === CLOSE_BRACKET) depth -= 1;
  }
  return depth > DEEPEST;
}

/** The place of the quote that closes the text which begins at a quote. */
function endOfText(text: string, start: number): number {
  let index = start + 1;
  while (index < text.length && text.charCodeAt(index) !== QUOTE) index += text.charCodeAt(index) === BACKSLASH ? 2 : 1;
  return index;
}
