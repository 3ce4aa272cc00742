import { afterAll, beforeAll, expect, test } from 'vitest';
import { signIn } from '../../src/features/access/contract.ts';
import { explain } from '../../src/features/health/contract.ts';
import type { Day } from '../../src/kernel/time.ts';
import { describeEmbedded } from '../engines.ts';
import { type House, makeHouse } from '../make.ts';
import { ATTACKS } from './hostile-inputs.ts';
import { attackable, countsLine, IMPATIENT, sendHostile, type Victim } from './hostile-run.ts';
import { exchange } from './raw-http.ts';

/** A sample of what `npm run test:long` sends: every operation, and every attack. */
describeEmbedded('hostile input', (engine) => {
  let house: House;
  let victim: Victim;
  beforeAll(async () => {
    house = await makeHouse(engine, { patience: IMPATIENT });
    victim = await attackable(house);
  });
  afterAll(() => house.close());

  test('every operation answers with a registered code, soon, and goes on working', async () => {
    const run = await sendHostile(victim, { count: 320, seed: engine.kind === 'pglite' ? 1 : 2 });
    console.log(`Hostile input, ${engine.kind}: ${countsLine(run)}; slowest ${Math.round(run.slowestMs)} ms`);
    expect(run.faults).toEqual([]);
    expect(run.hit.size).toBe(run.operations);
    expect(run.attacks.size).toBe(ATTACKS.length);
    await house.settle();
    expect((await house.server.inject('/api/v1/health')).statusCode).toBe(200);
    expect('polluted' in {}).toBe(false);
  });

  test('a day before which there are no thirty', async () => {
    const { owner, known } = victim;
    const refused = house.call(explain, { externalId: known.externalId as string, asOf: '0001-01-01' as Day }, owner);
    await expect(refused).rejects.toMatchObject({ code: 'invalid-input', issues: [{ path: 'asOf' }] });
  });

  test('a password of as many characters as may be, each of two units', async () => {
    const refused = house.call(signIn, { email: 'owner@example.com', password: '😀'.repeat(128) });
    await expect(refused).rejects.toMatchObject({ code: 'wrong-credentials' });
  });

  test('an expectation that nobody knows is left out of account', async () => {
    const answer = await exchange(victim.port, {
      bytes: 'GET /api/v1/setup HTTP/1.1\r\nhost: x\r\nconnection: close\r\nexpect: miracle\r\n\r\n',
    });
    expect([answer.status, JSON.parse(answer.body)]).toEqual([200, { open: false, codeRequired: false }]);
  });
});
