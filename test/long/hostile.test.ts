import { expect, test } from 'vitest';
import { describeEachEngine } from '../engines.ts';
import { makeHouse } from '../make.ts';
import { attackable, countsLine, IMPATIENT, sendHostile } from '../security/hostile-run.ts';

const INPUTS = 10_000;

describeEachEngine('hostile input, at length', (engine) => {
  test(`${INPUTS} inputs: every answer has a registered code, none fails, none hangs, and the house goes on working`, async () => {
    const house = await makeHouse(engine, { patience: IMPATIENT });
    const run = await sendHostile(await attackable(house), { count: INPUTS, seed: engine.kind === 'pglite' ? 3 : 4 });
    console.log(`${INPUTS} hostile inputs, ${engine.kind}: ${countsLine(run)}; slowest ${Math.round(run.slowestMs)} ms`);
    expect(run.faults).toEqual([]);
    expect(run.hit.size).toBe(run.operations);
    await house.settle();
    expect((await house.server.inject('/api/v1/health')).statusCode).toBe(200);
    expect('polluted' in {}).toBe(false);
    await house.close();
  });
});
