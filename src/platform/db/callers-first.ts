import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

const background = new AsyncLocalStorage<true>();

/** Carries out work that nobody waits for: where there is only one connection, callers go before it. */
export function inBackground<T>(run: () => Promise<T>): Promise<T> {
  return background.run(true, run);
}

/** A caller's next statement mostly follows its last within this time. */
const NEXT_MS = 4;
/** Callers who never pause hold background work up for so long, and then each of its transactions has its turn. */
const LONGEST_WAIT_MS = 100;

type Taken = (error: Error | undefined, client: pg.PoolClient | undefined, done: (release?: unknown) => void) => void;

/**
 * A pool of one connection. Who asks in the background gets it when no caller has it, waits for it or has just let go of it, so that a page
 * of several statements waits for one background transaction at most.
 */
export class CallersFirstPool extends pg.Pool {
  /** Those in the background, one after another. */
  #line: Promise<unknown> = Promise.resolve();
  #heldInBackground = false;
  #leftAt = Number.NEGATIVE_INFINITY;

  constructor(options: pg.PoolConfig) {
    super({ ...options, max: 1 });
    this.on('release', () => {
      if (!this.#heldInBackground) this.#leftAt = performance.now();
    });
  }

  override connect(): Promise<pg.PoolClient>;
  override connect(taken: Taken): void;
  override connect(taken?: Taken): Promise<pg.PoolClient> | undefined {
    const client = background.getStore() === true ? this.#connectBehind() : super.connect();
    if (taken === undefined) return client;
    client.then(
      (one) => taken(undefined, one, (release) => one.release(release as Error)),
      (error: Error) => taken(error, undefined, () => undefined),
    );
    return undefined;
  }

  /** For how long no caller has had the connection. */
  quietMs(): number {
    return performance.now() - this.#leftAt;
  }

  async #connectBehind(): Promise<pg.PoolClient> {
    const before = this.#line;
    let leave = (): void => undefined;
    this.#line = new Promise<void>((done) => {
      leave = done;
    });
    await before;
    try {
      await this.#untilQuiet();
      const client = await super.connect();
      this.#heldInBackground = true;
      this.once('release', () => {
        this.#heldInBackground = false;
        leave();
      });
      return client;
    } catch (error) {
      leave();
      throw error;
    }
  }

  async #untilQuiet(): Promise<void> {
    const latest = performance.now() + LONGEST_WAIT_MS;
    while (performance.now() < latest && !this.#isQuiet()) await sleep(1);
  }

  #isQuiet(): boolean {
    return this.waitingCount === 0 && this.idleCount === this.totalCount && this.quietMs() >= NEXT_MS;
  }
}
