import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Assessment, Problem } from './core/assess.ts';
import type { FromThread } from './thread-worker.ts';

/** In development and tests this file is TypeScript, and so is its neighbour; in the build both are JavaScript. */
const FROM_SOURCE = import.meta.url.endsWith('.ts');

/**
 * Carries out a back-test in a thread of its own: it takes seconds, and the thread that answers requests must not wait for it.
 *
 * @param onStep  Is told how much is done, 0 to 1.
 * @param signal  Stops the thread.
 */
export function assessApart(problem: Problem, onStep: (share: number) => void, signal: AbortSignal): Promise<Assessment> {
  const entry = new URL(FROM_SOURCE ? './thread-worker.ts' : './thread-worker.js', import.meta.url);
  const worker = new Worker(entry, { workerData: problem, execArgv: execArgv() });
  return new Promise((resolve, reject) => {
    const stop = (): void => void worker.terminate();
    signal.addEventListener('abort', stop);
    worker.on('message', (message: FromThread) => {
      if (message.kind === 'step') onStep(message.share);
      else resolve(message.assessment);
    });
    worker.on('error', reject);
    worker.on('exit', () => {
      signal.removeEventListener('abort', stop);
      reject(new Error('The thread of the back-test was stopped.'));
    });
  });
}

/** A thread does not inherit the reader of TypeScript, and `tsx` leaves threads alone unless it is asked. */
function execArgv(): string[] {
  if (!FROM_SOURCE) return [];
  const api = pathToFileURL(createRequire(import.meta.url).resolve('tsx/esm/api')).href.replace(/\.cjs$/, '.mjs');
  return ['--import', `data:text/javascript,import { register } from '${api}'; register();`];
}
