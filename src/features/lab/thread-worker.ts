import { parentPort, workerData } from 'node:worker_threads';
import { type Assessment, assess, type Problem } from './core/assess.ts';

/** What the thread of a back-test says. */
export type FromThread = { readonly kind: 'step'; readonly share: number } | { readonly kind: 'done'; readonly assessment: Assessment };

const say = (message: FromThread): void => parentPort?.postMessage(message);
say({ kind: 'done', assessment: assess(workerData as Problem, (share) => say({ kind: 'step', share })) });
