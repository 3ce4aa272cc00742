/** Records of some numbers each, one after another in one array that grows. They are never taken away. */
export interface Records {
  /** Puts a record of noughts at the end; its place. */
  add(): number;
  get(at: number, field: number): number;
  set(at: number, field: number, value: number): void;
  readonly size: number;
}

/** Whole numbers of 32 bits, or larger ones where `cells` makes an array for those. */
export function records(fields: number, cells: new (length: number) => Int32Array | Float64Array = Int32Array): Records {
  let all = new cells(fields * 1024);
  let size = 0;
  return {
    add() {
      if ((size + 1) * fields > all.length) {
        const before = all;
        all = new cells(2 * before.length);
        all.set(before);
      }
      return size++;
    },
    get: (at, field) => all[at * fields + field] ?? 0,
    set(at, field, value) {
      all[at * fields + field] = value;
    },
    get size() {
      return size;
    },
  };
}
