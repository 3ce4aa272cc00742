import { useCallback, useRef, useState } from 'react';
import type { InputOf, OutputOf } from '../../../contract/operation.ts';
import { call } from '../../../web/call.ts';
import { useRefresh } from '../../access/web/widgets/use-refresh.ts';
import { getTask, myDay, type Task } from '../contract.ts';
import { MOST_MOVES, reassignTasks, teamDay } from '../contract-team.ts';
import type { Me } from './day-view.ts';
import type { ChangeNotice } from './use-day-changes.ts';

type Moves = InputOf<typeof reassignTasks>['moves'];
type Moved = OutputOf<typeof reassignTasks>;

/**
 * Picks tasks and hands them over together.
 *
 * @param notify  Told what was moved, what stayed, and what went wrong.
 * @returns       The picked ids, `move`, and `undo`.
 */
export function useMoves(notify: (notice: ChangeNotice) => void) {
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const [busy, setBusy] = useState(false);
  const latest = useRef<Moves | null>(null);
  const refresh = useRefresh(myDay, teamDay, getTask);

  const send = async (moves: Moves, undo: boolean): Promise<Moved | null> => {
    setBusy(true);
    try {
      return await sendAll(moves, undo);
    } catch (error) {
      notify({ kind: 'failed', error });
      return null;
    } finally {
      setBusy(false);
      refresh();
    }
  };

  const move = async (tasks: readonly Task[], person: Me): Promise<void> => {
    const before = new Map(tasks.map((task) => [task.taskId, task]));
    const answer = await send(
      tasks.map(({ taskId, version }) => ({ taskId, version, personId: person.personId, claimed: false })),
      false,
    );
    if (answer === null) return;
    setPicked(new Set());
    latest.current = answer.moved.map(({ taskId, version }) => {
      const was = before.get(taskId);
      return { taskId, version, personId: was?.assignee?.personId ?? null, claimed: was?.state === 'claimed' };
    });
    notify({ kind: 'moved', count: answer.moved.length, stayed: answer.stayed.length, who: person.name });
  };

  const undo = async (otherwise: () => unknown): Promise<void> => {
    const moves = latest.current ?? [];
    latest.current = null;
    if (moves.length === 0) return void otherwise();
    const answer = await send(moves, true);
    if (answer !== null) notify({ kind: 'moved-back', count: answer.moved.length, stayed: answer.stayed.length });
  };

  const acts = useRef({ undo });
  acts.current = { undo };
  return {
    picked,
    busy,
    move,
    /** Takes the hand-over back when it was the latest thing done; `otherwise` what else there is to take back. */
    undo: useCallback((otherwise: () => unknown) => acts.current.undo(otherwise), []),
    /** Something else was done since: that is what an undo means now. */
    forget: useCallback((): void => {
      latest.current = null;
    }, []),
    flip: useCallback(
      ({ taskId }: Task): void =>
        setPicked((now) => {
          const next = new Set(now);
          if (!next.delete(taskId)) next.add(taskId);
          return next;
        }),
      [],
    ),
    toggle: (tasks: readonly Task[], on: boolean): void =>
      setPicked((now) => {
        const next = new Set(now);
        for (const { taskId } of tasks) on ? next.add(taskId) : next.delete(taskId);
        return next;
      }),
    clear: (): void => setPicked(new Set()),
  };
}

export type Moving = ReturnType<typeof useMoves>;

/** As many at once as the server takes. What was moved before a later part failed is told. */
async function sendAll(moves: Moves, undo: boolean): Promise<Moved> {
  const all: Moved = { moved: [], stayed: [] };
  for (let from = 0; from < moves.length; from += MOST_MOVES) {
    const part = moves.slice(from, from + MOST_MOVES);
    const answer = await call(reassignTasks, { moves: part, undo }).catch((error: unknown) => {
      if (all.moved.length === 0) throw error;
      return { moved: [], stayed: part.map(({ taskId }) => ({ taskId, why: 'changed' as const })) };
    });
    all.moved.push(...answer.moved);
    all.stayed.push(...answer.stayed);
  }
  return all;
}
