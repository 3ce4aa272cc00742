import type { EventGroup } from './event-group.ts';
import { identityOf } from './id-lookup.ts';

/** An event of a group. */
export interface Place {
  readonly group: EventGroup;
  readonly index: number;
}

/** The ids of one commit: of an id that comes twice in it, the first is kept. */
export interface OwnIds {
  clear(capacity: number): void;
  /** The event that was taken under the same id; null: none was, and this one is taken now. */
  take(low: number, high: number, group: EventGroup, index: number): Place | null;
}

export function ownIds(): OwnIds {
  /** Low and high half of a fingerprint, and the number of its event from 1 on; 0 marks an empty cell. */
  let cells = new Uint32Array(0);
  let mask = 0;
  const groups: EventGroup[] = [];
  const indexes: number[] = [];

  const at = (number: number): Place | null => {
    const [group, index] = [groups[number - 1], indexes[number - 1]];
    return group === undefined || index === undefined ? null : { group, index };
  };
  /** Two ids may share a fingerprint. */
  const isSame = (earlier: Place | null, group: EventGroup, index: number): boolean =>
    earlier !== null && identityOf(earlier.group, earlier.index) === identityOf(group, index);

  return {
    clear(capacity) {
      const size = 1 << Math.ceil(Math.log2(2 * capacity + 2));
      if (cells.length < 3 * size) cells = new Uint32Array(3 * size);
      else cells.fill(0);
      mask = size - 1;
      groups.length = 0;
      indexes.length = 0;
    },
    take(low, high, group, index) {
      let cell = low & mask;
      for (let number = cells[3 * cell + 2] ?? 0; number !== 0; number = cells[3 * cell + 2] ?? 0) {
        if (cells[3 * cell] === low && cells[3 * cell + 1] === high) {
          const earlier = at(number);
          if (isSame(earlier, group, index)) return earlier;
        }
        cell = (cell + 1) & mask;
      }
      cells[3 * cell] = low;
      cells[3 * cell + 1] = high;
      cells[3 * cell + 2] = groups.push(group);
      indexes.push(index);
      return null;
    },
  };
}
