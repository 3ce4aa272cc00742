import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { describeEmbedded } from '../../test/engines.ts';
import { type House, makeHouse, type Owner } from '../../test/make.ts';
import { listModels } from '../features/health/contract-models.ts';
import { defineMetric } from '../features/metrics/contract-own.ts';
import { saveMapping } from '../features/usage/contract-mappings.ts';
import { saveRule } from '../features/warnings/contract-rules.ts';
import type { Connection } from './cli/connection.ts';
import { type Definitions, definitionsIn, definitionsOf, definitionsText, differencesOf, takeIn } from './definitions.ts';

const reach = (house: House, owner: Owner): Pick<Connection, 'call'> => ({
  call: (operation, input) => house.call(operation, input, owner),
});

test('what is no file of definitions is said to be none', () => {
  expect(() => definitionsIn(null)).toThrow(/no file of definitions/);
  expect(() => definitionsIn({ mooring: 'definitions', version: 1, rules: 'all' })).toThrow(/'rules' is not a list/);
});

describeEmbedded('definitions as a file', (engine) => {
  test('a round trip loses nothing; a second import changes nothing; one that is refused does not stop the others', async () => {
    const from = await makeHouse(engine);
    let file: Definitions;
    const own = {
      ...{
        kind: 'own' as const,
        title: '席位闲着',
        act: '去推一把',
        condition: 'seat_use < 0.4 && days_live > 60',
        direction: 'down' as const,
      },
      ...{ severity: 'high' as const, dueInWorkingDays: 2, clearDays: 3, coolDownDays: 30 },
    };
    try {
      const left = reach(from, await from.setUp());
      const before = await definitionsOf(left);
      const [first] = before.rules;
      if (first?.definition.kind !== 'ours') throw new Error('The first rule by name is one of ours.');
      await left.call(saveRule, { rule: first.rule, version: 0, active: false, definition: { ...first.definition, coolDownDays: 21 } });
      await left.call(saveRule, { rule: 'own-1', version: 0, active: true, definition: own });
      // By name the ratio comes before what it is made of.
      const metric = { label: { 'zh-CN': '导出', 'en-US': 'Exports' }, unit: 'count' as const, direction: 'up' as const, owner: null };
      const exports = { kind: 'events' as const, name: 'export', aggregate: 'count' as const, windowDays: 30 };
      const ratio = { kind: 'ratio' as const, left: 'own-exports', right: 'mau' };
      await left.call(defineMetric, { metric: 'own-exports', version: 0, active: true, definition: { ...metric, formula: exports } });
      await left.call(defineMetric, {
        metric: 'own-each',
        version: 0,
        active: true,
        definition: { ...metric, unit: 'ratio', formula: ratio },
      });
      await left.call(saveMapping, { rules: [{ name: 'Signed In', kind: 'login' }], version: 0 });
      const said = await definitionsOf(left);
      file = definitionsIn(parse(definitionsText(said)));
      expect(file).toEqual(said);
      expect(differencesOf(before, file)).toMatchObject([
        { kind: 'metric', name: 'own-each', path: '' },
        { kind: 'metric', name: 'own-exports', path: '' },
        { kind: 'rule', name: first.rule, path: 'active', from: true, to: false },
        { kind: 'rule', name: first.rule, path: 'definition.coolDownDays', from: first.definition.coolDownDays, to: 21 },
        { kind: 'rule', name: 'own-1', path: '' },
        { kind: 'event-mapping', path: '0' },
      ]);
    } finally {
      await from.close();
    }

    const to = await makeHouse(engine);
    try {
      const right = reach(to, await to.setUp());
      const model = structuredClone(file.healthModels.find((one) => one.model === 'usage-health'));
      if (model === undefined) throw new Error('There is a model of usage.');
      model.definition.requiredCoverage = 0.5;
      const [broken, wanted] = [
        { ...own, condition: 'no_such_metric < 1' },
        { ...file, healthModels: [model] },
      ];
      const taken = await takeIn(right, { ...wanted, rules: [...wanted.rules, { rule: 'own-2', active: true, definition: broken }] });
      expect(taken.filter(({ outcome }) => outcome !== 'unchanged').map(({ kind, name, outcome }) => [kind, name, outcome])).toEqual([
        ['event-mapping', '', 'changed'],
        ['metric', 'own-exports', 'changed'],
        ['metric', 'own-each', 'changed'],
        ['health-model', 'usage-health', 'changed'],
        ['rule', file.rules[0]?.rule, 'changed'],
        ['rule', 'own-1', 'changed'],
        ['rule', 'own-2', 'refused'],
      ]);
      expect(differencesOf(await definitionsOf(right), wanted)).toEqual([]);
      expect((await right.call(listModels, {})).models.find(({ modelId }) => modelId === 'usage-health')?.draft).toBeNull();
      expect((await takeIn(right, wanted)).every(({ outcome }) => outcome === 'unchanged')).toBe(true);
    } finally {
      await to.close();
    }
  });
});
