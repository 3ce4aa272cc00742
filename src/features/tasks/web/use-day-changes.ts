import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef } from 'react';
import type { InputOf, OutputOf } from '../../../contract/operation.ts';
import type { Day } from '../../../kernel/time.ts';
import { ApiError, call } from '../../../web/call.ts';
import {
  assignTask,
  claimTask,
  completeTask,
  getTask,
  myDay,
  releaseTask,
  reopenTask,
  snoozeTask,
  type Task,
  wakeTask,
} from '../contract.ts';
import { teamDay } from '../contract-team.ts';
import { expectedAfter, type Me, type TaskChange, undoOf } from './day-view.ts';

type DayAnswer = OutputOf<typeof myDay>;

/** What came of a change: shown as a notice. */
export type ChangeNotice =
  | { readonly kind: 'changed'; readonly task: Task; readonly change: TaskChange; readonly undoable: boolean }
  | { readonly kind: 'undone' }
  | { readonly kind: 'moved'; readonly count: number; readonly stayed: number; readonly who: string }
  | { readonly kind: 'moved-back'; readonly count: number; readonly stayed: number }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'conflict'; readonly task: Task; readonly who: string | null }
  | { readonly kind: 'failed'; readonly error: unknown };

interface Done {
  readonly before: Task;
  readonly change: TaskChange;
}

/**
 * Changes the day: shown at once, sent, replaced by the server's answer, taken back when it refuses.
 *
 * @param input   The day that is shown; its answer in the cache is what is changed.
 * @param me      Who works.
 * @param today   The workspace's today.
 * @param notify  Told once a change is shown, undone or refused.
 * @returns       `change(task, change)` and `undo()`, which takes the latest change back.
 */
export function useDayChanges(input: InputOf<typeof myDay>, me: Me | null, today: Day, notify: (notice: ChangeNotice) => void) {
  const cache = useQueryClient();
  const latest = useRef<Done | null>(null);
  // A second change of the same task waits for the version the first one answers with.
  const queue = useRef(new Map<string, Promise<unknown>>());
  const versions = useRef(new Map<string, number>());
  const key = [myDay.id, input];

  const put = (task: Task): void => {
    cache.setQueryData<DayAnswer>(
      key,
      (day) => day && { ...day, tasks: day.tasks.map((one) => (one.taskId === task.taskId ? task : one)) },
    );
  };
  const find = (taskId: string): Task | undefined => cache.getQueryData<DayAnswer>(key)?.tasks.find((one) => one.taskId === taskId);

  const refuse = async (task: Task, error: unknown): Promise<void> => {
    await Promise.all([cache.invalidateQueries({ queryKey: [myDay.id] }), cache.invalidateQueries({ queryKey: [getTask.id] })]);
    if (!(error instanceof ApiError) || error.code !== 'conflict') return notify({ kind: 'failed', error });
    const now = await call(getTask, { taskId: task.taskId }).catch(() => null);
    const newest = now?.history.toSorted((a, b) => b.at.localeCompare(a.at))[0];
    notify({ kind: 'conflict', task: now?.task ?? task, who: newest?.who ?? null });
  };

  const send = async (taskId: string, change: TaskChange): Promise<boolean> => {
    const task = find(taskId);
    if (!task || !me) return false;
    await cache.cancelQueries({ queryKey: [myDay.id] });
    put(expectedAfter(task, change, me, today));
    const turn = (queue.current.get(taskId) ?? Promise.resolve()).then(async () => {
      const version = versions.current.get(taskId) ?? task.version;
      const answer = await request(taskId, Math.max(version, task.version), change);
      versions.current.set(taskId, answer.version);
      return answer;
    });
    queue.current.set(
      taskId,
      turn.catch(() => undefined),
    );
    try {
      put(await turn);
      void cache.invalidateQueries({ queryKey: [getTask.id, { taskId }] });
      void cache.invalidateQueries({ queryKey: [myDay.id] });
      void cache.invalidateQueries({ queryKey: [teamDay.id] });
      return true;
    } catch (error) {
      put(task);
      await refuse(task, error);
      return false;
    }
  };

  const change = async (task: Task, wanted: TaskChange): Promise<void> => {
    const undoable = undoOf(task, wanted) !== null;
    const done: Done = { before: task, change: wanted };
    latest.current = undoable ? done : null;
    notify({ kind: 'changed', task, change: wanted, undoable });
    if (!(await send(task.taskId, wanted)) && latest.current === done) latest.current = null;
  };
  const undo = async (): Promise<void> => {
    const done = latest.current;
    latest.current = null;
    const back = done && undoOf(done.before, done.change);
    if (!done || !back) return notify({ kind: 'nothing' });
    if (await send(done.before.taskId, back)) notify({ kind: 'undone' });
  };
  const acts = useRef({ change, undo });
  acts.current = { change, undo };
  return {
    change: useCallback((task: Task, wanted: TaskChange) => acts.current.change(task, wanted), []),
    undo: useCallback(() => acts.current.undo(), []),
  };
}

function request(taskId: string, version: number, change: TaskChange): Promise<Task> {
  switch (change.act) {
    case 'claim':
      return call(claimTask, { taskId, version });
    case 'release':
      return call(releaseTask, { taskId, version });
    case 'assign':
      return call(assignTask, { taskId, version, personId: change.person.personId });
    case 'snooze':
      return call(snoozeTask, { taskId, version, until: change.until });
    case 'wake':
      return call(wakeTask, { taskId, version });
    case 'complete':
      return call(completeTask, { taskId, version, outcome: change.outcome, ...(change.note && { note: change.note }) });
    case 'reopen':
      return call(reopenTask, { taskId, version });
  }
}
