import type { AccountId, WorkspaceId } from '../../kernel/ids.ts';
import type { Day, Instant } from '../../kernel/time.ts';

/** What an event means (settled 2). `other` is kept and shown, but is no activity (identify, group). */
export const EVENT_KINDS = [
  'action',
  'login',
  'record',
  'process-finished',
  'integration-call',
  'extension-use',
  'gauge',
  'other',
] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

/** What must have been seen before its absence is a known zero: an event of a kind; activity that names its module, its client, or how long it went on. */
export type Sign = EventKind | 'module' | 'client' | 'seconds';

/** One usage event as it is kept. */
export interface UsageEvent {
  readonly workspaceId: WorkspaceId;
  /** The key or import it came by: freshness is judged a source. */
  readonly source: string;
  /** Unique in the workspace; the sender's, or derived by the importer. */
  readonly messageId: string;
  readonly accountId: AccountId;
  /** The end user's id in the sender's words; null when the event is nobody's (a server job). */
  readonly userId: string | null;
  readonly name: string;
  readonly kind: EventKind;
  readonly module: string | null;
  readonly client: 'pc' | 'app' | 'other' | null;
  /** Whole seconds for which it went on, at most a day; 0 when it does not say. */
  readonly seconds: number;
  readonly occurredAt: Instant;
  /** Civil day of `occurredAt` in the workspace's zone. */
  readonly day: Day;
  readonly recordedAt: Instant;
  /** Automation or a bulk change: kept and shown, but neither activity nor delivery. */
  readonly excluded: boolean;
  /** The rest of what was sent, as JSON text; '' for nothing. */
  readonly properties: string;
}

/** One user's day at one account: at least one counted event. */
export interface UserDays {
  readonly accounts: readonly AccountId[];
  /** Index into `accounts`, per row. Rows are ordered by account, then user, then day. */
  readonly account: Int32Array;
  /** A number that stands for the user within its account; equal numbers in one account are the same user. */
  readonly user: Int32Array;
  /** Day number (kernel/time). */
  readonly day: Int32Array;
  /** 1 when one of the day's events was a login. */
  readonly login: Uint8Array;
  /** 1 when one of them came with the client `pc`, 2 with `app`; 3 with both. */
  readonly clients: Uint8Array;
}

/** The first day on which each user of an account logged in, without those who never did. */
export interface FirstLogins {
  readonly accounts: readonly AccountId[];
  /** Index into `accounts`, a row a user. Rows of one account stand together. */
  readonly account: Int32Array;
  readonly day: Int32Array;
}

/**
 * Days on which modules were used. A day with three users or more is one row of MANY_USERS; with fewer, each of them is one. So it can be
 * told whether at least three people used a module in any stretch of days, and a day costs little however many they are.
 */
export interface ModuleDays {
  readonly accounts: readonly AccountId[];
  /** Index into `accounts`, per row. Rows of one account stand together, and in it those of one module. */
  readonly account: Int32Array;
  /** A number that stands for the module within its account. */
  readonly module: Int32Array;
  readonly day: Int32Array;
  /** A number that stands for the user within this account and module, or MANY_USERS. */
  readonly user: Int32Array;
}

/** Module days with the names of the modules. */
export interface NamedModuleDays extends ModuleDays {
  /** Index into `names`, per row. */
  readonly name: Int32Array;
  readonly names: readonly string[];
}

/** The kinds of events that say how deep a product is used (HLT-04). */
export const DEPTH_KINDS = ['record', 'process-finished', 'integration-call', 'extension-use'] as const satisfies readonly EventKind[];
export type DepthKind = (typeof DEPTH_KINDS)[number];

/** Counted events of those kinds by day, whoever did them, also nobody; rows of one account stand together. */
export interface DepthDays {
  readonly accounts: readonly AccountId[];
  /** Index into `accounts`, per row. */
  readonly account: Int32Array;
  /** Index into `DEPTH_KINDS`. */
  readonly kind: Uint8Array;
  /** A number that stands for the name of the event, where the kind is a process or an extension; else 0. */
  readonly name: Int32Array;
  /** A number that stands for the user, where the kind is a process or an extension; 0 for nobody. */
  readonly user: Int32Array;
  readonly day: Int32Array;
  readonly events: Float64Array;
}

/** Which events a metric is made of: all that is named must hold; excluded ones never count. */
export interface EventPick {
  readonly name?: string;
  readonly kind?: EventKind;
  readonly module?: string;
  readonly client?: 'pc' | 'app' | 'other';
  /** Only with this value at a property, as text: `true`, `3`, `订单`. */
  readonly property?: { readonly name: string; readonly value: string };
  /** The property that is read as a number, to six digits after the point. */
  readonly number?: string;
}

/** Picked events, a row for customer, day and user; rows of one customer stand together, by day. */
export interface PickedDays {
  readonly accounts: readonly AccountId[];
  /** Index into `accounts`, per row. */
  readonly account: Int32Array;
  readonly day: Int32Array;
  /** A number that stands for the user; 0 for nobody. */
  readonly user: Int32Array;
  readonly events: Float64Array;
  /** How many of them have the number, and their sum. */
  readonly numbers: Float64Array;
  readonly sum: Float64Array;
  /** The latest number and its moment; NaN where there is none. */
  readonly last: Float64Array;
  readonly lastAt: Float64Array;
}

/** Stands for the users of a day on which a module had three or more. */
export const MANY_USERS = -1;

/** For how long users of an account were online. */
export interface OnlineDays {
  readonly accounts: readonly AccountId[];
  /** Index into `accounts`, per row. Rows of one account stand together. */
  readonly account: Int32Array;
  /** 1 for `pc`, 2 for `app`, else another number. */
  readonly client: Uint8Array;
  readonly day: Int32Array;
  /** Whole seconds, of all users together. */
  readonly seconds: Float64Array;
}

/** What some of the events of a workspace touched. Events that tell nothing new may be left out: see `changedSince`. */
export interface EventsSince {
  /** Accounts they belong to, each with the first day touched, ordered by id. */
  readonly accounts: readonly { accountId: AccountId; from: Day }[];
  /** Counted events only: which source delivered for which account, ordered by account and source. */
  readonly sources: readonly { accountId: AccountId; source: string }[];
  /** Counted events only: on which days (day numbers) each source delivered, ordered by source and day. */
  readonly deliveryDays: readonly { source: string; day: number }[];
  /** The first day of each of some signs among them: `login`, `module`, `client`, `seconds`. */
  readonly firstDays: ReadonlyMap<Sign, Day>;
  readonly cursor: number;
}

/** Which events: all that is named must hold. */
export interface EventChoice {
  readonly accountId?: AccountId;
  /** Only of these customers: what the caller may see. */
  readonly accountIds?: readonly AccountId[];
  readonly userId?: string;
  readonly name?: string;
  readonly from?: Day;
  readonly to?: Day;
  readonly kind?: EventKind;
  readonly module?: string;
  readonly source?: string;
}

/** Modules that are counted apart at most: a sender that puts an id into the name of a module makes any number of them. */
export const MOST_MODULES = 500;

export interface EventFilter extends EventChoice {
  readonly limit: number;
}

/** Splits events by a property, not one within another: each of `values` apart and all else as null; `any`: a text that is not empty (''), or none (null). */
export interface Split {
  readonly property: string;
  readonly values: readonly string[] | 'any';
}

/** What an event means, as Mooring understood it: not what was sent, so it may be said anew. */
export interface EventLabels {
  readonly kind: EventKind;
  readonly module: string | null;
  readonly client: 'pc' | 'app' | 'other' | null;
}

/** Events of one name that the splits do not tell apart and that mean the same. */
export interface Lot extends EventLabels {
  readonly name: string;
  /** One a split. */
  readonly values: readonly (string | null)[];
  readonly events: number;
  readonly excluded: number;
  readonly accounts: number;
  readonly lastDay: Day;
  readonly lastRecordedAt: Instant;
}

/** How many names and lots are listed at most. */
export interface MostLots {
  readonly names: number;
  readonly lots: number;
}

export interface LargestLots {
  /** The largest first. */
  readonly lots: readonly Lot[];
  /** Of all, those that are not listed included. */
  readonly names: number;
  readonly events: number;
}

/**
 * What events of one name, with these values at the splits, shall mean. Without `module` each keeps its own. With `seconds` they are read
 * anew from the properties: from the one of that name where it holds a number, else from the one named here.
 */
export interface Relabel {
  readonly name: string;
  readonly values: readonly (string | null)[];
  readonly to: Omit<EventLabels, 'module'> & { readonly module?: string | null; readonly seconds?: string | null };
}

export interface RelabelScope {
  readonly splits: readonly Split[];
  readonly relabels: readonly Relabel[];
  readonly from?: Day;
  readonly to?: Day;
}

/** Events of one customer, and the first day of one. */
export interface Touched {
  readonly accountId: AccountId;
  readonly from: Day;
  readonly events: number;
}

/** Which events are removed: at least one of the three; all that is named must hold. */
export interface Whose {
  readonly accountId?: AccountId | undefined;
  readonly userId?: string | undefined;
  /** Those that one import brought: of its source, recorded at one of these moments. */
  readonly brought?: { readonly source: string; readonly recordedAt: readonly Instant[] } | undefined;
}

export type Erased = Touched;

/** An event of a customer, from which a reading in order goes on. */
export interface EventPlace {
  readonly accountId: AccountId;
  readonly occurredAt: Instant;
  readonly messageId: string;
}

/** The days, both included, on which events under a key are expected; null: no bound. */
export interface ExpectedSpan {
  readonly key: string;
  readonly from: Day | null;
  readonly to: Day | null;
}

/** Events under a key that lie outside its span, with the message ids of the earliest of them. */
export interface OutsideSpan {
  readonly key: string;
  readonly before: number;
  readonly after: number;
  readonly firstBefore: readonly string[];
  readonly firstAfter: readonly string[];
}

/** What a month shows: all that is kept, or only what is counted. */
export interface MonthReading {
  readonly events: number;
  /** Distinct (customer, user, day) with activity. */
  readonly userDays: number;
  /** Customers with activity. */
  readonly accounts: number;
}

/** A month by both readings: with the events that are excluded, and without them (settled 13). */
export interface BothReadings {
  /** Its first day. */
  readonly month: Day;
  readonly all: MonthReading;
  readonly counted: MonthReading;
}

/**
 * The log of usage events. *Counted* means not excluded; *activity* means counted, of a kind other than `other`, and by a user.
 * Append-only; each event is durable when `append` returns.
 * The embedded implementation is DuckDB; test/contracts runs it against a naive reference.
 */
export interface EventStore {
  /** Keeps what is new. One answer per event, in order: `duplicate` when the same id was kept before with the same content, `conflict` with another content (never overwritten). */
  append(events: readonly UsageEvent[]): Promise<readonly ('accepted' | 'duplicate' | 'conflict')[]>;
  /** What `append` would answer; nothing is kept. */
  judge(events: readonly UsageEvent[]): Promise<readonly ('accepted' | 'duplicate' | 'conflict')[]>;
  /** Distinct user-days with counted activity (kind not `other`, not excluded, with a user), for some accounts, both days inclusive. */
  userDays(workspaceId: WorkspaceId, accountIds: readonly AccountId[], from: Day, to: Day): Promise<UserDays>;
  /** When each user of some accounts first logged in, of counted activity. */
  firstLogins(workspaceId: WorkspaceId, accountIds: readonly AccountId[]): Promise<FirstLogins>;
  /** Days on which modules were used by activity, both days inclusive. */
  moduleDays(workspaceId: WorkspaceId, accountIds: readonly AccountId[], from: Day, to: Day): Promise<ModuleDays>;
  /** The same with the names of the modules: which of them, and not only how many. */
  namedModuleDays(workspaceId: WorkspaceId, accountIds: readonly AccountId[], from: Day, to: Day): Promise<NamedModuleDays>;
  /** Counted events that say how deep the product is used, both days inclusive. Read from the log: for a window of days, not for years. */
  depthDays(workspaceId: WorkspaceId, accountIds: readonly AccountId[], from: Day, to: Day): Promise<DepthDays>;
  /** Picked events by day and user, both days inclusive. Read from the log. */
  pickedDays(workspaceId: WorkspaceId, accountIds: readonly AccountId[], pick: EventPick, from: Day, to: Day): Promise<PickedDays>;
  /** The first day on which any customer had a picked event; null when there never was one. */
  firstPicked(workspaceId: WorkspaceId, pick: EventPick): Promise<Day | null>;
  /** Days on which activity says how long it went on, both days inclusive. */
  onlineDays(workspaceId: WorkspaceId, accountIds: readonly AccountId[], from: Day, to: Day): Promise<OnlineDays>;
  /** Every source that ever sent anything: the days on which it delivered at least one counted event (ascending), and all it sent. */
  deliveries(workspaceId: WorkspaceId): Promise<readonly { source: string; days: Int32Array; lastRecordedAt: Instant; events: number }[]>;
  /** Which sources have delivered counted events for each account. */
  sourcesOf(workspaceId: WorkspaceId, accountIds: readonly AccountId[]): Promise<ReadonlyMap<AccountId, readonly string[]>>;
  /** The first day of each sign among counted events of the workspace. A sign that is absent was never seen. */
  firstDays(workspaceId: WorkspaceId): Promise<ReadonlyMap<Sign, Day>>;
  /**
   * What came after `cursor`, and the cursor to continue from. An event may be left out where it changes nothing of what `userDays`,
   * `moduleDays`, `onlineDays`, `deliveries` (but their count), `sourcesOf` and `firstDays` answer.
   */
  changedSince(workspaceId: WorkspaceId, cursor: number): Promise<EventsSince>;
  /** Single events, latest first. Without any customer named: of all. */
  find(workspaceId: WorkspaceId, filter: EventFilter): Promise<{ events: readonly UsageEvent[]; total: number }>;
  /** Events of some customers in the order given, each customer's by time and message id; excluded ones with them. At most `limit`, after a place. */
  inOrder(
    workspaceId: WorkspaceId,
    accountIds: readonly AccountId[],
    after: EventPlace | null,
    limit: number,
  ): Promise<readonly UsageEvent[]>;
  /**
   * Events outside the days on which they are expected, by customer or by the first of some properties that an event has; ordered by key.
   * `unknown`: those under keys that no span has, with the first keys; null: none. Excluded events are looked at too.
   */
  outside(
    workspaceId: WorkspaceId,
    by: 'account' | { readonly properties: readonly string[] },
    spans: readonly ExpectedSpan[],
    samples: number,
  ): Promise<{
    readonly spans: readonly OutsideSpan[];
    readonly unknown: { readonly events: number; readonly keys: readonly string[] } | null;
  }>;
  /** Every month with events, by both readings; none where no event is excluded. */
  readings(workspaceId: WorkspaceId): Promise<readonly BothReadings[]>;
  /** How many there are by day (ascending), by module (by name; null last), by kind and by client (in their order; null last). */
  counts(
    workspaceId: WorkspaceId,
    choice: EventChoice,
  ): Promise<{
    readonly days: readonly { day: Day; events: number }[];
    readonly modules: readonly { module: string | null; events: number }[];
    /** Those beyond the MOST_MODULES with the most events, together. */
    readonly otherModules: { readonly modules: number; readonly events: number };
    readonly kinds: readonly { kind: EventKind; events: number }[];
    readonly clients: readonly { client: UsageEvent['client']; events: number }[];
  }>;
  /** How many were recorded in each stretch of time since a moment, by source and time. `at` is the beginning: a multiple of `everyMs`. */
  arrivals(workspaceId: WorkspaceId, since: Instant, everyMs: number): Promise<readonly { source: string; at: Instant; events: number }[]>;
  /** Events of some names in lots, ordered by name; excluded ones with them. */
  lots(workspaceId: WorkspaceId, splits: readonly Split[], names: readonly string[]): Promise<readonly Lot[]>;
  /** The names of events in the order of their bytes, those after one of them: so many at most, as a sender may invent any number. */
  names(workspaceId: WorkspaceId, after: string, most: number): Promise<readonly string[]>;
  /** The lots of the names with the most events, excluded ones with them, and how many there are in all; none of kind `other`. */
  largestLots(workspaceId: WorkspaceId, most: MostLots): Promise<LargestLots>;
  /** Whom `relabel` would change, ordered by account. */
  wouldRelabel(workspaceId: WorkspaceId, scope: RelabelScope): Promise<readonly Touched[]>;
  /** Says anew what some events mean; those that mean it already, and those of kind `other`, stay untouched. Says whose changed, ordered by account. */
  relabel(workspaceId: WorkspaceId, scope: RelabelScope): Promise<readonly Touched[]>;
  /**
   * Removes all events of an account, of a user at any account, or of one user at one account: when it returns, nothing of them can be
   * found in the files any more. Says whose they were and from which day on, ordered by account.
   */
  erase(workspaceId: WorkspaceId, whose: Whose): Promise<readonly Erased[]>;
  close(): Promise<void>;
}
