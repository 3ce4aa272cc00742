import type { Day } from '../../../kernel/time.ts';
import { isChance } from '../../warnings/core/registry.ts';
import type { Task } from '../contract.ts';
import { groupOn, isAwake } from '../core/rank.ts';

/** The groups of the day, in the order they are shown. */
export const DAY_GROUPS = ['must', 'warning', 'growth', 'snoozed', 'done'] as const;
export type DayGroup = (typeof DAY_GROUPS)[number];

/** One group with its rows, as shown. */
export interface DaySection {
  readonly group: DayGroup;
  readonly tasks: readonly Task[];
}

/** In the place of a person's id: the work of nobody. */
export const NOBODY = 'nobody';

/**
 * The work of one person out of a team's.
 *
 * @param tasks  The tasks of the day.
 * @param who    A person's id or `nobody`; null for all.
 * @returns      In the order given.
 */
export function tasksOf(tasks: readonly Task[], who: string | null): readonly Task[] {
  return who === null ? tasks : tasks.filter(({ assignee }) => (assignee?.personId ?? NOBODY) === who);
}

/**
 * Sorts the day into its groups; empty groups are left out.
 *
 * @param tasks  The tasks of the day, in any order.
 * @param only   One group to show, or null for all.
 * @returns      Sections in the order of `DAY_GROUPS`, rows by rank.
 */
export function sectionsOf(tasks: readonly Task[], only: DayGroup | null): DaySection[] {
  return DAY_GROUPS.filter((group) => only === null || group === only)
    .map((group) => ({ group, tasks: tasks.filter((task) => task.group === group).toSorted((a, b) => a.rank - b.rank) }))
    .filter((section) => section.tasks.length > 0);
}

/**
 * The row that is selected: the one asked for, else the first that is open.
 *
 * @param sections  What is shown.
 * @param wanted    Task id out of the address, or null.
 * @returns         The task, or null when nothing is shown.
 */
export function selectedOf(sections: readonly DaySection[], wanted: string | null): Task | null {
  const rows = sections.flatMap((section) => section.tasks);
  return rows.find((task) => task.taskId === wanted) ?? rows[0] ?? null;
}

/**
 * The row to select when one leaves its place: the next below, else the one above.
 *
 * @param sections  What was shown before.
 * @param taskId    The row that leaves.
 * @returns         Task id, or null when it was the only one.
 */
export function neighbourOf(sections: readonly DaySection[], taskId: string): string | null {
  const rows = sections.flatMap((section) => section.tasks);
  const at = rows.findIndex((task) => task.taskId === taskId);
  return (rows[at + 1] ?? rows[at - 1])?.taskId ?? null;
}

/** Who is working, for what a change will look like before the server has answered. */
export interface Me {
  readonly personId: string;
  readonly name: string;
}

/** A change of a task as a person makes it. */
export type TaskChange =
  | { readonly act: 'claim' }
  | { readonly act: 'release' }
  | { readonly act: 'assign'; readonly person: Me }
  | { readonly act: 'snooze'; readonly until: Day }
  | { readonly act: 'wake' }
  | { readonly act: 'complete'; readonly outcome: NonNullable<Task['outcome']>; readonly note: string }
  | { readonly act: 'reopen' };

/**
 * What a task will most likely look like after a change: shown at once, replaced by the server's answer.
 *
 * @param task    The task as it is.
 * @param change  What the person does.
 * @param me      Who does it.
 * @param today   The workspace's today.
 * @returns       The expected task; its version is unchanged, only the server counts.
 */
export function expectedAfter(task: Task, change: TaskChange, me: Me, today: Day): Task {
  const { dueOn, reason } = task;
  const asOpen = { state: 'open', snoozedUntil: null, resumeState: 'open', dueOn, doneOn: null } as const;
  const group = groupOn({ ...asOpen, isChance: isChance(reason.rule, reason.direction) }, today);
  const awake = { group: group ?? 'must', snoozedUntil: null };
  switch (change.act) {
    case 'claim':
      return { ...task, ...(task.group === 'snoozed' && awake), state: 'claimed', assignee: me };
    case 'release':
      return { ...task, state: 'open', assignee: null };
    case 'assign':
      // Handed over is not yet taken: the other one still claims it.
      return { ...task, ...(task.group === 'snoozed' && awake), state: 'open', assignee: change.person };
    case 'snooze':
      return { ...task, state: 'snoozed', group: 'snoozed', snoozedUntil: change.until };
    case 'wake':
      return { ...task, ...awake, state: task.assignee ? 'claimed' : 'open' };
    case 'complete':
      return { ...task, state: 'done', group: 'done', outcome: change.outcome, note: change.note || null, assignee: task.assignee ?? me };
    case 'reopen':
      return { ...task, ...awake, state: 'claimed', assignee: task.assignee ?? me, outcome: null, note: null };
  }
}

/**
 * The change that takes another back, if there is one.
 *
 * @param before  The task before the change.
 * @param change  The change made.
 * @returns       The undo, or null when the change cannot be taken back from here.
 */
export function undoOf(before: Task, change: TaskChange): TaskChange | null {
  switch (change.act) {
    case 'claim':
      return before.assignee ? { act: 'assign', person: before.assignee } : { act: 'release' };
    case 'assign':
      return before.assignee ? { act: 'assign', person: before.assignee } : null;
    case 'release':
      return before.assignee ? { act: 'assign', person: before.assignee } : { act: 'claim' };
    case 'snooze':
      return { act: 'wake' };
    case 'complete':
      return { act: 'reopen' };
    default:
      return null;
  }
}

/**
 * The counts of the page's sentence, from the rows shown: so that it is right at once after an optimistic change.
 *
 * @param tasks  The tasks of the day.
 * @returns      Open things, those due today, those of growth, those of nobody, those overdue, and the customers they concern.
 */
export function countsOf(
  tasks: readonly Task[],
  today: Day,
): { open: number; must: number; growth: number; unclaimed: number; overdue: number; customers: number } {
  const open = tasks.filter((task) => isAwake(task.group));
  return {
    open: open.length,
    must: open.filter((task) => task.group === 'must').length,
    growth: open.filter((task) => task.group === 'growth').length,
    unclaimed: open.filter((task) => task.state === 'open').length,
    overdue: open.filter((task) => task.dueOn < today).length,
    customers: new Set(open.map((task) => task.account.externalId)).size,
  };
}

/**
 * Whether a person works on a task, so that it waits for being finished rather than for being claimed.
 *
 * @param task  The task.
 * @param me    Who looks; null while that is not known yet.
 * @returns     True when it is claimed by them. A task handed to them is theirs only once they claim it.
 */
export function isMine(task: Task, me: Me | null): boolean {
  return task.state === 'claimed' && me !== null && task.assignee?.personId === me.personId;
}

/**
 * How a person takes a task: a claim, or from a colleague who has claimed it, a hand-over to themselves.
 *
 * @param task  The task.
 * @param me    Who takes it.
 * @returns     The change, or null when it is theirs already or done.
 */
export function takeOver(task: Task, me: Me | null): TaskChange | null {
  if (me === null || isMine(task, me) || task.group === 'done') return null;
  return task.state === 'claimed' ? { act: 'assign', person: me } : { act: 'claim' };
}
