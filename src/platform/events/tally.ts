import { NONE } from './dictionary.ts';
import { LOGIN_KIND, OTHER_KIND } from './event-group.ts';
import type { StagedRows } from './staged-rows.ts';
import { type Chain, emptyChain, userChains } from './user-chains.ts';
import { type UserDayRows, userDayRows } from './user-day-rows.ts';

/*
 * What the daily questions need to know of all events, in memory, so that none of them reads the log: for every user of every customer
 * the days of activity and of a login, as one chain of months of 32 days, each a word of bits; for every source its days; for every
 * customer its sources; for every kind its first day. All texts are numbers of the dictionary.
 */

/** What a source has sent. */
export interface SourceTally {
  /** Days with a counted event. */
  readonly days: Set<number>;
  lastRecordedAt: number;
  events: number;
}

interface AccountTally {
  readonly users: Chain;
  readonly sources: Set<number>;
}

export interface WorkspaceTally {
  readonly accounts: Map<number, AccountTally>;
  readonly sources: Map<number, SourceTally>;
  /** Number of the first day by code of the kind. */
  readonly firstDayOfKind: Map<number, number>;
}

export interface Tally {
  workspace(number: number): WorkspaceTally;
  /** Adds rows that were committed. */
  addRows(rows: StagedRows): void;
  /** Adds days of one month of a user: a bit a day. */
  addDays(workspace: number, account: number, user: number, month: number, active: number, login: number): void;
  addSource(workspace: number, account: number, source: number): void;
  /** The active days of some customers' users between two days, both included; `position` stands for the customer in the answer. */
  userDays(workspace: number, accounts: readonly { number: number; position: number }[], from: number, to: number): UserDayRows;
}

export function tally(): Tally {
  const workspaces = new Map<number, WorkspaceTally>();
  const users = userChains();
  let accounts = 0;

  const workspaceOf = (number: number): WorkspaceTally => {
    let found = workspaces.get(number);
    if (found === undefined) {
      found = { accounts: new Map(), sources: new Map(), firstDayOfKind: new Map() };
      workspaces.set(number, found);
    }
    return found;
  };
  const accountOf = (workspace: WorkspaceTally, number: number): AccountTally => {
    let found = workspace.accounts.get(number);
    if (found === undefined) {
      found = { users: emptyChain(accounts++), sources: new Set() };
      workspace.accounts.set(number, found);
    }
    return found;
  };

  const addRow = ({ numbers, recordedAt }: StagedRows, row: number): void => {
    const workspace = workspaceOf(cell(numbers.workspace, row));
    const [source, kind, day] = [cell(numbers.source, row), cell(numbers.kind, row), cell(numbers.day, row)];
    const isCounted = cell(numbers.excluded, row) === 0;
    addToSource(workspace, source, isCounted ? day : null, recordedAt[row] ?? 0, 1);
    if (!isCounted) return;
    const account = accountOf(workspace, cell(numbers.account, row));
    account.sources.add(source);
    const first = workspace.firstDayOfKind.get(kind);
    if (first === undefined || day < first) workspace.firstDayOfKind.set(kind, day);
    const user = cell(numbers.endUser, row);
    if (kind !== OTHER_KIND && user !== NONE) users.addDay(account.users, user, day, kind === LOGIN_KIND);
  };

  return {
    workspace: workspaceOf,
    addRows(rows) {
      for (let row = 0; row < rows.count; row++) addRow(rows, row);
    },
    addDays: (workspace, account, user, month, active, login) =>
      users.add(accountOf(workspaceOf(workspace), account).users, user, month, active, login),
    addSource(workspace, account, source) {
      accountOf(workspaceOf(workspace), account).sources.add(source);
    },
    userDays(workspace, wanted, from, to) {
      const all = workspaceOf(workspace).accounts;
      const rows = userDayRows();
      for (const { number, position } of wanted) {
        const account = all.get(number);
        if (account !== undefined) users.read(account.users, from, to, (user, day, login) => rows.add(position, user, day, login));
      }
      return rows.taken();
    },
  };
}

/** Adds what a source sent on a day; `day` null where nothing of it counted. */
export function addToSource({ sources }: WorkspaceTally, source: number, day: number | null, recordedAt: number, events: number): void {
  let found = sources.get(source);
  if (found === undefined) {
    found = { days: new Set(), lastRecordedAt: 0, events: 0 };
    sources.set(source, found);
  }
  if (day !== null) found.days.add(day);
  if (recordedAt > found.lastRecordedAt) found.lastRecordedAt = recordedAt;
  found.events += events;
}

function cell(column: Int32Array, row: number): number {
  return column[row] ?? 0;
}
