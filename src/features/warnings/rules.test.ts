import { afterEach, expect, test } from 'vitest';
import { describeEachEngine } from '../../../test/engines.ts';
import { type House, makeHouse } from '../../../test/make.ts';
import { saveAccount } from '../accounts/contract.ts';
import { conditionOf } from './cel.ts';
import { listRules, type RuleDefinition, saveRule, tryRule } from './contract-rules.ts';

const own = (more: Partial<Extract<RuleDefinition, { kind: 'own' }>>): RuleDefinition => ({
  ...{ kind: 'own', title: '很久没上线', act: '问清为什么还没上线', condition: 'days_without_go_live > 30', direction: 'down' },
  ...{ severity: 'high', dueInWorkingDays: 2, clearDays: 1, coolDownDays: 0, ...more },
});

test('a condition that cannot be read, never ends or means nothing is refused by name', () => {
  expect(conditionOf('dau < 3 && !(issues_open >= 2 || seats / registered_users > 1.5)').is).toBe('and');
  const refused = (text: string): string => {
    try {
      conditionOf(text);
      return '';
    } catch (error) {
      return error instanceof Error ? error.message : '';
    }
  };
  expect(refused('dau <')).toMatch(/cannot be read/);
  expect(refused('nothing_like_it < 1')).toMatch(/no metric 'nothing_like_it'/);
  expect(refused('dau')).toMatch(/'dau' is not a comparison/);
  expect(refused('[1,2].all(x, x > 0)')).toMatch(/is not a comparison/);
  expect(refused('dau < "three"')).toMatch(/neither a number nor a metric/);
  expect(refused('dau < __proto__')).toMatch(/cannot be read/);
  expect(refused(`dau < ${'('.repeat(400)}1${')'.repeat(400)}`)).toMatch(/cannot be read/);
  expect(refused(Array.from({ length: 90 }, () => 'dau < 1').join(' && '))).toMatch(/cannot be read/);
});

describeEachEngine('rules of a workspace', (engine) => {
  let house: House | null = null;
  afterEach(async () => {
    await house?.close();
    house = null;
  });

  test('what cannot judge is refused by its field, and a second editor is told', async () => {
    house = await makeHouse(engine);
    const owner = await house.setUp();
    await house.call(saveAccount, { externalId: 'old-1', name: 'old-1', startsOn: '2026-09-01' }, owner);
    // While the workspace keeps no lines nothing is known of days without go-live: the rule says nothing, and that is told.
    expect(await house.call(tryRule, { rule: 'own-1', definition: own({}) }, owner)).toMatchObject({ customers: 1, warned: 0, unknown: 1 });
    // Nobody hears of a customer through a trial.
    const lead = await house.addPerson(owner, { functions: ['cs-head'], scope: 'own', name: '小林' });
    const as = { ...owner, cookie: lead.cookie };
    expect(await house.call(tryRule, { rule: 'own-1', definition: own({}) }, as)).toMatchObject({ customers: 0, unknown: 0, samples: [] });

    const saved = await house.call(saveRule, { rule: 'own-1', version: 0, active: true, definition: own({}) }, owner);
    expect(saved).toMatchObject({ version: 1, active: true, problem: null });
    await expect(house.call(saveRule, { rule: 'own-1', version: 0, active: true, definition: own({}) }, owner)).rejects.toMatchObject({
      code: 'conflict',
    });
    await expect(
      house.call(saveRule, { rule: 'own-2', version: 0, active: true, definition: own({ condition: 'activity_rate < 20' }) }, owner),
    ).rejects.toMatchObject({ code: 'invalid-input', message: expect.stringMatching(/is a share/) });
    const [low] = (await house.call(listRules, {}, owner)).rules;
    if (low?.definition.kind !== 'ours') throw new Error('The first rule is one of ours.');
    await expect(
      house.call(saveRule, { rule: low.rule, version: 0, active: true, definition: { ...low.definition, clearAt: 0.1 } }, owner),
    ).rejects.toMatchObject({ code: 'invalid-input' });
  });
});
