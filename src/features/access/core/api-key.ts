/** What every key begins with, so that people and scanners of leaked secrets recognise one. */
const MARK = 'mk_';
/** Letters of the secret that stay visible in lists. */
const SHOWN = 6;

/**
 * Writes a key from its random part.
 *
 * @param random  43 letters of base64url: 256 random bits.
 * @returns       The key as a program sends it.
 * @example apiKey('x'.repeat(43)) // => 'mk_' + 'x'.repeat(43)
 */
export function apiKey(random: string): string {
  return MARK + random;
}

/**
 * Whether a text can be a key at all; what cannot is not looked up.
 *
 * @param text  What a program sent.
 * @returns     True when it has the form of a key.
 * @example isKeyShaped('mk_' + 'x'.repeat(43)) // => true
 * @example isKeyShaped('mk_short') // => false
 */
export function isKeyShaped(text: string): boolean {
  return /^mk_[A-Za-z0-9_-]{43}$/.test(text);
}

/**
 * The beginning of a key, by which people tell their keys apart.
 *
 * @param key  A whole key.
 * @returns    The mark and six letters: too few to guess the rest from.
 * @example keyPrefix('mk_abcdefghijkl') // => 'mk_abcdef'
 */
export function keyPrefix(key: string): string {
  return key.slice(0, MARK.length + SHOWN);
}

/**
 * A choice from a list, each once and in the order of the list, so that equal choices are equal lists.
 *
 * @param chosen  What was asked for, in any order.
 * @param all     Everything there is.
 * @returns       The chosen ones in the order of `all`.
 * @example inOrder(['write', 'read', 'write'], ['ingest', 'read', 'write']) // => ['read', 'write']
 */
export function inOrder<Name extends string>(chosen: readonly Name[], all: readonly Name[]): Name[] {
  return all.filter((name) => chosen.includes(name));
}

/**
 * Whether the use of a key is written down now. Not more than once a minute: a program may call a thousand times a second.
 *
 * @param lastUsedAt  When it was last written down, in milliseconds; null: never.
 * @param now         The present moment, in milliseconds.
 * @returns           True when a minute has passed.
 * @example isUseNoted(null, 0) // => true
 * @example isUseNoted(1_000, 60_999) // => false
 */
export function isUseNoted(lastUsedAt: number | null, now: number): boolean {
  return lastUsedAt === null || now - lastUsedAt >= 60_000;
}
