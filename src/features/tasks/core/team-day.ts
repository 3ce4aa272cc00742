import type { Day } from '../../../kernel/time.ts';
import type { TaskState } from './lifecycle.ts';

/** What of a task is counted for a team's day. */
export interface Counted<Id extends string = string> {
  readonly assigneeId: Id | null;
  /** The state it is in today. */
  readonly state: TaskState;
  readonly dueOn: Day;
  /** Civil day on which it was finished; null while it is not. */
  readonly doneOn: Day | null;
}

/** The work of one person on a day. */
export interface Load {
  /** What is to be done now: neither asleep nor over. */
  readonly open: number;
  readonly overdue: number;
  /** Of what is to be done, what nobody has claimed yet. */
  readonly unclaimed: number;
  /** Finished today. */
  readonly done: number;
}

export const NO_LOAD: Load = { open: 0, overdue: 0, unclaimed: 0, done: 0 };

/**
 * How much work each person has.
 *
 * @param tasks  Tasks, in any order.
 * @param today  The workspace's civil day.
 * @returns      By person, null for what is nobody's; who has nothing is absent.
 * @example      loadsOf([{ assigneeId: 'a', state: 'open', dueOn: day('2026-11-17'), doneOn: null }], day('2026-11-18')).get('a') // => { open: 1, overdue: 1, unclaimed: 1, done: 0 }
 */
export function loadsOf<Id extends string>(tasks: readonly Counted<Id>[], today: Day): ReadonlyMap<Id | null, Load> {
  const loads = new Map<Id | null, Load>();
  for (const { assigneeId, state, dueOn, doneOn } of tasks) {
    const isOpen = state === 'open' || state === 'claimed';
    const isDone = state === 'done' && doneOn === today;
    if (!isOpen && !isDone) continue;
    const load = loads.get(assigneeId) ?? NO_LOAD;
    loads.set(assigneeId, {
      open: load.open + Number(isOpen),
      overdue: load.overdue + Number(isOpen && dueOn < today),
      unclaimed: load.unclaimed + Number(state === 'open'),
      done: load.done + Number(isDone),
    });
  }
  return loads;
}

/**
 * Whose work a lead looks at first: who is away and has work, then who is late most, then who has most to do.
 *
 * @param a  The work of one, and whether they are away.
 * @param b  Of another.
 * @returns  Below 0 when `a` comes first; 0 when both are alike.
 * @example  compareLoads({ open: 9, overdue: 0, unclaimed: 0, done: 0, isAway: false }, { open: 1, overdue: 1, unclaimed: 0, done: 0, isAway: false }) > 0 // => true
 */
export function compareLoads(a: Load & { readonly isAway: boolean }, b: Load & { readonly isAway: boolean }): number {
  const stranded = (load: typeof a): number => Number(load.isAway && load.open > 0);
  return stranded(b) - stranded(a) || b.overdue - a.overdue || b.open - a.open || b.done - a.done;
}
