/** Records of some whole numbers each, one after another in one array that grows. They are never taken away. */
export interface Records {
  /** Puts a record at the end; its place. */
  add(record: readonly number[]): number;
  get(at: number, field: number): number;
  set(at: number, field: number, value: number): void;
  readonly size: number;
}

export function records(fields: number): Records {
  let cells = new Int32Array(fields * 1024);
  let size = 0;
  return {
    add(record) {
      if ((size + 1) * fields > cells.length) {
        const before = cells;
        cells = new Int32Array(2 * before.length);
        cells.set(before);
      }
      for (let field = 0; field < fields; field++) cells[size * fields + field] = record[field] ?? 0;
      return size++;
    },
    get: (at, field) => cells[at * fields + field] ?? 0,
    set(at, field, value) {
      cells[at * fields + field] = value;
    },
    get size() {
      return size;
    },
  };
}
