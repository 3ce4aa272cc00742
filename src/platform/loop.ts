import type { Logger } from './log.ts';

/** Something that is done again and again in the background. */
export interface Loop {
  /** There is something to do now. */
  wake(): void;
  /** Waits for the present turn and takes no other. */
  stop(): Promise<void>;
}

/** Takes a turn when woken, and at the latest after some time. A turn that fails is logged, and the next one comes all the same. */
export function startLoop(options: { name: string; everyMs: number; log: Logger; turn: () => Promise<unknown> }): Loop {
  let stopped = false;
  let woken = true;
  let wake: () => void = () => undefined;

  function rest(): Promise<void> {
    return new Promise((done) => {
      const timer = setTimeout(done, options.everyMs);
      wake = () => {
        clearTimeout(timer);
        done();
      };
    });
  }

  async function go(): Promise<void> {
    while (!stopped) {
      if (!woken) await rest();
      woken = false;
      if (stopped) return;
      try {
        await options.turn();
      } catch (error) {
        options.log.error({ err: error }, `${options.name} failed`);
        // Not at once: what failed may fail again, and again.
        if (!stopped) await rest();
      }
    }
  }

  const gone = go();
  return {
    wake() {
      woken = true;
      wake();
    },
    async stop() {
      stopped = true;
      wake();
      await gone;
    },
  };
}
