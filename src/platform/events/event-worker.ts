import { parentPort, workerData } from 'node:worker_threads';
import { type EventLog, openEventLog, type RotationLimits } from './event-log.ts';
import { type FromLog, failureOf, type ToLog } from './thread-messages.ts';

/** The thread of the event log: it alone opens the log's files. */
async function work(): Promise<void> {
  const port = parentPort;
  if (port === null) return;
  const { path, rotation } = workerData as { path: string; rotation?: RotationLimits };
  let answers: FromLog[number][] = [];
  const answer = (...one: FromLog[number]): void => {
    if (answers.length === 0) {
      // The answers to one commit come at once and leave in one message.
      setImmediate(() => {
        port.postMessage(answers satisfies FromLog);
        answers = [];
      });
    }
    answers.push(one);
  };
  let log: EventLog;
  try {
    log = await openEventLog(path, rotation);
  } catch (error) {
    answer(0, undefined, failureOf(error));
    return;
  }
  port.on('message', (orders: ToLog) => {
    for (const [id, method, ...args] of orders) {
      const carriedOut = (log[method] as (...args: unknown[]) => Promise<unknown>)(...args);
      carriedOut.then(
        (result) => answer(id, result),
        (error: unknown) => answer(id, undefined, failureOf(error)),
      );
    }
  });
  answer(0);
}

await work();
