import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import { startLoop } from './loop.ts';

const log = pino({ level: 'silent' });

describe('loops', () => {
  test('a burst of wakes is gathered into one turn, and what comes during a turn gets the next one', async () => {
    let turns = 0;
    const loop = startLoop({ name: 'Test', everyMs: 60_000, gatherMs: 30, log, turn: async () => void turns++ });
    await sleep(80);
    expect(turns).toBe(1);
    for (let wake = 0; wake < 20; wake++) loop.wake();
    await sleep(80);
    expect(turns).toBe(2);
    await loop.stop();
  });

  test('a stop does not wait for the rest, and no turn follows it', async () => {
    let turns = 0;
    const loop = startLoop({ name: 'Test', everyMs: 60_000, gatherMs: 60_000, log, turn: async () => void turns++ });
    const begun = performance.now();
    await loop.stop();
    loop.wake();
    await sleep(20);
    expect(turns).toBe(0);
    expect(performance.now() - begun).toBeLessThan(5_000);
  });

  test('a turn that fails is followed by another', async () => {
    let turns = 0;
    const loop = startLoop({
      name: 'Test',
      everyMs: 10,
      log,
      turn: async () => {
        turns += 1;
        throw new Error('once more');
      },
    });
    await sleep(100);
    await loop.stop();
    expect(turns).toBeGreaterThan(1);
  });

  test('a stop during a turn does not wait for the next one', async () => {
    let begin: () => void = () => undefined;
    let finish: () => void = () => undefined;
    const begun = new Promise<void>((done) => {
      begin = done;
    });
    const over = new Promise<void>((done) => {
      finish = done;
    });
    const turn = (): Promise<void> => {
      begin();
      return over;
    };
    const loop = startLoop({ name: 'Test', everyMs: 60_000, log, turn });
    await begun;
    const stopped = loop.stop().then(() => 'stopped');
    finish();
    expect(await Promise.race([stopped, sleep(2_000, 'still waiting')])).toBe('stopped');
  });
});
