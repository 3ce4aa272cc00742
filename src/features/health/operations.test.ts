import { expect, test } from 'vitest';
import { describeEmbedded, type Engine } from '../../../test/engines.ts';
import { type House, makeHouse, type Owner } from '../../../test/make.ts';
import type { Operation, OutputOf, SentInputOf } from '../../contract/operation.ts';
import { addDays, type Day, day, daysBetween } from '../../kernel/time.ts';
import { listAudit } from '../access/contract.ts';
import { saveAccount } from '../accounts/contract.ts';
import { modules } from '../contracts/contract.ts';
import { listSaid, say, withdraw } from '../metrics/contract.ts';
import { batch } from '../usage/contract.ts';
import { endOverride, explain, explainChange, listOverrides, overrideHealth } from './contract.ts';
import { discardDraft, listModels, previewModel, publishModel, readiness, retireModel, saveDraft } from './contract-models.ts';

const TODAY = day('2026-11-18');
const TOMORROW = addDays(TODAY, 1);
const START = day('2026-09-01');
const seen = { acknowledgedBacktest: true };
/** 45 % of 20 users log in on every day; 3 of 4 core modules and 6 of 10 in all are in use; no integration is needed (HLT-02). */
const [USERS, ACTIVE, MODULES, CORE] = [20, 9, 10, 4];
const IN_USE = [1, 2, 3, 5, 6, 7];

describeEmbedded('health through its operations', (engine) => {
  test('HLT-02, HLT-09: 72.19 amber; a lead tries another band on real customers, publishes it, and the old day stays as it was said', async () => {
    await withHouse(engine, async (house) => {
      await house.customer('acme');
      const before = await house.ask(explain, { externalId: 'acme' });
      expect(before.health).toMatchObject({
        score: { value: expect.closeTo(72.1875, 9) },
        band: 'watch',
        coverage: 1,
        missing: [],
        model: { id: 'usage-health', version: 1 },
      });
      expect(before.health.parts.map(({ id, gives }) => [id, gives])).toEqual([
        ['activity', expect.closeTo(37.5, 9)],
        ['core-modules', expect.closeTo(23.4375, 9)],
        ['module-breadth', expect.closeTo(11.25, 9)],
      ]);
      // HLT-08: three dearest first; HLT-04: nobody mapped the other kinds, so the level is not known, and not the lowest.
      expect(before.health.drivers.map(({ part, lost }) => [part, Math.round(lost * 100) / 100])).toEqual([
        ['activity', 12.5],
        ['core-modules', 7.81],
        ['module-breadth', 7.5],
      ]);
      expect(before.level).toMatchObject({ level: { value: null, reason: 'not-mapped' }, atLeast: 0, quadrant: null });
      expect(before.said).toMatchObject({ score: before.health.score.value, band: 'watch', modelVersion: 'usage-health-1' });

      house.clock.set(`${TOMORROW}T02:00:00Z`);
      await house.use('acme', TOMORROW, TOMORROW);
      const model = (await house.ask(listModels, {})).models.find(({ modelId }) => modelId === 'usage-health')?.inForce?.model;
      if (model === undefined) throw new Error('no model');
      const measures = model.measures.map((measure) => (measure.id === 'activity' ? { ...measure, weight: 1 } : measure));
      const draft = await house.ask(saveDraft, {
        modelId: 'usage-health',
        revision: 0,
        model: { ...model, measures, bands: { healthy: 72, watch: 50 } },
      });
      expect(draft).toMatchObject({ basedOn: 1, revision: 1, problems: [] });
      const preview = await house.ask(previewModel, { modelId: 'usage-health' });
      expect(preview).toMatchObject({
        customers: 1,
        recoloured: 1,
        changes: [{ externalId: 'acme', before: { band: 'watch' }, after: { band: 'healthy', score: expect.closeTo(73.392857, 5) } }],
      });
      await expect(house.ask(publishModel, { modelId: 'usage-health', revision: 9, ...seen })).rejects.toThrow('meanwhile');
      await expect(house.ask(publishModel, { modelId: 'usage-health', revision: 1 })).rejects.toMatchObject({ code: 'conflict' });
      const published = await house.ask(publishModel, { modelId: 'usage-health', revision: 1, note: '活跃更重要', ...seen });
      expect(published).toMatchObject({ inForce: { version: 2, from: TOMORROW }, draft: null, versions: [{ version: 2 }, { version: 1 }] });
      await house.settle();

      const after = await house.ask(explain, { externalId: 'acme' });
      expect(after).toMatchObject({
        modelVersion: 'usage-health-2',
        health: { band: 'healthy' },
        said: { modelVersion: 'usage-health-2' },
      });
      const old = await house.ask(explain, { externalId: 'acme', asOf: TODAY });
      expect(old).toMatchObject({ modelVersion: 'usage-health-1', health: { band: 'watch' }, said: { modelVersion: 'usage-health-1' } });

      const change = await house.ask(explainChange, { externalId: 'acme', from: TODAY, to: TOMORROW });
      const sum = change.model + change.parts.reduce((total, { points }) => total + points, 0);
      expect(change.change).toBeCloseTo((after.health.score.value ?? 0) - (before.health.score.value ?? 0), 9);
      expect(Math.abs(sum - (change.change ?? Number.NaN))).toBeLessThan(1e-9);
      expect(change.model).toBeCloseTo(73.392857 - 72.1875, 4);
      expect(change.line.map(({ version }) => version)).toEqual(['usage-health-1', 'usage-health-2']);
      // Any version on either day: the same day by both is the change of the model alone, and the causes add up.
      const { causes } = change;
      const { values, shares, cap } = causes.model;
      expect(Math.abs(values + shares + cap - change.model)).toBeLessThan(1e-9);
      expect(Math.abs(change.model + causes.values + causes.missing + causes.cap - (change.change ?? 0))).toBeLessThan(1e-9);
      const sameDay = { externalId: 'acme', from: TODAY, to: TODAY, fromBy: 'usage-health-1', toBy: 'usage-health-2' };
      const byBoth = await house.ask(explainChange, sameDay);
      expect(byBoth).toMatchObject({
        change: expect.closeTo(change.model, 9),
        to: { model: { version: 2 } },
        causes: { values: 0, missing: 0 },
      });
      await expect(house.ask(explainChange, { ...sameDay, toBy: 'usage-health-9' })).rejects.toMatchObject({ code: 'invalid-input' });
      expect((await house.ask(listAudit, {})).entries[0]).toMatchObject({ action: 'health.model-published', after: { version: 2 } });
    });
  });

  test('HLT-01: what keeps a draft from being published is named, and a model for a segment judges its customers only', async () => {
    await withHouse(engine, async (house) => {
      await house.customer('acme');
      const { models, examples } = await house.ask(listModels, {});
      expect(examples.map(({ id }) => id)).toEqual(['totango', 'vitally', 'planhat']);
      const model = models[0]?.inForce?.model;
      if (model === undefined) throw new Error('no model');
      const [activity, ...rest] = model.measures;
      if (activity === undefined) throw new Error('no measure');
      const wrong = { ...model, measures: [{ ...activity, scoring: { kind: 'ratio' as const, full: 60 } }, ...rest], requires: [] };
      const { problems } = await house.ask(saveDraft, { modelId: 'strategic', revision: 0, model: wrong });
      expect(problems.map(({ path }) => path)).toEqual(['measures.0.scoring', 'requires', 'segment']);
      await expect(house.ask(publishModel, { modelId: 'strategic', revision: 1, ...seen })).rejects.toMatchObject({
        code: 'invalid-input',
        issues: expect.arrayContaining([expect.objectContaining({ path: 'segment' })]),
      });
      await expect(house.ask(previewModel, { modelId: 'strategic' })).rejects.toMatchObject({ code: 'invalid-input' });
      const segment = { tier: ['STRATEGIC'] };
      await expect(house.ask(saveDraft, { modelId: 'strategic', revision: 0, model })).rejects.toMatchObject({ code: 'conflict' });
      const mended = { ...model, segment, bands: { healthy: 72, watch: 50 } };
      await house.ask(saveDraft, { modelId: 'strategic', revision: 1, model: mended });
      await house.ask(publishModel, { modelId: 'strategic', revision: 2, ...seen });
      const modelOf = async () => (await house.ask(explain, { externalId: 'acme' })).modelVersion;
      expect(await modelOf()).toBe('usage-health-1');
      await house.ask(saveAccount, { externalId: 'acme', profile: { tier: 'STRATEGIC' } });
      expect([await modelOf(), (await house.ask(explain, { externalId: 'acme' })).health.band]).toEqual(['strategic-1', 'healthy']);
      await house.ask(retireModel, { modelId: 'strategic' });
      expect(await modelOf()).toBe('usage-health-1');
      await expect(house.ask(retireModel, { modelId: 'usage-health' })).rejects.toMatchObject({ code: 'conflict' });
      await house.ask(saveDraft, { modelId: 'usage-health', revision: 0, model });
      await house.ask(discardDraft, { modelId: 'usage-health' });
      await expect(house.ask(discardDraft, { modelId: 'usage-health' })).rejects.toMatchObject({ code: 'not-found' });
    });
  });

  test('an override needs a reason and a last day, holds while it is judged anew, and expires by itself', async () => {
    await withHouse(engine, async (house) => {
      await house.customer('acme');
      const band = async () => {
        const { health, said } = await house.ask(explain, { externalId: 'acme' });
        return [health.band, health.computedBand, said?.band];
      };
      const word = { externalId: 'acme', band: 'danger', reason: '对方正在比价', until: TOMORROW } as const;
      await expect(house.ask(overrideHealth, { ...word, until: day('2026-11-17') })).rejects.toMatchObject({ code: 'invalid-input' });
      await expect(house.ask(overrideHealth, { ...word, until: day('2028-01-01') })).rejects.toMatchObject({ code: 'invalid-input' });
      await expect(house.ask(overrideHealth, { ...word, reason: ' ' })).rejects.toMatchObject({ code: 'invalid-input' });
      expect(await house.ask(overrideHealth, word)).toMatchObject({ state: 'holds', saidBy: '王琳' });
      expect(await band()).toEqual(['danger', 'watch', 'danger']);
      await house.use('acme', TOMORROW, TOMORROW);
      await house.judge(TOMORROW);
      expect(await band()).toEqual(['danger', 'watch', 'danger']);
      await house.use('acme', addDays(TOMORROW, 1), addDays(TOMORROW, 1));
      await house.judge(addDays(TOMORROW, 1));
      expect(await band()).toEqual(['watch', 'watch', 'watch']);
      const { overrides } = await house.ask(listOverrides, { externalId: 'acme' });
      expect(overrides).toMatchObject([{ state: 'expired', reason: '对方正在比价' }]);
      const again = await house.ask(overrideHealth, { ...word, band: 'healthy', until: addDays(TOMORROW, 30) });
      await house.ask(endOverride, { externalId: 'acme', overrideId: again.overrideId });
      expect(await band()).toEqual(['watch', 'watch', 'watch']);
      await expect(house.ask(endOverride, { externalId: 'acme', overrideId: again.overrideId })).rejects.toMatchObject({
        code: 'not-found',
      });
    });
  });

  test('ACT-07, HLT-07: what people say counts while it stands; a share in per cent is named; readiness says what is missing', async () => {
    await withHouse(engine, async (house) => {
      await house.customer('acme');
      const said = { externalId: 'acme', note: '每月结账 5 天' };
      await expect(house.ask(say, { ...said, metric: 'expected-activity', value: 45 })).rejects.toMatchObject({
        issues: [{ path: 'value', message: 'A share is written as a fraction: 0.45 for 45 %.' }],
      });
      await expect(house.ask(say, { ...said, metric: 'dau', value: 45 })).rejects.toMatchObject({ code: 'invalid-input' });
      const { saidId } = await house.ask(say, { ...said, metric: 'expected-activity', value: 0.45, until: TOMORROW });
      await house.settle();
      const expected = await house.ask(explain, { externalId: 'acme' });
      expect(expected.activityScore).toMatchObject({ score: { value: 100 }, expected: 0.45 });
      expect(expected.said?.score).toBe(expected.health.score.value);
      expect((await house.ask(listSaid, { externalId: 'acme' })).said).toMatchObject([
        { saidId, stands: true, note: '每月结账 5 天', saidBy: '王琳' },
        { metric: 'integration-wanted' },
      ]);
      await house.ask(withdraw, { externalId: 'acme', saidId });
      expect((await house.ask(explain, { externalId: 'acme' })).activityScore).toMatchObject({ score: { value: 75 }, expected: 0.6 });

      await house.ask(saveAccount, { externalId: 'idle', name: '闲置', startsOn: START });
      const ready = await house.ask(readiness, {});
      expect(ready).toMatchObject({ customers: 2, scored: 1, unscored: [{ externalId: 'idle', coverage: 0 }] });
      expect(ready.fixes[0]).toMatchObject({
        fix: 'send-events',
        affects: 1,
        unlocks: 1,
        link: '/connect',
        customers: [{ externalId: 'idle' }],
      });
      expect(ready.unscored[0]?.missing.map(({ measure }) => measure)).toContain('activity');
    });
  });

  test('HLT-04, HLT-05, HLT-06, MON-09: runs, calls and an unused page make L3; without a process it says so; the risk is kept with the day', async () => {
    await withHouse(engine, async (house) => {
      await house.customer('deep');
      await house.customer('gap');
      await house.deepen('deep', { runs: 12, callDays: 15 });
      await house.deepen('gap', { runs: 0, callDays: 15 });
      await house.judge(TODAY);
      const { level, risk } = await house.ask(explain, { externalId: 'deep' });
      expect(level).toMatchObject({ level: { value: 3 }, processMissing: false, next: { level: 4 }, quadrant: 'sticky' });
      expect(level.rungs.map(({ met }) => met)).toEqual([true, true, true, false]);
      expect(risk).toMatchObject({ points: { value: 0 }, band: 'low', reasons: [] });
      expect(risk.blind.map(({ sign }) => sign)).toContain('unhappy');
      const gap = await house.ask(explain, { externalId: 'gap' });
      expect(gap.level).toMatchObject({ level: { value: 3 }, processMissing: true, next: { level: 2 } });
      expect(gap.health.parts.find(({ id }) => id === 'integration')).toBeUndefined();
    });
  });
});

interface Story extends House {
  ask<O extends Operation>(operation: O, input: SentInputOf<O>): Promise<OutputOf<O>>;
  use(externalId: string, from: Day, to: Day): Promise<void>;
  customer(externalId: string): Promise<void>;
  judge(on: Day): Promise<void>;
  /** Records, runs of one approval, days with calls, and a page that two people opened. */
  deepen(externalId: string, deep: { readonly runs: number; readonly callDays: number }): Promise<void>;
}

async function withHouse(engine: Engine, story: (house: Story) => Promise<void>): Promise<void> {
  const house = await makeHouse(engine);
  try {
    const owner = await house.setUp();
    await story(storyOf(house, owner, await house.addKey(owner, ['ingest'])));
  } finally {
    await house.close();
  }
}

function storyOf(house: House, owner: Owner, key: string): Story {
  const ask: Story['ask'] = (operation, input) => house.call(operation, input, owner);
  const deliver = async (items: readonly object[]): Promise<void> => {
    for (let start = 0; start < items.length; start += 1000) await house.call(batch, { batch: items.slice(start, start + 1000) }, { key });
    await house.settle();
  };
  const event = (externalId: string, user: number, on: Day, more: object) => ({
    ...{ type: 'track', userId: `${externalId}-u${user}`, timestamp: `${on}T01:00:00Z`, context: { groupId: externalId } },
    ...more,
  });
  const use: Story['use'] = (externalId, from, to) =>
    deliver(
      daysOf(from, to).flatMap((on) => [
        ...Array.from({ length: ACTIVE }, (_, user) =>
          event(externalId, user, on, { event: 'login', messageId: `${externalId}-${user}-${on}` }),
        ),
        ...(daysBetween(on, TODAY) < 5 ? IN_USE : []).flatMap((module) =>
          [0, 1, 2].map((user) =>
            event(externalId, user, on, {
              ...{ event: '打开', messageId: `${externalId}-m${module}-${user}-${on}`, properties: { module: `模块${module}` } },
            }),
          ),
        ),
      ]),
    );
  return {
    ...house,
    ask,
    use,
    async customer(externalId) {
      await ask(saveAccount, { externalId, name: externalId, startsOn: START });
      for (let at = 1; at <= MODULES; at++) await ask(modules.save, { id: `m-${at}`, fields: { name: `模块${at}`, core: at <= CORE } });
      await ask(say, { externalId, metric: 'integration-wanted', value: 0, note: '不需要', from: START });
      await deliver(
        Array.from({ length: USERS }, (_, user) =>
          event(externalId, user, START, { type: 'identify', messageId: `${externalId}-id-${user}` }),
        ),
      );
      await use(externalId, day('2026-10-20'), TODAY);
    },
    deepen: (externalId, { runs, callDays }) => {
      const one = (name: string, kind: string, at: number, user: number, on: Day) =>
        event(externalId, user, on, { event: name, messageId: `${externalId}-${kind}-${at}`, properties: { kind } });
      const many = (length: number, make: (at: number) => object): object[] => Array.from({ length }, (_, at) => make(at));
      return deliver([
        one('新建订单', 'record', 0, 0, TODAY),
        ...many(runs, (at) => one('审批通过', 'process-finished', at, at % 3, TODAY)),
        ...many(callDays, (at) => one('同步 ERP', 'integration-call', at, 0, addDays(TODAY, -at))),
        ...many(2, (at) => one('自建页面', 'extension-use', at, at, TODAY)),
      ]);
    },
    async judge(on) {
      house.clock.set(`${on}T02:00:00Z`);
      await house.runtime.runJob('judge', { workspace: owner.workspace, asOf: on });
      await house.settle();
    },
  };
}

function daysOf(from: Day, to: Day): Day[] {
  return Array.from({ length: daysBetween(from, to) + 1 }, (_, index) => addDays(from, index));
}
