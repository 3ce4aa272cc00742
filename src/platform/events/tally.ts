import { type Chain, emptyChain } from './day-chains.ts';
import { NONE } from './dictionary.ts';
import { GAUGE_KIND, LOGIN_KIND, OTHER_KIND } from './event-group.ts';
import { type ModuleDayRows, moduleDays } from './module-days.ts';
import { type OnlineDayRows, onlineDays } from './online-days.ts';
import { EVENT_KINDS, type Sign } from './port.ts';
import { type Change, type RecentChanges, recentChanges } from './recent-changes.ts';
import type { StagedRows } from './staged-rows.ts';
import { type FirstLoginRows, type MonthOfDays, type UserDayRows, userDaysOf } from './user-days.ts';

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
  /** Adds rows that were committed, numbered from `firstSeq` on. */
  addRows(rows: StagedRows, firstSeq: number): void;
  /** Which of the rows added changed anything. */
  readonly changes: RecentChanges;
  /** Adds days of one month of a user: a bit a day. */
  addMonth(workspace: number, account: number, user: number, month: number, days: MonthOfDays): void;
  /** Adds days of one month on which a module had many users: a bit a day. */
  addManyDays(workspace: number, account: number, module: number, month: number, days: number): void;
  addModuleDay(workspace: number, account: number, module: number, user: number, day: number): void;
  addSeconds(workspace: number, account: number, client: number, day: number, seconds: number): void;
  addSource(workspace: number, account: number, source: number): void;
  /** The active days of some customers' users between two days, both included. */
  userDays(workspace: number, asked: Asked, from: number, to: number): UserDayRows;
  firstLogins(workspace: number, asked: Asked): FirstLoginRows;
  moduleDays(workspace: number, asked: Asked, from: number, to: number): ModuleDayRows;
  onlineDays(workspace: number, asked: Asked, from: number, to: number): OnlineDayRows;
}

/** Nothing is known yet; rows are added with numbers higher than `since`. */
export function tally(since: number): Tally {
  const workspaces = new Map<number, WorkspaceTally>();
  const changes = recentChanges(since);
  const days = { users: userDaysOf(), modules: moduleDays(), online: onlineDays() };
  const { users, modules, online } = days;
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

  /** Says whether anything is known now that was not known before. */
  const addRow = (rows: StagedRows, row: number): boolean => {
    const { numbers, recordedAt } = rows;
    const workspace = workspaceOf(cell(numbers.workspace, row));
    const [source, day] = [cell(numbers.source, row), cell(numbers.day, row)];
    const isCounted = cell(numbers.excluded, row) === 0;
    let isNew = addToSource(workspace, source, isCounted ? day : null, recordedAt[row] ?? 0, 1);
    if (!isCounted) return true;
    const own = accountOf(workspace, cell(numbers.account, row));
    if (!own.sources.has(source)) {
      own.sources.add(source);
      isNew = true;
    }
    if (addSign(workspace, cell(numbers.kind, row), day)) isNew = true;
    return addActivity(days, workspace, own, rows, row) || isNew;
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
    addRows(rows, firstSeq) {
      for (let row = 0; row < rows.count; row++) {
        const workspace = cell(rows.numbers.workspace, row);
        if (addRow(rows, row)) changes.note(workspace, firstSeq + row, changeIn(rows, row));
        else if (workspace !== rows.numbers.workspace[row + 1] || row + 1 === rows.count) changes.note(workspace, firstSeq + row, null);
      }
    },
    changes,
    addMonth: (workspace, number, user, month, days) => users.addMonth(account(workspace, number).users, user, month, days),
    addManyDays: (workspace, number, module, month, days) => modules.addMany(account(workspace, number).modules, module, month, days),
    addModuleDay: (workspace, number, module, user, day) => modules.addDay(account(workspace, number).modules, module, user, day),
    addSeconds: (workspace, number, client, day, seconds) => online.add(account(workspace, number).clients, client, day, seconds),
    addSource(workspace, number, source) {
      account(workspace, number).sources.add(source);
    },
    userDays: (workspace, asked, from, to) => users.read(found(workspace, asked, 'users'), from, to),
    firstLogins: (workspace, asked) => users.firstLogins(found(workspace, asked, 'users')),
    moduleDays: (workspace, asked, from, to) => modules.read(found(workspace, asked, 'modules'), from, to),
    onlineDays: (workspace, asked, from, to) => online.read(found(workspace, asked, 'clients'), from, to),
  };
}

interface Days {
  readonly users: ReturnType<typeof userDaysOf>;
  readonly modules: ReturnType<typeof moduleDays>;
  readonly online: ReturnType<typeof onlineDays>;
}

/** Adds a row where it is activity. Says whether it tells anything new. */
function addActivity(days: Days, workspace: WorkspaceTally, own: AccountTally, rows: StagedRows, row: number): boolean {
  const { numbers, seconds } = rows;
  const [user, day, kind] = [cell(numbers.endUser, row), cell(numbers.day, row), cell(numbers.kind, row)];
  // What is no activity comes seldom, and is not looked into.
  if (kind === OTHER_KIND || user === NONE) return true;
  const [module, client, lasted] = [cell(numbers.module, row), cell(numbers.client, row), cell(seconds, row)];
  const [isNew, isNewInModule, isFirst] = [
    days.users.addDay(own.users, user, day, kind === LOGIN_KIND, client),
    module !== NONE && days.modules.addDay(own.modules, module, user, day),
    addSigns(workspace, module !== NONE, client !== NONE, lasted > 0, day),
  ];
  if (lasted > 0) days.online.add(own.clients, client, day, lasted);
  // A gauge shows something new each time.
  return isNew || isNewInModule || isFirst || lasted > 0 || kind === GAUGE_KIND;
}

function addSigns(workspace: WorkspaceTally, hasModule: boolean, hasClient: boolean, lasts: boolean, day: number): boolean {
  const isFirst = hasModule && addSign(workspace, MODULE_SIGN, day);
  const isFirstToo = hasClient && addSign(workspace, CLIENT_SIGN, day);
  return (lasts && addSign(workspace, SECONDS_SIGN, day)) || isFirst || isFirstToo;
}

/** What an event that changed something is about. */
function changeIn({ numbers, seconds }: StagedRows, row: number): Change {
  const kind = cell(numbers.kind, row);
  const counted = cell(numbers.excluded, row) === 0;
  const signs = counted ? [kind] : [];
  if (counted && kind !== OTHER_KIND && cell(numbers.endUser, row) !== NONE) {
    if (cell(numbers.module, row) !== NONE) signs.push(MODULE_SIGN);
    if (cell(numbers.client, row) !== NONE) signs.push(CLIENT_SIGN);
    if (cell(seconds, row) > 0) signs.push(SECONDS_SIGN);
  }
  return { account: cell(numbers.account, row), source: cell(numbers.source, row), day: cell(numbers.day, row), counted, signs };
}

/** Notes that there was a sign on a day. True when it is the first. */
export function addSign({ firstDays }: WorkspaceTally, sign: number, day: number): boolean {
  const first = firstDays.get(sign);
  const isFirst = first === undefined || day < first;
  if (isFirst) firstDays.set(sign, day);
  return isFirst;
}

/** Adds what a source sent on a day; `day` null where nothing of it counted. True when it had sent nothing that counted on that day. */
export function addToSource({ sources }: WorkspaceTally, source: number, day: number | null, recordedAt: number, events: number): boolean {
  let found = sources.get(source);
  if (found === undefined) {
    found = { days: new Set(), lastRecordedAt: 0, events: 0 };
    sources.set(source, found);
  }
  if (recordedAt > found.lastRecordedAt) found.lastRecordedAt = recordedAt;
  found.events += events;
  if (day === null || found.days.has(day)) return false;
  found.days.add(day);
  return true;
}

function cell(column: Int32Array, row: number): number {
  return column[row] ?? 0;
}
