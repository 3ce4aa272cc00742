import { type Column, emptyColumn, PARTIAL, reasonCode } from '../../../kernel/column.ts';

/** Kinds of events that say how deep a product is used, in the order of their codes. */
export const DEPTH = ['record', 'process-finished', 'integration-call', 'extension-use'] as const;
export type DepthKind = (typeof DEPTH)[number];

/** Events of those kinds of one customer, a row for kind, name, user and day. */
export interface DepthRows {
  readonly kind: Uint8Array;
  readonly name: Int32Array;
  /** 0: nobody. */
  readonly user: Int32Array;
  readonly day: Int32Array;
  readonly events: Float64Array;
}

export interface DepthFacts {
  readonly rows: DepthRows;
  /** First day on which each kind is recognised; null when none was ever seen or mapped (settled 2). */
  readonly mappedFrom: Readonly<Record<DepthKind, number | null>>;
}

/** All signs of depth look at so many civil days (HLT-04). */
export const DEPTH_DAYS = 30;

/** A process counts when it was run so often by so many users in the window (HLT-04, a default of ours). */
export const PROCESS_RUNS = { runs: 10, users: 3 } as const;

/** A sign of depth, from the rows of its kind that lie in the window. */
export type DepthSign = (rows: DepthRows, inside: readonly number[]) => number;

/**
 * A sign of depth for each day, from the trailing 30 days.
 *
 * @param facts  What happened; null where nobody asked.
 * @param kind   The kind of events it is made of.
 * @param users  The stored monthly active users: why a day is not known is taken from them, as their window is the same.
 * @param sign   The number, from the rows of the window.
 * @param from   Day number of the first cell.
 * @param to     Day number of the last cell, included.
 * @returns      The number; Unknown as the users are, and `not-mapped` before anything of the kind was seen or mapped.
 * @source       HLT-04, settled 1 and 2.
 * @example      depthColumn({ rows: { kind: Uint8Array.of(0), name: Int32Array.of(0), user: Int32Array.of(0), day: Int32Array.of(1), events: Float64Array.of(4) }, mappedFrom: { record: 1, 'process-finished': null, 'integration-call': null, 'extension-use': null } }, 'record', { from: 0, values: Float64Array.of(1, 1), reasons: Uint8Array.of(0, 0) }, eventsIn, 0, 1).values // => Float64Array.of(NaN, 4)
 */
export function depthColumn(facts: DepthFacts | null, kind: DepthKind, users: Column, sign: DepthSign, from: number, to: number): Column {
  const column = emptyColumn(from, Math.max(0, to - from + 1), 'not-computed');
  if (facts === null) return column;
  const { rows, mappedFrom } = facts;
  const own = rowsOf(rows, DEPTH.indexOf(kind));
  const first = mappedFrom[kind];
  const notMapped = reasonCode('not-mapped');
  for (let index = 0; index < column.values.length; index++) {
    const day = from + index;
    const reason = users.reasons[day - users.from] ?? reasonCode('not-computed');
    const known = reason === 0 || reason === PARTIAL;
    if (known && (first === null || day < first)) column.reasons[index] = notMapped;
    else column.reasons[index] = reason;
    if (!known || first === null || day < first) continue;
    column.values[index] = sign(
      rows,
      own.filter((row) => isInside(rows.day[row] ?? 0, day)),
    );
  }
  return column;
}

function rowsOf(rows: DepthRows, code: number): readonly number[] {
  return [...rows.kind.keys()].filter((row) => rows.kind[row] === code);
}

function isInside(on: number, day: number): boolean {
  return on <= day && on > day - DEPTH_DAYS;
}

/**
 * How many events there were.
 *
 * @param rows    Rows.
 * @param inside  Which of them.
 * @returns       A count.
 * @example       eventsIn({ kind: Uint8Array.of(0, 0), name: Int32Array.of(0, 0), user: Int32Array.of(0, 0), day: Int32Array.of(1, 2), events: Float64Array.of(4, 5) }, [0, 1]) // => 9
 */
export function eventsIn(rows: DepthRows, inside: readonly number[]): number {
  return inside.reduce((sum, row) => sum + (rows.events[row] ?? 0), 0);
}

/**
 * On how many days there were any.
 *
 * @param rows    Rows.
 * @param inside  Which of them.
 * @returns       A count of civil days.
 * @example       daysIn({ kind: Uint8Array.of(0, 0), name: Int32Array.of(0, 0), user: Int32Array.of(0, 0), day: Int32Array.of(1, 1), events: Float64Array.of(4, 5) }, [0, 1]) // => 1
 */
export function daysIn({ day }: DepthRows, inside: readonly number[]): number {
  return new Set(inside.map((row) => day[row])).size;
}

interface Named {
  readonly events: number;
  readonly users: number;
}

function byName(rows: DepthRows, inside: readonly number[]): readonly Named[] {
  const names = [...new Set(inside.map((row) => rows.name[row]))];
  return names.map((name) => {
    const own = inside.filter((row) => rows.name[row] === name);
    const users = new Set(own.map((row) => rows.user[row] ?? 0));
    users.delete(0);
    return { events: eventsIn(rows, own), users: users.size };
  });
}

/** The process that comes nearest to counting: by the smaller of its two shares. */
function busiest(rows: DepthRows, inside: readonly number[]): Named {
  const share = ({ events, users }: Named): number => Math.min(events / PROCESS_RUNS.runs, users / PROCESS_RUNS.users);
  return byName(rows, inside).reduce((best, one) => (share(one) > share(best) ? one : best), { events: 0, users: 0 });
}

/**
 * Finished runs of the busiest process.
 *
 * @param rows    Rows.
 * @param inside  Which of them.
 * @returns       Runs of the one process that comes nearest to `PROCESS_RUNS`.
 * @example       processRuns({ kind: Uint8Array.of(1, 1), name: Int32Array.of(7, 8), user: Int32Array.of(1, 1), day: Int32Array.of(1, 1), events: Float64Array.of(4, 5) }, [0, 1]) // => 4
 */
export function processRuns(rows: DepthRows, inside: readonly number[]): number {
  return busiest(rows, inside).events;
}

/**
 * Users who ran the busiest process.
 *
 * @param rows    Rows.
 * @param inside  Which of them.
 * @returns       Distinct users of the process whose runs `processRuns` counts.
 * @example       processUsers({ kind: Uint8Array.of(1, 1), name: Int32Array.of(7, 7), user: Int32Array.of(1, 2), day: Int32Array.of(1, 1), events: Float64Array.of(4, 5) }, [0, 1]) // => 2
 */
export function processUsers(rows: DepthRows, inside: readonly number[]): number {
  return busiest(rows, inside).users;
}

/**
 * Users of the extension that most use.
 *
 * @param rows    Rows.
 * @param inside  Which of them.
 * @returns       Distinct users of one custom object, page or script.
 * @example       extensionUsers({ kind: Uint8Array.of(3, 3), name: Int32Array.of(7, 8), user: Int32Array.of(1, 2), day: Int32Array.of(1, 1), events: Float64Array.of(1, 1) }, [0, 1]) // => 1
 */
export function extensionUsers(rows: DepthRows, inside: readonly number[]): number {
  return Math.max(0, ...byName(rows, inside).map(({ users }) => users));
}

/**
 * The points of an integration: 0 without one, 60 for a live one, up to 100 as its calls reach what is expected.
 *
 * @param callsPerDay    Calls a day, ≥ 0; above 0 the integration is live.
 * @param expectedCalls  Expected calls a day, above 0; null where nobody said: a live one then earns 60.
 * @returns              Points, 0 to 100.
 * @source               HLT-02, part I.
 * @example              integrationPoints(900, 1000) // => 96
 */
export function integrationPoints(callsPerDay: number, expectedCalls: number | null): number {
  if (callsPerDay <= 0) return 0;
  return 60 + (expectedCalls === null ? 0 : Math.min(1, callsPerDay / expectedCalls) * 40);
}
