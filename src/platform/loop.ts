import type { Logger } from './log.ts';

/** Something that is done again and again in the background. */
export interface Loop {
  /** There is something to do now. */
  wake(): void;
  /** Waits for the present turn and takes no other. */
  stop(): Promise<void>;
}

export interface LoopOptions {
  readonly name: string;
  readonly everyMs: number;
  /** What wakes the loop seldom comes alone: so long it waits for more before its turn. */
  readonly gatherMs?: number;
  readonly log: Logger;
  readonly turn: () => Promise<unknown>;
}

/** Takes a turn when woken, and at the latest after some time. A turn that fails is logged, and the next one comes all the same. */
export function startLoop(options: LoopOptions): Loop {
  const { everyMs, gatherMs = 0 } = options;
  let stopped = false;
  let woken = true;
  let wake: () => void = () => undefined;
  let cut: () => void = () => undefined;

  /** Waits; a stop always cuts it short, a wake only where it says so. */
  function rest(ms: number, untilWoken: boolean): Promise<void> {
    // A stop that came during a turn has nothing left to cut.
    if (stopped) return Promise.resolve();
    return new Promise((done) => {
      const timer = setTimeout(done, ms);
      cut = () => {
        clearTimeout(timer);
        done();
      };
      wake = untilWoken ? cut : () => undefined;
    });
  }

  /** Until the next turn is due. */
  async function untilDue(): Promise<void> {
    if (!woken) await rest(everyMs, true);
    if (gatherMs > 0 && !stopped) await rest(gatherMs, false);
    woken = false;
  }

  async function takeTurn(): Promise<void> {
    try {
      await options.turn();
    } catch (error) {
      options.log.error({ err: error }, `${options.name} failed`);
      // Not at once: what failed may fail again, and again.
      if (!stopped) await rest(everyMs, true);
    }
  }

  async function go(): Promise<void> {
    for (await untilDue(); !stopped; await untilDue()) await takeTurn();
  }

  const gone = go();
  return {
    wake() {
      woken = true;
      wake();
    },
    async stop() {
      stopped = true;
      cut();
      await gone;
    },
  };
}
