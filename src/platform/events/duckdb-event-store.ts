import type { Backed } from '../backup/port.ts';
import { groupOf } from './event-group.ts';
import { type EventLog, openEventLog, type RotationLimits } from './event-log.ts';
import { ACCEPTED, DUPLICATE } from './log-append.ts';
import type { EventStore } from './port.ts';

/**
 * Opens the event log in a file, or `:memory:`, in this thread: for tests and for programs that serve nobody meanwhile. A server opens it by
 * `startEventStore`, in a thread of its own. The caller is the one owner of the file in this process.
 */
export async function openDuckDbEventStore(path: string, rotation?: RotationLimits): Promise<EventStore & Backed> {
  return storeOver(await openEventLog(path, rotation));
}

/** The port over a log, wherever it runs. */
export function storeOver(log: EventLog): EventStore & Backed {
  return {
    ...log,
    append: async (events) => (events.length === 0 ? [] : wordsOf(await log.append(groupOf(events)))),
    judge: async (events) => (events.length === 0 ? [] : wordsOf(await log.judge(groupOf(events)))),
  };
}

function wordsOf(answers: Uint8Array): readonly ('accepted' | 'duplicate' | 'conflict')[] {
  return Array.from(answers, (answer) => (answer === ACCEPTED ? 'accepted' : answer === DUPLICATE ? 'duplicate' : 'conflict'));
}
