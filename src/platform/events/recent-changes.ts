/*
 * Events that changed something of what is known of all events (tally.ts): nearly all that arrive tell of a user, on a day, what was told
 * before, and nobody has to compute anything for them. What is remembered here begins with the process, and again when it grows too long;
 * what changed before that is asked of the log.
 */

/** An event that changed something. Texts are numbers of the dictionary. */
export interface Change {
  readonly account: number;
  readonly source: number;
  readonly day: number;
  readonly counted: boolean;
  /** By code: the signs of which it is one. */
  readonly signs: readonly number[];
}

/** What changed after a number. */
export interface ChangesSince {
  readonly changes: readonly Change[];
  /** Number of the last event, whatever it changed; null for none. */
  readonly last: number | null;
}

/** Changes of one workspace that are remembered at most. */
const MOST = 200_000;

interface Remembered {
  /** Everything with a higher number is here. */
  since: number;
  last: number | null;
  changes: { readonly seq: number; readonly change: Change }[];
}

export interface RecentChanges {
  /** Notes an event, and what it changed. Numbers ascend; of several that changed nothing the last is enough. */
  note(workspace: number, seq: number, change: Change | null): void;
  /** Null when it is not remembered that far back. Whoever asks will not ask about anything before that number again. */
  after(workspace: number, cursor: number): ChangesSince | null;
}

/** Remembers from a number on. */
export function recentChanges(since: number): RecentChanges {
  const workspaces = new Map<number, Remembered>();
  const of = (workspace: number): Remembered => {
    let found = workspaces.get(workspace);
    if (found === undefined) {
      found = { since, last: null, changes: [] };
      workspaces.set(workspace, found);
    }
    return found;
  };
  return {
    note(workspace, seq, change) {
      const remembered = of(workspace);
      remembered.last = seq;
      if (change === null) return;
      remembered.changes.push({ seq, change });
      if (remembered.changes.length > MOST) Object.assign(remembered, { since: seq, changes: [] });
    },
    after(workspace, cursor) {
      const remembered = of(workspace);
      if (cursor < remembered.since) return null;
      const { last } = remembered;
      if (last === null || last <= cursor) return { changes: [], last: null };
      remembered.since = cursor;
      remembered.changes = remembered.changes.filter(({ seq }) => seq > cursor);
      return { changes: remembered.changes.map(({ change }) => change), last };
    },
  };
}
