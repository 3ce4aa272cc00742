import { type EventGroup, readerOf } from './event-group.ts';
import { contentOf, identity } from './id-lookup.ts';
import type { Content } from './same-content.ts';

/** The ids of one commit: of an id that comes twice in it, the first is kept. */
export interface OwnIds {
  clear(capacity: number): void;
  has(low: number, high: number): boolean;
  /** Notes that an event is taken: the `index`th of a group. */
  add(low: number, high: number, group: EventGroup, index: number): void;
  /** What was taken under an id. */
  content(workspaceId: string, messageId: string): Content | undefined;
}

export function ownIds(): OwnIds {
  let cells = new Uint32Array(0);
  let mask = 0;
  let taken: { group: EventGroup; index: number }[] = [];
  /** Of those taken first, as many as were asked about: an id that comes twice is rare. */
  let contents = new Map<string, Content>();
  let read = 0;
  const cellOf = (low: number, high: number): number => {
    for (let cell = low & mask; ; cell = (cell + 1) & mask) {
      const [l, h] = [cells[2 * cell], cells[2 * cell + 1]];
      if ((l === low && h === high) || (l === 0 && h === 0)) return cell;
    }
  };
  return {
    clear(capacity) {
      const size = 1 << Math.ceil(Math.log2(2 * capacity + 2));
      if (cells.length < 2 * size) cells = new Uint32Array(2 * size);
      else cells.fill(0);
      mask = cells.length / 2 - 1;
      taken = [];
      contents = new Map();
      read = 0;
    },
    has(low, high) {
      const cell = cellOf(low, high);
      return cells[2 * cell] === low && cells[2 * cell + 1] === high;
    },
    add(low, high, group, index) {
      const cell = cellOf(low, high);
      cells[2 * cell] = low;
      cells[2 * cell + 1] = high;
      taken.push({ group, index });
    },
    content(workspaceId, messageId) {
      readContents(taken.slice(read), contents);
      read = taken.length;
      return contents.get(identity(workspaceId, messageId));
    },
  };
}

function readContents(taken: readonly { group: EventGroup; index: number }[], into: Map<string, Content>): void {
  let [of, reader]: [EventGroup | null, ReturnType<typeof readerOf> | null] = [null, null];
  for (const { group, index } of taken) {
    if (reader === null || of !== group) [of, reader] = [group, readerOf(group)];
    reader.moveTo(index);
    const { event } = reader;
    into.set(identity(event.workspaceId, event.messageId), contentOf(event, group.numbers[3 * index] ?? 0));
  }
}
