import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';

/**
 * The thread that PGlite runs in. It knows one thing: take messages of the PostgreSQL protocol, give back the answer.
 * Imports no file of ours, so that it runs from source and from the build alike.
 */

export interface WorkerOptions {
  readonly dataDir: string;
  readonly startParams: readonly string[];
  readonly initDbStartParams: readonly string[];
}

export type ToWorker =
  | { readonly kind: 'exchange'; readonly id: number; readonly messages: Uint8Array }
  | { readonly kind: 'close'; readonly id: number };

export type FromWorker =
  | { readonly kind: 'answer'; readonly id: number; readonly bytes: Uint8Array }
  | { readonly kind: 'failure'; readonly id: number; readonly message: string };

async function work(): Promise<void> {
  const port = parentPort;
  if (port === null) return;
  const { dataDir, startParams, initDbStartParams }: WorkerOptions = workerData;
  const engine = await PGlite.create({
    dataDir,
    startParams: [...PGlite.defaultStartParams, ...startParams],
    initDbStartParams: [...initDbStartParams],
  });
  const carryOut = async (order: ToWorker): Promise<Uint8Array> => {
    if (order.kind === 'exchange') return engine.execProtocolRaw(order.messages);
    await engine.close();
    return new Uint8Array();
  };
  port.on('message', (order: ToWorker) => {
    carryOut(order).then(
      (bytes) => port.postMessage({ kind: 'answer', id: order.id, bytes } satisfies FromWorker),
      (error: unknown) => port.postMessage({ kind: 'failure', id: order.id, message: String(error) } satisfies FromWorker),
    );
  });
  port.postMessage({ kind: 'answer', id: 0, bytes: new Uint8Array() } satisfies FromWorker);
}

await work();
