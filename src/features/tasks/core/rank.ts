import type { Day } from '../../../kernel/time.ts';
import { stateOn, type TaskStatus } from './lifecycle.ts';

export type Group = 'must' | 'warning' | 'growth' | 'snoozed' | 'done';

/** What the order of the day looks at. */
export interface Ranked {
  readonly taskId: string;
  readonly severity: 'critical' | 'high' | 'normal';
  readonly dueOn: Day;
  /** The value today, or the one that fired where today's is Unknown; in the unit of the threshold. */
  readonly value: number;
  readonly threshold: number;
  readonly customer: string;
  /** Risk × what recurs a year (MON-08), in whole minor units; null where either is not known. */
  readonly atRisk: number | null;
  /** What recurs a year, in whole minor units; null where it is not known. */
  readonly arr: number | null;
}

const SEVERITY_ORDER = { critical: 0, high: 1, normal: 2 } as const;

/** The reasons of the order, most important first. */
export const RANK_REASONS = ['at-risk', 'arr', 'severity', 'due-day', 'shortfall', 'customer', 'task'] as const;
export type RankReason = (typeof RANK_REASONS)[number];

/**
 * How far a value lies under its threshold, as a share of the threshold.
 *
 * @param value      The value.
 * @param threshold  The threshold in the same unit; 0 has no share.
 * @returns          A fraction: 0.5 is half way to nothing; negative above the threshold.
 * @example          shortfall(0.1, 0.2) // => 0.5
 */
export function shortfall(value: number, threshold: number): number {
  return threshold === 0 ? 0 : (threshold - value) / Math.abs(threshold);
}

/**
 * Which of two tasks comes first in the day: by the money at risk, not by who shouts; then by severity, due day, the larger distance from the
 * line, the customer's name, the id. Growth is ranked by what recurs a year: there nothing is at risk. What has no money known comes after what
 * has.
 *
 * @param a      A task.
 * @param b      Another.
 * @param money  What counts first: `arr` in the lane of growth.
 * @returns      `order` below 0 when `a` comes first; `by`: what decided.
 * @source       MON-08.
 * @example      compareTasks({ taskId: 'a', severity: 'high', dueOn: day('2026-01-02'), value: 0, threshold: 1, customer: 'A', atRisk: null, arr: null }, { taskId: 'b', severity: 'critical', dueOn: day('2026-01-03'), value: 0, threshold: 1, customer: 'B', atRisk: null, arr: null }) // => { order: 1, by: 'severity' }
 */
export function compareTasks(a: Ranked, b: Ranked, money: 'at-risk' | 'arr' = 'at-risk'): { order: number; by: RankReason } {
  const compared: Readonly<Record<RankReason, number>> = {
    'at-risk': money === 'at-risk' ? (b.atRisk ?? -1) - (a.atRisk ?? -1) : 0,
    arr: money === 'arr' ? (b.arr ?? -1) - (a.arr ?? -1) : 0,
    severity: SEVERITY_ORDER[a.severity] - SEVERITY_ORDER[b.severity],
    'due-day': compareText(a.dueOn, b.dueOn),
    shortfall: Math.abs(shortfall(b.value, b.threshold)) - Math.abs(shortfall(a.value, a.threshold)),
    customer: compareText(a.customer, b.customer),
    task: compareText(a.taskId, b.taskId),
  };
  const by = RANK_REASONS.find((reason) => compared[reason] !== 0) ?? 'task';
  return { order: Math.sign(compared[by]), by };
}

// By code point, so that every machine and engine gives the same order; names are the last resort here.
function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** What the group of a task follows from. */
export interface Grouped extends TaskStatus {
  readonly dueOn: Day;
  /** Civil day on which it was finished; null while it is not. */
  readonly doneOn: Day | null;
  /** Its warning is of something good. */
  readonly isChance: boolean;
}

/**
 * Under which heading of the day a task stands.
 *
 * @param task   Its status and days.
 * @param today  The workspace's civil day.
 * @returns      `must` due today or before, `warning` due later, `growth` whenever it is due, `snoozed`, `done` finished today; null: not on the day.
 * @example      groupOn({ state: 'open', snoozedUntil: null, resumeState: 'open', dueOn: day('2026-11-20'), doneOn: null, isChance: false }, day('2026-11-20')) // => 'must'
 */
export function groupOn(task: Grouped, today: Day): Group | null {
  const state = stateOn(task, today);
  if (state === 'cancelled') return null;
  if (state === 'done') return task.doneOn === today ? 'done' : null;
  if (state === 'snoozed') return 'snoozed';
  if (task.isChance) return 'growth';
  return task.dueOn <= today ? 'must' : 'warning';
}

/**
 * Whether a group holds what is to be done now.
 *
 * @param group  A group of the day.
 * @returns      False for what sleeps or is finished.
 * @example      isAwake('growth') // => true
 */
export function isAwake(group: Group): boolean {
  return group !== 'snoozed' && group !== 'done';
}
