/*
 * The fingerprints of the ids that were recorded lately: 64 bits an id in open-addressed typed arrays, in two generations. When the
 * young one is a week old, or full, the old one is forgotten and the young one takes its place. Each generation is cut into parts
 * by the high bits, so that growing copies a small part at a time and no commit waits for a big one.
 */

/** Settled 16: what is remembered at least, unless ids come faster than the memory allows. */
export const WINDOW_MS = 7 * 24 * 3600 * 1000;
export const WINDOW_IDS = 50_000_000;

const PARTS = 256;
const FIRST_CELLS = 256;
/** Fullest a part gets: about 12 bytes an id between growing and full. */
const FULLEST = 0.8;
const GROWTH = 1.4;

interface Part {
  cells: Uint32Array;
  capacity: number;
  size: number;
}

interface Generation {
  readonly parts: readonly Part[];
  /** Time of the earliest record in it. */
  readonly since: number;
  size: number;
}

export interface IdWindow {
  has(low: number, high: number): boolean;
  /** As `has`, and from now on it is here. An id too many does no harm: whatever is here is looked up on disk. */
  meet(low: number, high: number): boolean;
  /** Moves the window on by a time of recording; times must not go back by much. */
  turn(recordedAt: number): void;
  /** Adds what was recorded at some time. */
  add(low: number, high: number, recordedAt: number): void;
  /** All ids recorded at this time or later are here. */
  readonly since: number;
  readonly size: number;
  /** Memory taken, in bytes. */
  readonly bytes: number;
}

/**
 * An empty window.
 *
 * @param since  All ids recorded from this time on will be added.
 * @param limits How long and how many ids are remembered; half of the ids is the least that is remembered when they come fast.
 */
export function idWindow(since: number, limits: { ms: number; ids: number } = { ms: WINDOW_MS, ids: WINDOW_IDS }): IdWindow {
  let young = generation(since);
  let old: Generation | null = null;
  const turn = (recordedAt: number): void => {
    const isFull = young.size >= limits.ids / 2;
    if (!isFull && recordedAt - young.since < limits.ms) return;
    old = young;
    young = generation(recordedAt);
  };
  return {
    has: (low, high) => isIn(young, low, high) || (old !== null && isIn(old, low, high)),
    meet: (low, high) => (old !== null && isIn(old, low, high)) || !put(young, low, high),
    turn,
    add(low, high, recordedAt) {
      turn(recordedAt);
      put(young, low, high);
    },
    get since() {
      return old?.since ?? young.since;
    },
    get size() {
      return young.size + (old?.size ?? 0);
    },
    get bytes() {
      return bytesOf(young) + (old === null ? 0 : bytesOf(old));
    },
  };
}

function generation(since: number): Generation {
  const parts = Array.from({ length: PARTS }, () => ({ cells: new Uint32Array(2 * FIRST_CELLS), capacity: FIRST_CELLS, size: 0 }));
  return { parts, since, size: 0 };
}

function partOf({ parts }: Generation, high: number): Part {
  const part = parts[high >>> 24];
  if (part === undefined) throw new RangeError('A fingerprint has 32 high bits.');
  return part;
}

/** The cell of a fingerprint, or the empty one where it would stand. (0, 0) marks an empty cell: the one id that has it is looked up on disk. */
function cellOf({ cells, capacity }: Part, low: number, high: number): number {
  // Spreads over a capacity that is no power of two.
  let cell = Math.floor((low / 4_294_967_296) * capacity);
  for (;;) {
    const [l, h] = [cells[2 * cell], cells[2 * cell + 1]];
    if ((l === low && h === high) || (l === 0 && h === 0)) return cell;
    cell = cell + 1 === capacity ? 0 : cell + 1;
  }
}

function isIn(among: Generation, low: number, high: number): boolean {
  const part = partOf(among, high);
  const cell = cellOf(part, low, high);
  return part.cells[2 * cell] === low && part.cells[2 * cell + 1] === high;
}

/** False when it is there already. */
function put(into: Generation, low: number, high: number): boolean {
  const part = partOf(into, high);
  const cell = cellOf(part, low, high);
  if (part.cells[2 * cell] === low && part.cells[2 * cell + 1] === high) return false;
  part.cells[2 * cell] = low;
  part.cells[2 * cell + 1] = high;
  part.size += 1;
  into.size += 1;
  if (part.size > FULLEST * part.capacity) grow(part);
  return true;
}

function grow(part: Part): void {
  const { cells } = part;
  part.capacity = Math.ceil(part.capacity * GROWTH);
  part.cells = new Uint32Array(2 * part.capacity);
  for (let index = 0; index < cells.length; index += 2) {
    const [low = 0, high = 0] = [cells[index], cells[index + 1]];
    if (low === 0 && high === 0) continue;
    const cell = cellOf(part, low, high);
    part.cells[2 * cell] = low;
    part.cells[2 * cell + 1] = high;
  }
}

function bytesOf({ parts }: Generation): number {
  return parts.reduce((sum, { cells }) => sum + cells.byteLength, 0);
}
