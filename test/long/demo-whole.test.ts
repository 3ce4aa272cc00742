import { expect, inject, test } from 'vitest';
import type { DemoTruth } from '../../src/connectors/demo/truth.ts';
import { explain } from '../../src/features/health/contract.ts';
import { demoTruth, removeDemo, runDemo } from '../../src/features/imports/contract.ts';
import { listWarnings } from '../../src/features/warnings/contract.ts';
import { day } from '../../src/kernel/time.ts';
import { openPglite } from '../../src/platform/db/relational.ts';
import { unseenOf } from '../golden/sights.ts';
import { makeHouse } from '../make.ts';

const TODAY = day('2026-11-18');

test('the whole company: what was put into 200 customers is what the house sees, the scores spread, and all of it goes', async () => {
  const house = await makeHouse({ kind: 'pglite', fresh: () => openPglite({ folder: null, templateFile: inject('pgliteTemplate') }) });
  try {
    const owner = await house.setUp();
    const began = performance.now();
    await house.call(runDemo, { size: 'whole' }, owner);
    await house.settle();
    console.log(`200 customers over two years: ${((performance.now() - began) / 1000).toFixed(1)} s`);
    const { customers } = await house.call(demoTruth, { size: 'whole' }, owner);
    const { warnings } = await house.call(listWarnings, { limit: 500 }, owner);
    const missing: string[] = [];
    const spread = new Map<string, number>();
    for (const truth of customers as unknown as readonly DemoTruth[]) {
      missing.push(...(await unseenOf(house, owner, truth, warnings, TODAY)));
      const { health, level } = await house.call(explain, { externalId: truth.externalId }, owner);
      for (const key of [
        health.band,
        `level ${level.level.value ?? 'unknown'}`,
        `${level.quadrant}`,
        `score ${Math.floor((health.score.value ?? -10) / 10) * 10}`,
      ])
        spread.set(key, (spread.get(key) ?? 0) + 1);
    }
    console.log(
      [...spread]
        .sort()
        .map((one) => one.join(': '))
        .join('\n'),
    );
    expect(missing).toEqual([]);
    for (const band of ['healthy', 'watch', 'danger', 'insufficient-data']) expect(spread.get(band) ?? 0, band).toBeGreaterThan(9);
    for (const level of [0, 1, 2, 3, 4]) expect(spread.get(`level ${level}`) ?? 0, `level ${level}`).toBeGreaterThan(9);
    expect(warnings.length).toBeGreaterThan(30);
    const back = await house.call(removeDemo, {}, owner);
    expect(back.refusedTotal).toBe(0);
  } finally {
    await house.close();
  }
}, 600_000);
