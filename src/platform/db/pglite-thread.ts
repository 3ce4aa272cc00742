import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { FromWorker, ToWorker, WorkerOptions } from './pglite-worker.ts';

/** PGlite in a thread of its own: a heavy query must not stop the thread that answers HTTP. */
export interface PgliteThread {
  exchange(messages: Uint8Array): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** What the engine may keep in memory. It serves one process: the defaults are for a server with a hundred. Buffers take memory once they are used. */
const START_PARAMS = [
  '-c',
  'shared_buffers=64MB',
  '-c',
  'wal_buffers=1MB',
  '-c',
  'max_connections=5',
  '-c',
  'max_wal_size=64MB',
  '-c',
  'min_wal_size=32MB',
];

type Waiting = { resolve(bytes: Uint8Array): void; reject(error: Error): void };
type Order = ToWorker extends infer Each ? (Each extends ToWorker ? Omit<Each, 'id'> : never) : never;

/** Starts the thread and waits until the engine is ready. A folder that is not there is made. */
export async function startPglite(folder: string): Promise<PgliteThread> {
  const workerData: WorkerOptions = {
    dataDir: folder,
    startParams: START_PARAMS,
    initDbStartParams: ['--encoding=UTF8', '--no-locale', '--wal-segsize=1'],
  };
  const worker = new Worker(entry(), { workerData, execArgv: execArgv() });
  const waiting = new Map<number, Waiting>();
  let ended: Error | null = null;
  let last = 0;

  function end(error: Error): void {
    ended ??= error;
    for (const { reject } of waiting.values()) reject(ended);
    waiting.clear();
  }

  function wait(id: number): Promise<Uint8Array> {
    return new Promise((resolve, reject) => {
      if (ended === null) waiting.set(id, { resolve, reject });
      else reject(ended);
    });
  }

  function ask(order: Order): Promise<Uint8Array> {
    const id = ++last;
    const answer = wait(id);
    if (ended === null) worker.postMessage({ ...order, id } as ToWorker);
    return answer;
  }

  worker.on('message', (message: FromWorker) => {
    const asked = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.kind === 'answer') asked?.resolve(message.bytes);
    else asked?.reject(new Error(message.message));
  });
  worker.on('error', (error) => end(new Error(`The embedded database stopped: ${error.message}`, { cause: error })));
  worker.on('exit', () => end(new Error('The embedded database has been closed.')));
  await wait(0);

  return {
    exchange: (messages) => ask({ kind: 'exchange', messages }),
    async close() {
      if (ended !== null) return;
      await ask({ kind: 'close' });
      await worker.terminate();
    },
  };
}

/** In development and tests this file is TypeScript, and so is its neighbour; in the build both are JavaScript. */
const FROM_SOURCE = import.meta.url.endsWith('.ts');

function entry(): URL {
  return new URL(FROM_SOURCE ? './pglite-worker.ts' : './pglite-worker.js', import.meta.url);
}

/** A thread does not inherit the reader of TypeScript, and `tsx` leaves threads alone unless it is asked. */
function execArgv(): string[] {
  if (!FROM_SOURCE) return [];
  const api = pathToFileURL(createRequire(import.meta.url).resolve('tsx/esm/api')).href.replace(/\.cjs$/, '.mjs');
  return ['--import', `data:text/javascript,import { register } from '${api}'; register();`];
}
