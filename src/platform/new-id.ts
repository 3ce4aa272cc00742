import { randomBytes } from 'node:crypto';

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/**
 * A new internal id: a prefix that says what it names, then the time and 80 random bits in Crockford's base 32.
 * Later ids sort after earlier ones, so that new rows land at the end of an index.
 */
export function newId(prefix: string): string {
  let time = Date.now();
  let stamp = '';
  for (let index = 0; index < 10; index++) {
    stamp = (ALPHABET[time % 32] ?? '0') + stamp;
    time = Math.floor(time / 32);
  }
  return `${prefix}_${stamp}${Array.from(randomBytes(16), (byte) => ALPHABET[byte & 31]).join('')}`;
}
