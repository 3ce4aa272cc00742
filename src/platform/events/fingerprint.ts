/** 64 bits that stand for a message id, as two unsigned halves. */
export interface Fingerprint {
  readonly low: number;
  readonly high: number;
}

/**
 * The fingerprint of a message id within its workspace. Not for secrets: two ids may share one, so a hit is always looked up
 * in the store before anything is called a duplicate.
 */
export function fingerprint(workspaceId: string, messageId: string): Fingerprint {
  let [a, b] = [0xdeadbeef, 0x41c6ce57];
  const text = `${workspaceId}\u0000${messageId}`;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    a = Math.imul(a ^ unit, 0x9e3779b1);
    b = Math.imul(b ^ unit, 0x5f356495);
  }
  a = Math.imul(a ^ (a >>> 16), 0x85ebca6b) ^ Math.imul(b ^ (b >>> 13), 0xc2b2ae35);
  b = Math.imul(b ^ (b >>> 16), 0x85ebca6b) ^ Math.imul(a ^ (a >>> 13), 0xc2b2ae35);
  return { low: a >>> 0, high: b >>> 0 };
}

/**
 * The fingerprints that were kept: open addressing in one typed array, 16 to 32 bytes an id (a `Set` of strings takes over 100 and
 * ends at 16.7 million). It holds *all* ids, so the promise "no duplicate" has no end, at the price of memory that grows with
 * the log; a window in memory over a look-up on disk replaces it when logs outgrow that.
 */
export interface FingerprintSet {
  has(id: Fingerprint): boolean;
  add(id: Fingerprint): void;
  readonly size: number;
}

/** An empty set of fingerprints. */
export function fingerprintSet(): FingerprintSet {
  let capacity = 1 << 12;
  let cells = new Uint32Array(2 * capacity);
  let size = 0;
  // (0, 0) marks an empty cell; the one id in 2⁶⁴ that has it is counted as always present and costs a look-up.
  const find = (low: number, high: number): number => {
    for (let cell = low & (capacity - 1); ; cell = (cell + 1) & (capacity - 1)) {
      const [l, h] = [cells[2 * cell], cells[2 * cell + 1]];
      if ((l === low && h === high) || (l === 0 && h === 0)) return cell;
    }
  };
  const grow = (): void => {
    const old = cells;
    capacity *= 2;
    cells = new Uint32Array(2 * capacity);
    for (let index = 0; index < old.length; index += 2) {
      const [low = 0, high = 0] = [old[index], old[index + 1]];
      if (low !== 0 || high !== 0) put(low, high);
    }
  };
  const put = (low: number, high: number): void => {
    const cell = find(low, high);
    cells[2 * cell] = low;
    cells[2 * cell + 1] = high;
  };
  return {
    has({ low, high }) {
      const cell = find(low, high);
      return cells[2 * cell] === low && cells[2 * cell + 1] === high;
    },
    add(id) {
      if (this.has(id)) return;
      if (2 * (size + 1) > capacity) grow();
      put(id.low, id.high);
      size += 1;
    },
    get size() {
      return size;
    },
  };
}
