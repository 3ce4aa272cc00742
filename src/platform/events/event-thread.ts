import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { AppError, InvariantError } from '../../kernel/errors.ts';
import type { BackedEvents } from '../backup/port.ts';
import { claim } from '../duckdb/open-duckdb.ts';
import { ExitError } from '../exit-codes.ts';
import { storeOver } from './duckdb-event-store.ts';
import type { EventGroup } from './event-group.ts';
import type { EventLog, RotationLimits } from './event-log.ts';
import { type Failure, type FromLog, METHODS, type Method, type Order, type ToLog } from './thread-messages.ts';

type Waiting = { resolve(result: unknown): void; reject(error: Error): void };

/**
 * Opens the event log in a file, in a thread of its own, which alone opens its files: a commit blocks the thread that makes it. The caller
 * is the one owner of the file in this process.
 */
export async function startEventStore(path: string, rotation?: RotationLimits): Promise<BackedEvents> {
  const free = claim(path);
  try {
    return storeOver(await startLog(path, rotation, free));
  } catch (error) {
    free();
    throw error;
  }
}

async function startLog(path: string, rotation: RotationLimits | undefined, free: () => void): Promise<EventLog> {
  const worker = new Worker(entry(), { workerData: { path, rotation }, execArgv: execArgv() });
  const waiting = new Map<number, Waiting>();
  let ended: Error | null = null;
  let last = 0;

  function end(error: Error): void {
    ended ??= error;
    for (const { reject } of waiting.values()) reject(ended);
    waiting.clear();
  }

  function wait(id: number): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (ended === null) waiting.set(id, { resolve, reject });
      else reject(ended);
    });
  }

  /** What is asked for while others are listened to leaves in one message. */
  let orders: ToLog = [];
  function send(): void {
    if (ended === null) worker.postMessage(orders, orders.flatMap(buffersOf));
    orders = [];
  }

  function ask(order: Order): Promise<unknown> {
    if (orders.length === 0) setImmediate(send);
    orders.push([++last, ...order]);
    return wait(last);
  }

  worker.on('message', (messages: FromLog) => {
    for (const [id, result, failure] of messages) {
      const asked = waiting.get(id);
      waiting.delete(id);
      if (failure === undefined) asked?.resolve(result);
      else asked?.reject(errorOf(failure));
    }
  });
  worker.on('error', (error) => end(new Error(`The event log stopped: ${error.message}`, { cause: error })));
  worker.on('exit', () => end(new Error('The event log has been closed.')));
  await wait(0);

  const methods = Object.fromEntries(METHODS.map((method) => [method, (...args: unknown[]) => ask([method, ...args])]));
  return {
    // Each is what `openEventLog` gives, asked over the thread's border.
    ...(methods as unknown as Pick<EventLog, Exclude<Method, 'append' | 'close'>>),
    append: (group: EventGroup) => ask(['append', group]) as Promise<Uint8Array>,
    async close() {
      if (ended !== null) return;
      await ask(['close']);
      await worker.terminate();
      free();
    },
  };
}

/** The columns of a group lie in one buffer, which changes hands; it is not copied. */
function buffersOf([, method, first]: ToLog[number]): ArrayBuffer[] {
  if (method !== 'append') return [];
  const { buffer } = (first as EventGroup).numbers;
  return buffer instanceof ArrayBuffer ? [buffer] : [];
}

function errorOf({ name, code, message, stack }: Failure): Error {
  const cause = new Error(stack);
  switch (name) {
    case 'app':
      return new AppError(code, message, { cause });
    case 'exit':
      return new ExitError(code, message);
    case 'invariant':
      return new InvariantError(message, { cause });
    case 'error':
      return new Error(message, { cause });
  }
}

/** In development and tests this file is TypeScript, and so is its neighbour; in the build both are JavaScript. */
const FROM_SOURCE = import.meta.url.endsWith('.ts');

function entry(): URL {
  return new URL(FROM_SOURCE ? './event-worker.ts' : './event-worker.js', import.meta.url);
}

/** A thread does not inherit the reader of TypeScript, and `tsx` leaves threads alone unless it is asked. */
function execArgv(): string[] {
  if (!FROM_SOURCE) return [];
  const api = pathToFileURL(createRequire(import.meta.url).resolve('tsx/esm/api')).href.replace(/\.cjs$/, '.mjs');
  return ['--import', `data:text/javascript,import { register } from '${api}'; register();`];
}
