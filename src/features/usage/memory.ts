import type { AccountId, WorkspaceId } from '../../kernel/ids.ts';
import type { Day } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import type { EventStore } from '../../platform/events/port.ts';
import type { Told } from './core/told.ts';

/** Entries of one generation; two are kept. */
const GENERATION = 250_000;

/** A map that forgets what was not asked for in a long time, so that a flood of names cannot fill the memory. */
export interface RecentMap<Value> {
  get(key: string): Value | undefined;
  set(key: string, value: Value): void;
}

export function recentMap<Value>(generation: number = GENERATION): RecentMap<Value> {
  let [young, old] = [new Map<string, Value>(), new Map<string, Value>()];
  const set = (key: string, value: Value): void => {
    if (young.size >= generation) [young, old] = [new Map(), young];
    young.set(key, value);
  };
  return {
    get(key) {
      const value = young.get(key);
      if (value !== undefined) return value;
      const older = old.get(key);
      if (older !== undefined) set(key, older);
      return older;
    },
    set,
  };
}

/**
 * What ingest remembers of a workspace, so that a batch of known customers and users asks the relational store nothing. Only what
 * is committed gets in. It stays true: an external id keeps its customer, a user's group changes through ingest alone, and a registration
 * is remembered only to skip what it makes needless.
 */
export interface Memory {
  readonly accounts: RecentMap<AccountId>;
  /** By user; empty: no `group` call ever spoke of them. */
  readonly groups: RecentMap<Told<AccountId>>;
  /** By anonymous user; empty: no `alias` call ever spoke of them. */
  readonly merges: RecentMap<Told<string>>;
  /** First registered day by customer and user. */
  readonly registered: RecentMap<Day>;
  /** The traits a sender said last of a customer: it is saved when the word changes, so a correction by hand stays. */
  readonly traits: RecentMap<string>;
  /** The workspace's time zone is known to be fixed. */
  zoneFixed: boolean;
}

/** One event log is one process's view of its workspaces; memory lives as long as it does. */
const memories = new WeakMap<EventStore, Map<WorkspaceId, Memory>>();

export function memoryOf({ events, workspace }: Ctx): Memory {
  const all = memories.get(events) ?? new Map<WorkspaceId, Memory>();
  memories.set(events, all);
  const known = all.get(workspace.id);
  if (known !== undefined) return known;
  const memory: Memory = {
    accounts: recentMap(),
    groups: recentMap(),
    merges: recentMap(),
    registered: recentMap(),
    traits: recentMap(),
    zoneFixed: false,
  };
  all.set(workspace.id, memory);
  return memory;
}

/** Somebody is being erased: what is remembered of the workspace is asked for again. */
export function forgetMemory({ events, workspace }: Ctx): void {
  memories.get(events)?.delete(workspace.id);
}

/** The key of a user at a customer. */
export function userAt(accountId: AccountId, userId: string): string {
  return `${accountId} ${userId}`;
}
