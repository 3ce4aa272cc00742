import { type Column, cell, emptyColumn, reasonCode } from '../../../kernel/column.ts';
import { known, type Maybe, unknown } from '../../../kernel/known.ts';
import { lineFor } from '../../metrics/core/alarm-line.ts';
import { PROCESS_RUNS } from '../../metrics/core/depth.ts';

/** How deep a customer uses the product (HLT-04): 0 none, 1 records, 2 process, 3 integrated, 4 customised. */
export type Level = 0 | 1 | 2 | 3 | 4;

/** What happened in the last 30 days, as far as it is known. */
export interface LevelEvidence {
  /** Activity of ACT-06, a fraction. */
  readonly activity: Maybe<number>;
  /** Records made or changed, check-ins. */
  readonly recordEvents: Maybe<number>;
  /** Finished runs of the busiest process or approval, and how many users ran it. */
  readonly finishedRuns: Maybe<number>;
  readonly processUsers: Maybe<number>;
  /** Days with calls of a live third-party link. */
  readonly integrationDays: Maybe<number>;
  /** Users of a live custom object, page or script. */
  readonly extensionUsers: Maybe<number>;
}

/** Thresholds of HLT-04, all defaults of ours; a health model may say others. */
export const LEVEL_LIMITS = {
  activity: 0.2,
  runs: PROCESS_RUNS.runs,
  processUsers: PROCESS_RUNS.users,
  integrationDays: 15,
  extensionUsers: 3,
} as const;

/** What evidence must reach to count. */
export type LevelLimits = Readonly<Record<keyof typeof LEVEL_LIMITS, number>>;

/** The metrics that are the evidence. */
export const LEVEL_METRICS: Readonly<Record<keyof LevelEvidence, string>> = {
  activity: 'activity-rate',
  recordEvents: 'record-events-30',
  finishedRuns: 'process-runs-30',
  processUsers: 'process-users-30',
  integrationDays: 'integration-days-30',
  extensionUsers: 'extension-users-30',
};

/**
 * The evidence of a day, from the columns of its metrics.
 *
 * @param columns  By metric id; an absent one is Unknown(`not-measured`).
 * @param day      Day number.
 * @returns        What is known of each sign.
 * @example        evidenceOn({ 'activity-rate': { from: 0, values: Float64Array.of(0.5), reasons: Uint8Array.of(0) } }, 0).activity // => known(0.5)
 */
export function evidenceOn(columns: Readonly<Record<string, Column>>, day: number): LevelEvidence {
  return {
    activity: signOn(columns, 'activity', day),
    recordEvents: signOn(columns, 'recordEvents', day),
    finishedRuns: signOn(columns, 'finishedRuns', day),
    processUsers: signOn(columns, 'processUsers', day),
    integrationDays: signOn(columns, 'integrationDays', day),
    extensionUsers: signOn(columns, 'extensionUsers', day),
  };
}

function signOn(columns: Readonly<Record<string, Column>>, sign: keyof LevelEvidence, day: number): Maybe<number> {
  const column = columns[LEVEL_METRICS[sign]];
  return column === undefined ? unknown('not-measured') : cell(column, day);
}

/**
 * The level of each day, as a metric.
 *
 * @param columns  By metric id.
 * @param limits   Thresholds.
 * @param from     Day number of the first cell.
 * @param to       Day number of the last cell, included.
 * @returns        0 to 4; Unknown as `levelOf` says.
 * @source         HLT-04.
 * @example        levelColumn({}, LEVEL_LIMITS, 0, 0).values // => Float64Array.of(NaN)
 */
export function levelColumn(columns: Readonly<Record<string, Column>>, limits: LevelLimits, from: number, to: number): Column {
  const column = emptyColumn(from, Math.max(0, to - from + 1), 'not-measured');
  for (let index = 0; index < column.values.length; index++) {
    const { level } = levelOf(evidenceOn(columns, from + index), limitsOn(columns, limits, from + index));
    column.values[index] = level.known ? level.value : Number.NaN;
    column.reasons[index] = level.known ? 0 : reasonCode(level.reason);
  }
  return column;
}

/**
 * What evidence must reach on a day: where a person expects less activity than usual, its line is lower in proportion.
 *
 * @param columns  By metric id.
 * @param limits   Thresholds.
 * @param day      Day number.
 * @returns        The thresholds of this customer.
 * @source         HLT-04, ACT-07.
 * @example        limitsOn({ 'expected-activity': { from: 0, values: Float64Array.of(0.15), reasons: Uint8Array.of(0) } }, LEVEL_LIMITS, 0).activity // => 0.05
 */
export function limitsOn(columns: Readonly<Record<string, Column>>, limits: LevelLimits, day: number): LevelLimits {
  const activity = lineFor(LEVEL_METRICS.activity, limits.activity, columns, day);
  return activity === limits.activity ? limits : { ...limits, activity };
}

export interface LevelFound {
  /** The highest level there is evidence for. Unknown while something above it is not known. */
  readonly level: Maybe<Level>;
  /** At least this much is sure. */
  readonly atLeast: Level;
  /** For levels 1 to 4: whether there is evidence. */
  readonly rungs: readonly Maybe<boolean>[];
  /** HLT-05: level 3 or 4 without a process. */
  readonly processMissing: boolean;
  /** The next level without evidence; null at the top. */
  readonly next: Level | null;
}

/**
 * The level of a customer and the rungs it stands on.
 *
 * @param evidence  What happened in 30 days. Unknown(`not-mapped`) where nothing maps to it.
 * @param limits    Thresholds.
 * @returns         The level; 0 below the activity limit whatever else there is, Unknown when the activity is not known or a level above the
 *                  highest one found is not.
 * @source          HLT-04, HLT-05, settled 2.
 * @example         levelOf({ activity: known(0.5), recordEvents: known(9), finishedRuns: known(40), processUsers: known(5), integrationDays: known(20), extensionUsers: known(0) }, LEVEL_LIMITS).level // => known(3)
 */
export function levelOf(evidence: LevelEvidence, limits: LevelLimits): LevelFound {
  const rungs = [
    reaches(evidence.recordEvents, 1),
    both(reaches(evidence.finishedRuns, limits.runs), reaches(evidence.processUsers, limits.processUsers)),
    reaches(evidence.integrationDays, limits.integrationDays),
    reaches(evidence.extensionUsers, limits.extensionUsers),
  ];
  const found = rungs.findLastIndex((rung) => rung.known && rung.value) + 1;
  const { activity } = evidence;
  const active = activity.known && activity.value >= limits.activity;
  const atLeast = (active ? found : 0) as Level;
  const unsure = rungs.find((rung, index) => index >= found && !rung.known);
  const sure = known(atLeast) as Maybe<Level>;
  const level = !activity.known
    ? unknown(activity.reason)
    : active && unsure !== undefined && !unsure.known
      ? unknown(unsure.reason)
      : sure;
  const next = rungs.findIndex((rung) => rung.known && !rung.value) + 1;
  return {
    level,
    atLeast,
    rungs,
    processMissing: atLeast >= 3 && rungs[1]?.known === true && !rungs[1].value,
    next: next === 0 ? null : (next as Level),
  };
}

function reaches(value: Maybe<number>, limit: number): Maybe<boolean> {
  return value.known ? known(value.value >= limit) : value;
}

function both(a: Maybe<boolean>, b: Maybe<boolean>): Maybe<boolean> {
  if (a.known && !a.value) return a;
  if (b.known && !b.value) return b;
  if (!a.known) return a;
  return b;
}

/** Where activity and level meet (HLT-06): 黏性强, 假活跃, 需激活, 沉寂. */
export type Quadrant = 'sticky' | 'fake-active' | 'to-activate' | 'silent';

/** Activity counts as high from this share of what is expected (HLT-06, a default of ours). */
export const HIGH_ACTIVITY = 0.75;

/**
 * The quadrant of a customer.
 *
 * @param activity  Activity, a fraction.
 * @param expected  Expected activity, a fraction above 0.
 * @param level     Level of HLT-04.
 * @returns         The quadrant; Unknown with the reason of what is not known.
 * @source          HLT-06; the name of low and low by settled 7.
 * @example         quadrantOf(known(0.5), 0.6, known(1)) // => known('fake-active')
 */
export function quadrantOf(activity: Maybe<number>, expected: number, level: Maybe<Level>): Maybe<Quadrant> {
  if (!activity.known) return activity;
  if (!level.known) return level;
  const [busy, deep] = [activity.value >= expected * HIGH_ACTIVITY, level.value >= 3];
  if (busy) return known(deep ? 'sticky' : 'fake-active');
  return known(deep ? 'to-activate' : 'silent');
}
