import { describe, expect, test } from 'vitest';
import { describeEmbedded } from '../../../test/engines.ts';
import { type House, makeHouse, type Owner } from '../../../test/make.ts';
import type { Day } from '../../kernel/time.ts';
import { saveAccounts } from '../accounts/commands.ts';
import { accountIdsByExternalId } from '../accounts/reads.ts';
import { CONTRACT_RECORDS } from '../contracts/commands.ts';
import { TOUCH_RECORDS } from '../touches/commands.ts';
import { forgetShadows } from './commands.ts';
import { learnedOf, learnedRisks, learnedState, learnJob, saveLearned, stopTraining, trainLearned } from './contract-learned.ts';
import { explainedRisk } from './core/explained-risk.ts';
import { isOffered, standingOf, tenthsOf } from './core/standing.ts';

const MODEL = {
  base: -2.3,
  features: [
    { metric: 'dau', perUnit: -0.31, mean: 4.2 },
    { metric: 'seats', perUnit: 0.02, mean: 61 },
    { metric: 'arr', perUnit: 1e-9, mean: 3e7 },
  ].map((one) => ({ ...one, deviation: 1, unknownShare: 0, drift: null })),
};

describe('what a learned risk says of a customer', () => {
  test('base and parts add up to the log-odds; what is not known adds nothing and is named', () => {
    const { chance, base, total, parts, unknown } = explainedRisk(MODEL, { dau: 1.5, seats: Number.NaN, arr: 9e7 });
    expect(Math.abs(base + parts.reduce((sum, { logOdds }) => sum + logOdds, 0) - total)).toBeLessThan(1e-9);
    expect(Math.abs(Math.log(chance / (1 - chance)) - total)).toBeLessThan(1e-9);
    expect([parts.map(({ metric }) => metric), unknown]).toEqual([['dau', 'arr'], ['seats']]);
    expect(parts[0]).toMatchObject({ value: 1.5, usual: 4.2 });
    expect(explainedRisk(MODEL, {})).toMatchObject({ base: -2.3, total: -2.3, parts: [], unknown: ['dau', 'seats', 'arr'] });
  });

  test('it speaks only after it proved skill, and says whether it beats the best single metric', () => {
    const trained = (skill: 'shown' | 'not-shown' | 'too-few', addedValue: 'shown' | 'not-shown' | 'too-few', learned = true) =>
      standingOf(true, { skill, addedValue, learned });
    const found = [
      standingOf(false, { skill: 'shown', addedValue: 'shown', learned: true }),
      standingOf(true, null),
      trained('too-few', 'too-few'),
      trained('shown', 'shown', false),
      trained('not-shown', 'shown'),
      trained('shown', 'not-shown'),
      trained('shown', 'shown'),
    ];
    expect(found).toEqual(['off', 'untrained', 'too-few', 'too-few', 'no-skill', 'not-better', 'better']);
    expect(found.map(isOffered)).toEqual([false, false, false, false, false, true, true]);
  });

  test('tenths are of equal size, and equal risks share one', () => {
    const all = tenthsOf(Array.from({ length: 200 }, (_, index) => ((index * 37) % 200) / 200));
    expect(Array.from({ length: 10 }, (_, index) => all.filter((tenth) => tenth === index + 1).length)).toEqual(Array(10).fill(20));
    expect([tenthsOf([0.2, 0.2, 0.2]), tenthsOf([])]).toEqual([[10, 10, 10], []]);
  });
});

/** Customers that came month by month, on yearly contracts. Half of them leave after the first; of the others half are never called either. */
const BOOK = Array.from({ length: 72 }, (_, index) => {
  const month = index % 18;
  const startsOn = `${2024 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-01` as Day;
  const endsOn = `${Number(startsOn.slice(0, 4)) + 1}${startsOn.slice(4, 8)}01` as Day;
  const kind = Math.floor(index / 18);
  return { id: `c-${index}`, startsOn, endsOn, leaves: kind % 2 === 0, cold: kind !== 1 };
});
const MONTHS = Array.from({ length: 34 }, (_, index) => `${2024 + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`);

async function fill(house: House): Promise<Owner> {
  const owner = await house.setUp();
  await house.runtime.write(owner.workspace, { kind: 'operator' }, async (ctx) => {
    await saveAccounts(
      ctx,
      BOOK.map(({ id, startsOn }) => ({ externalId: id, name: `客户 ${id}`, startsOn })),
    );
    const lines = BOOK.flatMap(({ id, startsOn, endsOn, leaves }) => [
      { id: `${id} 1`, words: { account: id, startsOn, endsOn, arr: 12_000_000 } },
      ...(leaves ? [] : [{ id: `${id} 2`, words: { account: id, startsOn: endsOn, endsOn: '2027-12-31', arr: 12_000_000 } }]),
    ]);
    await CONTRACT_RECORDS.contractLine.save(ctx, lines, null);
    const touches = BOOK.flatMap(({ id, startsOn, cold }, index) =>
      MONTHS.filter((month) => `${month}-28` > startsOn && (!cold || month === startsOn.slice(0, 7))).map((month) => ({
        id: `${id} ${month}`,
        words: { account: id, on: `${month}-${String(10 + (index % 15))}`, way: 'CALL', result: 'REACHED' },
      })),
    );
    await TOUCH_RECORDS.touch.save(ctx, touches, null);
  });
  await house.settle();
  return owner;
}

describeEmbedded('a risk that is learned each night', (engine) => {
  test('it is trained, kept with its back-test and taken apart; who may say what is learned; too few outcomes are said to be', async () => {
    const house = await makeHouse(engine);
    try {
      const owner = await fill(house);
      const asLead = {
        workspace: owner.workspace,
        cookie: (await house.addPerson(owner, { functions: ['cs-ops'], scope: 'all', name: '林' })).cookie,
      };
      const asCsm = {
        workspace: owner.workspace,
        cookie: (await house.addPerson(owner, { functions: ['csm'], scope: 'own', name: '陈' })).cookie,
      };
      const state = () => house.call(learnedState, {}, owner);
      expect(await state()).toMatchObject({ standing: 'untrained', running: null, training: null, history: [] });
      expect(await house.call(learnedOf, { externalId: 'c-0' }, owner)).toMatchObject({
        standing: 'untrained',
        training: null,
        risk: null,
      });

      // Only who leads says what is learned; a wrong condition is refused.
      const settings = { ...(await state()).settings, leastOutcomes: 10 };
      expect(settings).toEqual({ active: true, learner: 'logistic', outcome: { kind: 'ended' }, horizonDays: 90, leastOutcomes: 10 });
      await expect(house.call(saveLearned, settings, asCsm)).rejects.toMatchObject({ code: 'forbidden' });
      await expect(house.call(trainLearned, {}, asCsm)).rejects.toMatchObject({ code: 'forbidden' });
      const wrong = { ...settings, outcome: { kind: 'condition' as const, condition: 'no_such_thing < 1' } };
      await expect(house.call(saveLearned, wrong, asLead)).rejects.toMatchObject({ code: 'invalid-input' });
      await expect(house.call(saveLearned, { ...settings, outcome: { kind: 'expanded' } }, asLead)).rejects.toMatchObject({
        code: 'invalid-input',
      });
      await house.call(saveLearned, settings, asLead);
      expect((await state()).running).toEqual({ step: 'waiting', progress: 0 });
      await house.settle();
      const trained = await state();
      expect(trained).toMatchObject({ running: null, problem: null, training: { day: '2026-11-18' } });
      expect(isOffered(trained.standing)).toBe(true);

      // Today's customers: all that are live, in tenths; the parts of one add up to what the list says of it.
      const risks = await house.call(learnedRisks, { only: 'top' }, owner);
      const count = (all: typeof risks): number =>
        all.tenths.reduce((sum, { bands }) => sum + bands['insufficient-data'] + bands.healthy + bands.watch + bands.danger, 0);
      expect([risks.day, count(risks)]).toEqual(['2026-11-18', BOOK.filter(({ leaves }) => !leaves).length]);
      expect(risks.rows.length).toBe(risks.total);
      expect(risks.rows.every(({ tenth, chance }, index) => tenth === 10 && chance <= (risks.rows[index - 1]?.chance ?? 1))).toBe(true);
      const [worst] = risks.rows;
      const said = await house.call(learnedOf, { externalId: worst?.account.externalId ?? '' }, asLead);
      const { risk } = said;
      if (risk === null) throw new Error('The risk is offered.');
      expect(risk.chance).toBe(worst?.chance);
      expect(Math.abs(risk.base + risk.parts.reduce((sum, { logOdds }) => sum + logOdds, 0) - risk.total)).toBeLessThan(1e-9);
      expect(worst?.reasons).toEqual(risk.parts.filter(({ logOdds }) => logOdds > 0).slice(0, 3));
      expect(said.training).toMatchObject({ outcome: { kind: 'ended' }, windowDays: 90, from: '2025-07', to: '2026-06' });

      // Nobody is told of customers that they do not see.
      await expect(house.call(learnedOf, { externalId: worst?.account.externalId ?? '' }, asCsm)).rejects.toMatchObject({
        code: 'account-unknown',
      });
      expect(await house.call(learnedRisks, { only: 'all' }, asCsm)).toMatchObject({ tenths: [], total: 0, rows: [] });
      const csv = async (as: typeof asCsm): Promise<string[]> => {
        const headers = { cookie: as.cookie, 'x-mooring-workspace': as.workspace.key };
        return (await house.server.inject({ method: 'GET', url: '/api/v1/lab/learned/risks.csv', headers })).body.trim().split('\n');
      };
      const lines = await csv(asLead);
      expect([lines.length, (await csv(asCsm)).length]).toEqual([37, 1]);
      expect(lines[1]?.split(',').slice(0, 2)).toEqual([worst?.account.externalId, worst?.account.name]);

      // A second run on the day changes nothing. Who is erased is gone from here, too.
      await house.runtime.runJob(learnJob.name);
      expect(await state()).toEqual(trained);
      await house.runtime.write(owner.workspace, { kind: 'operator' }, async (ctx) => {
        const id = (await accountIdsByExternalId(ctx, [worst?.account.externalId ?? ''])).values().next().value;
        expect(id === undefined ? 0 : await forgetShadows(ctx, id)).toBe(1);
      });

      // The next month is kept beside this one. Below the least number of outcomes nothing is said of customers, only the count.
      house.clock.set('2026-12-18T02:00:00Z');
      await house.call(saveLearned, { ...settings, leastOutcomes: 1000 }, asLead);
      expect((await state()).standing).toBe('untrained');
      await house.settle();
      const few = await state();
      expect(few).toMatchObject({ standing: 'too-few', training: { report: { leastOutcomes: 1000, skill: 'too-few' } } });
      expect(few.training?.outcomes).toBeGreaterThanOrEqual(10);
      expect(few.history.map(({ month, day }) => [month, day])).toEqual([
        ['2026-06', '2026-11-18'],
        ['2026-07', '2026-12-18'],
      ]);
      expect(few.history[0]?.area).toEqual(trained.training?.report.area);
      expect(few.history[0]?.effects.length).toBeGreaterThan(1);
      expect(await house.call(learnedOf, { externalId: 'c-18' }, owner)).toMatchObject({ standing: 'too-few', risk: null });
      expect(await house.call(learnedRisks, { only: 'all' }, owner)).toEqual({ day: null, most: 1, tenths: [], total: 0, rows: [] });

      // Another outcome has no history yet; switched off, nothing is said.
      await house.call(saveLearned, { ...settings, outcome: { kind: 'contracted' } }, asLead);
      expect(await state()).toMatchObject({ standing: 'untrained', history: [] });
      await house.call(saveLearned, { ...settings, active: false }, asLead);
      expect((await state()).standing).toBe('off');
      expect(await house.call(learnedOf, { externalId: 'c-18' }, owner)).toMatchObject({ standing: 'off', training: null, risk: null });
      await expect(house.call(trainLearned, {}, asLead)).rejects.toMatchObject({ code: 'conflict' });
      expect(await house.call(stopTraining, {}, asLead)).toEqual({ stopped: false });
    } finally {
      await house.close();
    }
  }, 120_000);
});
