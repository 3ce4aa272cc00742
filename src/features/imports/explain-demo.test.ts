import { expect, test } from 'vitest';
import { describeEmbedded } from '../../../test/engines.ts';
import { makeHouse } from '../../../test/make.ts';
import { addDays, day } from '../../kernel/time.ts';
import { listAccounts } from '../accounts/contract.ts';
import { explain, explainChange } from '../health/contract.ts';
import { listModels, publishModel, saveDraft } from '../health/contract-models.ts';
import { runDemo } from './contract.ts';

const TODAY = day('2026-11-18');
const TOMORROW = addDays(TODAY, 1);
/** Days back from tomorrow at which a change is asked to begin: also across the new version. */
const BACK = [1, 2, 17, 61, 120];

describeEmbedded('why the health of invented customers is what it is', (engine) => {
  test('HLT-08, HLT-09: parts add up to scores and changes to 1e-9, for every customer and pair of days, also across versions', async () => {
    const house = await makeHouse(engine);
    try {
      const owner = await house.setUp();
      await house.call(runDemo, { customers: 3 }, owner);
      await house.settle();
      house.clock.set(`${TOMORROW}T02:00:00Z`);
      const model = (await house.call(listModels, {}, owner)).models[0]?.inForce?.model;
      if (model === undefined) throw new Error('no model');
      const measures = model.measures.map((measure, index) => ({ ...measure, weight: 1 + index / 3 }));
      await house.call(saveDraft, { modelId: 'usage-health', revision: 0, model: { ...model, measures, requiredCoverage: 0.5 } }, owner);
      await house.call(publishModel, { modelId: 'usage-health', revision: 1, acknowledgedBacktest: true }, owner);
      await house.settle();
      const { accounts } = await house.call(listAccounts, {}, owner);
      let compared = 0;
      for (const { externalId } of accounts) {
        const { health, full } = await house.call(explain, { externalId }, owner);
        for (const one of full === null ? [health] : [health, full]) {
          const given =
            one.parts.reduce((sum, { gives }) => sum + (gives ?? 0), 0) + (one.cap === null ? 0 : one.cap.points - one.cap.uncapped);
          if (one.score.value !== null) expect(Math.abs(given - one.score.value)).toBeLessThan(1e-9);
        }
        for (const back of BACK)
          for (const of of ['usage', 'full'] as const) {
            const change = await house.call(explainChange, { externalId, from: addDays(TOMORROW, -back), to: TOMORROW, of }, owner);
            if (change.change === null) continue;
            compared += 1;
            const sum = change.model + change.parts.reduce((total, { points }) => total + points, 0);
            expect(Math.abs(sum - change.change)).toBeLessThan(1e-9);
            expect((change.from.score.value ?? 0) + change.change).toBeCloseTo(change.to.score.value ?? 0, 9);
            expect(change.line.at(-1)?.score).toBe(change.to.score.value);
          }
      }
      expect(compared).toBeGreaterThan(15);
    } finally {
      await house.close();
    }
  });
});
