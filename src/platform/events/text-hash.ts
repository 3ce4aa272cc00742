/** 64 bits that stand for a text, as two unsigned halves: `out[0]` low, `out[1]` high. Not for secrets. */
export type Hash = Uint32Array;

/** State of a hash under way: two unsigned words. */
export interface HashState {
  readonly a: number;
  readonly b: number;
}

const START: HashState = { a: 0xdeadbeef, b: 0x41c6ce57 };

/** Hashes the beginning of texts that have it in common. */
export function hashStart(text: string): HashState {
  let { a, b } = START;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    a = Math.imul(a ^ unit, 0x9e3779b1);
    b = Math.imul(b ^ unit, 0x5f356495);
  }
  return { a, b };
}

/** Hashes a text, or a part of one, after a common beginning into `out`, without an allocation: it is done for every event. */
export function hashInto(out: Hash, text: string, start: HashState = START, from = 0, to = text.length): void {
  let { a, b } = start;
  for (let index = from; index < to; index++) {
    const unit = text.charCodeAt(index);
    a = Math.imul(a ^ unit, 0x9e3779b1);
    b = Math.imul(b ^ unit, 0x5f356495);
  }
  a = Math.imul(a ^ (a >>> 16), 0x85ebca6b) ^ Math.imul(b ^ (b >>> 13), 0xc2b2ae35);
  b = Math.imul(b ^ (b >>> 16), 0x85ebca6b) ^ Math.imul(a ^ (a >>> 13), 0xc2b2ae35);
  out[0] = a;
  out[1] = b;
}

/** The fingerprint of a message id is that of `<workspace> NUL <id>`; this is its beginning. */
export function fingerprintStart(workspaceId: string): HashState {
  return hashStart(`${workspaceId}\u0000`);
}
