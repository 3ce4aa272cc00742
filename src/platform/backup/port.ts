import type { AccountId, WorkspaceId } from '../../kernel/ids.ts';

/** What a store keeps of one account, in one number: equal content gives equal checksums, in whatever order it was written. */
export interface AccountDigest {
  readonly workspaceId: WorkspaceId;
  readonly accountId: AccountId;
  readonly rows: number;
  readonly checksum: string;
}

/** A store that can be saved while it is used. It alone knows its files. */
export interface Backed {
  /** Writes all that is kept at this moment into files of a folder that is there and empty. Writers do not wait for it. Returns how many rows. */
  backup(folder: string): Promise<number>;
  /** Fills this store, which is empty, from files that `backup` wrote. */
  restore(folder: string): Promise<void>;
  /** One line for each account, ordered. Times of writing and internal numbers do not count. */
  digest(): Promise<readonly AccountDigest[]>;
}
