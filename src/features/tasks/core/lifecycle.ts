import type { Day } from '../../../kernel/time.ts';

export type TaskState = 'open' | 'claimed' | 'snoozed' | 'done' | 'cancelled';
export type TaskAct = 'claim' | 'release' | 'assign' | 'snooze' | 'wake' | 'complete' | 'reopen' | 'cancel';

/** From which state which act leads where; `resume` is the state before the sleep. What is missing is refused. */
export const TRANSITIONS: Readonly<Record<TaskState, Partial<Record<TaskAct, TaskState | 'resume'>>>> = {
  open: { claim: 'claimed', assign: 'open', snooze: 'snoozed', complete: 'done', cancel: 'cancelled' },
  claimed: { release: 'open', assign: 'open', snooze: 'snoozed', complete: 'done', cancel: 'cancelled' },
  snoozed: { claim: 'claimed', assign: 'open', snooze: 'snoozed', wake: 'resume', complete: 'done', cancel: 'cancelled' },
  done: { reopen: 'claimed' },
  cancelled: {},
};

/** What decides the state of a task. */
export interface TaskStatus {
  readonly state: TaskState;
  /** Awake from this day on; null when not asleep. */
  readonly snoozedUntil: Day | null;
  /** The state to return to on waking. */
  readonly resumeState: 'open' | 'claimed';
}

/**
 * The state of a task today: a sleeping task wakes by itself when its day has come.
 *
 * @param task   Its stored status.
 * @param today  The workspace's civil day.
 * @returns      The state.
 * @example      stateOn({ state: 'snoozed', snoozedUntil: day('2026-11-20'), resumeState: 'claimed' }, day('2026-11-20')) // => 'claimed'
 */
export function stateOn(task: TaskStatus, today: Day): TaskState {
  if (task.state !== 'snoozed') return task.state;
  return task.snoozedUntil !== null && task.snoozedUntil > today ? 'snoozed' : task.resumeState;
}

/**
 * Where an act leads from the state a task is in today.
 *
 * @param task   Its stored status.
 * @param act    What somebody wants to do.
 * @param today  The workspace's civil day.
 * @returns      The next state, or null when the act is not possible now.
 * @example      nextState({ state: 'done', snoozedUntil: null, resumeState: 'open' }, 'claim', day('2026-11-20')) // => null
 */
export function nextState(task: TaskStatus, act: TaskAct, today: Day): TaskState | null {
  const next = TRANSITIONS[stateOn(task, today)][act] ?? null;
  return next === 'resume' ? task.resumeState : next;
}
