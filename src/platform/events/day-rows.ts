type Cells = Int32Array | Uint8Array | Float64Array;

/** Columns that take as many rows as come; `columns` makes them, of some length. */
export function dayRows<Columns extends Record<keyof Columns, Cells>>(columns: (length: number) => Columns) {
  let present = columns(256);
  let [size, room] = [0, 256];
  const names = Object.keys(present) as (keyof Columns)[];

  function longer(): void {
    room *= 2;
    const next = columns(room);
    for (const name of names) next[name].set(present[name]);
    present = next;
  }

  return {
    /** Makes a row at the end; its place in `columns`. */
    add(): number {
      if (size === room) longer();
      return size++;
    },
    get columns(): Columns {
      return present;
    },
    /** Of their own length: what travels between threads is copied whole. */
    taken: (): Columns => Object.fromEntries(names.map((name) => [name, present[name].slice(0, size)])) as unknown as Columns,
  };
}
