import type { BackedEvents } from '../backup/port.ts';
import { oneByOne } from '../duckdb/open-duckdb.ts';
import { groupOf } from './event-group.ts';
import { type EventLog, openEventLog, type RotationLimits } from './event-log.ts';
import { ACCEPTED, DUPLICATE } from './log-append.ts';

/**
 * Opens the event log in a file, or `:memory:`, in this thread: for tests and for programs that serve nobody meanwhile. A server opens it by
 * `startEventStore`, in a thread of its own. The caller is the one owner of the file in this process.
 */
export async function openDuckDbEventStore(path: string, rotation?: RotationLimits): Promise<BackedEvents> {
  return storeOver(await openEventLog(path, rotation));
}

/** The port over a log, wherever it runs. */
export function storeOver(log: EventLog): BackedEvents {
  const inTurn = oneByOne();
  let standing: Promise<unknown> | null = null;
  return {
    ...log,
    async append(events) {
      while (standing !== null) await standing;
      return events.length === 0 ? [] : wordsOf(await log.append(groupOf(events)));
    },
    still: (act) =>
      inTurn(async () => {
        const acted = Promise.resolve().then(act).then(log.lastSeq);
        standing = acted.catch(() => undefined);
        return acted.finally(() => {
          standing = null;
        });
      }),
    judge: async (events) => (events.length === 0 ? [] : wordsOf(await log.judge(groupOf(events)))),
  };
}

function wordsOf(answers: Uint8Array): readonly ('accepted' | 'duplicate' | 'conflict')[] {
  return Array.from(answers, (answer) => (answer === ACCEPTED ? 'accepted' : answer === DUPLICATE ? 'duplicate' : 'conflict'));
}
