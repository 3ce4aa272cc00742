import { type Chain, emptyChain } from './day-chains.ts';
import { NONE } from './dictionary.ts';
import { LOGIN_KIND, OTHER_KIND } from './event-group.ts';
import { type ModuleDayRows, moduleDays } from './module-days.ts';
import { type OnlineDayRows, onlineDays } from './online-days.ts';
import { EVENT_KINDS, type Sign } from './port.ts';
import type { StagedRows } from './staged-rows.ts';
import { type MonthOfDays, type UserDayRows, userDaysOf } from './user-days.ts';

/*
 * What the daily questions need to know of all events, in memory, so that none of them reads the log: for every user of every customer
 * the days of activity, of a login and with each client; for every module of a customer its days; for every customer the time online; for
 * every source its days; for every customer its sources; for every sign its first day. All texts are numbers of the dictionary.
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
  readonly modules: Chain;
  readonly clients: Chain;
  readonly sources: Set<number>;
}

export interface WorkspaceTally {
  readonly accounts: Map<number, AccountTally>;
  readonly sources: Map<number, SourceTally>;
  /** Number of the first day by code of the sign. */
  readonly firstDays: Map<number, number>;
}

/** By their codes: kinds first, as in the rows of the log. */
export const SIGNS: readonly Sign[] = [...EVENT_KINDS, 'module', 'client', 'seconds'];
export const [MODULE_SIGN, CLIENT_SIGN, SECONDS_SIGN] = ['module', 'client', 'seconds'].map((sign) => SIGNS.indexOf(sign as Sign)) as [
  number,
  number,
  number,
];

/** Customers asked about: `position` stands for one in the answer. */
type Asked = readonly { number: number; position: number }[];

export interface Tally {
  workspace(number: number): WorkspaceTally;
  /** Adds rows that were committed. */
  addRows(rows: StagedRows): void;
  /** Adds days of one month of a user: a bit a day. */
  addMonth(workspace: number, account: number, user: number, month: number, days: MonthOfDays): void;
  /** Adds days of one month on which a module had many users: a bit a day. */
  addManyDays(workspace: number, account: number, module: number, month: number, days: number): void;
  addModuleDay(workspace: number, account: number, module: number, user: number, day: number): void;
  addSeconds(workspace: number, account: number, client: number, day: number, seconds: number): void;
  addSource(workspace: number, account: number, source: number): void;
  /** The active days of some customers' users between two days, both included. */
  userDays(workspace: number, asked: Asked, from: number, to: number): UserDayRows;
  moduleDays(workspace: number, asked: Asked, from: number, to: number): ModuleDayRows;
  onlineDays(workspace: number, asked: Asked, from: number, to: number): OnlineDayRows;
}

export function tally(): Tally {
  const workspaces = new Map<number, WorkspaceTally>();
  const [users, modules, online] = [userDaysOf(), moduleDays(), onlineDays()];
  let accounts = 0;

  const workspaceOf = (number: number): WorkspaceTally => {
    let found = workspaces.get(number);
    if (found === undefined) {
      found = { accounts: new Map(), sources: new Map(), firstDays: new Map() };
      workspaces.set(number, found);
    }
    return found;
  };
  const accountOf = (workspace: WorkspaceTally, number: number): AccountTally => {
    let found = workspace.accounts.get(number);
    if (found === undefined) {
      const owner = accounts++;
      found = { users: emptyChain(owner), modules: emptyChain(owner), clients: emptyChain(owner), sources: new Set() };
      workspace.accounts.set(number, found);
    }
    return found;
  };
  const account = (workspace: number, number: number): AccountTally => accountOf(workspaceOf(workspace), number);

  const addActivity = (workspace: WorkspaceTally, { users: own, modules: used, clients }: AccountTally, rows: StagedRows, row: number) => {
    const { numbers, seconds } = rows;
    const [user, day, kind] = [cell(numbers.endUser, row), cell(numbers.day, row), cell(numbers.kind, row)];
    if (kind === OTHER_KIND || user === NONE) return;
    const [module, client, lasted] = [cell(numbers.module, row), cell(numbers.client, row), cell(seconds, row)];
    users.addDay(own, user, day, kind === LOGIN_KIND, client);
    if (client !== NONE) addSign(workspace, CLIENT_SIGN, day);
    if (module !== NONE) {
      modules.addDay(used, module, user, day);
      addSign(workspace, MODULE_SIGN, day);
    }
    if (lasted > 0) {
      online.add(clients, client, day, lasted);
      addSign(workspace, SECONDS_SIGN, day);
    }
  };
  const addRow = (rows: StagedRows, row: number): void => {
    const { numbers, recordedAt } = rows;
    const workspace = workspaceOf(cell(numbers.workspace, row));
    const [source, day] = [cell(numbers.source, row), cell(numbers.day, row)];
    const isCounted = cell(numbers.excluded, row) === 0;
    addToSource(workspace, source, isCounted ? day : null, recordedAt[row] ?? 0, 1);
    if (!isCounted) return;
    const own = accountOf(workspace, cell(numbers.account, row));
    own.sources.add(source);
    addSign(workspace, cell(numbers.kind, row), day);
    addActivity(workspace, own, rows, row);
  };
  const found = (workspace: number, asked: Asked, chain: 'users' | 'modules' | 'clients') => {
    const all = workspaceOf(workspace).accounts;
    return asked.flatMap(({ number, position }) => {
      const own = all.get(number);
      return own === undefined ? [] : [{ chain: own[chain], position }];
    });
  };

  return {
    workspace: workspaceOf,
    addRows(rows) {
      for (let row = 0; row < rows.count; row++) addRow(rows, row);
    },
    addMonth: (workspace, number, user, month, days) => users.addMonth(account(workspace, number).users, user, month, days),
    addManyDays: (workspace, number, module, month, days) => modules.addMany(account(workspace, number).modules, module, month, days),
    addModuleDay: (workspace, number, module, user, day) => modules.addDay(account(workspace, number).modules, module, user, day),
    addSeconds: (workspace, number, client, day, seconds) => online.add(account(workspace, number).clients, client, day, seconds),
    addSource(workspace, number, source) {
      account(workspace, number).sources.add(source);
    },
    userDays: (workspace, asked, from, to) => users.read(found(workspace, asked, 'users'), from, to),
    moduleDays: (workspace, asked, from, to) => modules.read(found(workspace, asked, 'modules'), from, to),
    onlineDays: (workspace, asked, from, to) => online.read(found(workspace, asked, 'clients'), from, to),
  };
}

/** Notes that there was a sign on a day. */
export function addSign({ firstDays }: WorkspaceTally, sign: number, day: number): void {
  const first = firstDays.get(sign);
  if (first === undefined || day < first) firstDays.set(sign, day);
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
