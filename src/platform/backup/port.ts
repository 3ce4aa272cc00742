import type { AccountId, WorkspaceId } from '../../kernel/ids.ts';
import type { EventStore } from '../events/port.ts';
import type { SeriesStore } from '../series/port.ts';

/** What a store keeps of one account, in one number: equal content gives equal checksums, in whatever order it was written. */
export interface AccountDigest {
  readonly workspaceId: WorkspaceId;
  readonly accountId: AccountId;
  readonly rows: number;
  readonly checksum: string;
}

/** A store that can be saved while it is used. It alone knows its files, which lie in a folder that is there and empty. */
interface Backed {
  /** Fills this store, which is empty, from files that `backup` wrote. */
  restore(folder: string): Promise<void>;
  /** One line for each account, ordered. Times of writing and internal numbers do not count. */
  digest(): Promise<readonly AccountDigest[]>;
}

export interface BackedEvents extends EventStore, Backed {
  /** Carries out what needs that nothing is appended, and says the number of the last event. Who appends meanwhile waits. */
  still(act: () => Promise<void>): Promise<number>;
  /** Writes the events up to a number. Nobody waits for it. Returns how many. */
  backup(folder: string, lastSeq: number): Promise<number>;
}

export interface BackedSeries extends SeriesStore, Backed {
  /** Writes all that is kept at the moment when it calls `begun`. Nobody waits for it. Returns how many rows. */
  backup(folder: string, begun: () => void): Promise<number>;
}
