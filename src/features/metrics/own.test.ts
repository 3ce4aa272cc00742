import { expect, test } from 'vitest';
import { describeEachEngine } from '../../../test/engines.ts';
import { makeHouse } from '../../../test/make.ts';
import { addDays, day } from '../../kernel/time.ts';
import { listAudit } from '../access/contract.ts';
import { saveAccount } from '../accounts/contract.ts';
import { listModels } from '../health/contract-models.ts';
import { issues } from '../issues/contract.ts';
import { batch } from '../usage/contract.ts';
import { listRules, type RuleDefinition, saveRule, tryRule } from '../warnings/contract-rules.ts';
import { listMetrics, series } from './contract.ts';
import { acceptExpectation, expectation, peers } from './contract-expectation.ts';
import {
  defineMetric,
  listOwn,
  metricCoverage,
  metricSources,
  metricValues,
  metricVersionList,
  type OwnContent,
  tryMetric,
} from './contract-own.ts';

const TODAY = day('2026-11-18');
const ORDERS: OwnContent = {
  label: { 'zh-CN': '近 7 天大单金额', 'en-US': 'Large orders of 7 days' },
  ...{ unit: 'count', direction: 'up', owner: null },
  formula: {
    ...{ kind: 'events', name: 'order', property: { name: 'size', value: 'large' }, aggregate: 'sum', number: 'amount', windowDays: 7 },
  },
};
const perUser: OwnContent = {
  ...ORDERS,
  label: { 'zh-CN': '人均', 'en-US': 'A user' },
  formula: { kind: 'ratio', left: 'own-orders', right: 'dau' },
};
const rule: RuleDefinition = {
  ...{ kind: 'own', title: '订单少了', act: '问清原因', condition: 'own_orders < 10', direction: 'down', severity: 'normal' },
  ...{ dueInWorkingDays: 1, clearDays: 1, coolDownDays: 14 },
};

describeEachEngine('metrics of a workspace', (engine) => {
  test('ACT-07, ACT-08, MON-03: one is made without code, tried on real customers, filled for the past at once, used by rules and models, versioned, retired', async () => {
    const house = await makeHouse(engine);
    try {
      const owner = await house.setUp();
      const key = await house.addKey(owner, ['ingest']);
      for (const id of ['acme', 'borea', 'later'])
        await house.call(saveAccount, { externalId: id, name: id, startsOn: id === 'later' ? '2026-12-24' : '2026-11-01' }, owner);
      let sent = 0;
      const order = (account: string, on: string, properties: object) => ({
        ...{ type: 'track', event: 'order', messageId: `m${++sent}`, userId: 'u1', timestamp: `${on}T01:00:00Z`, properties },
        context: { groupId: account },
      });
      const days = Array.from({ length: 10 }, (_, index) => addDays(TODAY, -index));
      const items = days.flatMap((on) => [
        order('acme', on, { size: 'large', amount: 2.5 }),
        order('acme', on, { size: 'small', amount: 100 }),
      ]);
      await house.call(batch, { batch: [...items, order('borea', TODAY, { size: 'large', amount: '0.1' })] }, { key });
      await house.settle();

      expect((await house.call(metricSources, {}, owner)).events).toEqual(['order']);
      const tried = await house.call(tryMetric, { metric: 'own-orders', definition: ORDERS }, owner);
      expect(tried).toMatchObject({ customers: 2, looked: 2, known: 2, reasons: [], spread: { least: 0.1, most: 17.5 } });
      expect(tried.samples.map(({ externalId, value, days: shown }) => [externalId, value, shown.at(-2)])).toEqual([
        ['borea', 0.1, 0],
        ['acme', 17.5, 17.5],
      ]);
      expect((await house.call(listOwn, {}, owner)).metrics).toEqual([]);

      const wrong = { metric: 'own-orders', definition: { ...ORDERS, unit: 'users' as const, formula: perUser.formula } };
      await expect(house.call(tryMetric, wrong, owner)).rejects.toMatchObject({
        code: 'invalid-input',
        message: expect.stringMatching(/rests on itself/),
      });

      expect(await house.call(defineMetric, { metric: 'own-orders', version: 0, active: true, definition: ORDERS }, owner)).toMatchObject({
        ...{ version: 1, problems: [] },
      });
      await expect(
        house.call(defineMetric, { metric: 'own-orders', version: 0, active: true, definition: ORDERS }, owner),
      ).rejects.toMatchObject({ code: 'conflict' });
      await house.call(defineMetric, { metric: 'own-per-user', version: 0, active: true, definition: perUser }, owner);
      expect((await house.call(listAudit, {}, owner)).entries.map(({ action }) => action)).toContain('metrics.defined');

      const asked = { externalId: 'acme', metrics: 'own-orders,own-per-user', from: '2026-11-09', to: TODAY };
      const rows = await house.call(series, asked, owner);
      // Nothing was delivered for most of the window of the first day, so it is not known, and not little.
      expect(rows[0]).toMatchObject({ value: null, reason: 'source-silent' });
      expect(rows.filter(({ day: on }) => on === '2026-11-15').map(({ value }) => value)).toEqual([17.5, 17.5]);
      expect(rows.slice(-2).map(({ value }) => value)).toEqual([17.5, 17.5]);
      expect((await house.call(listMetrics, {}, owner)).metrics.find(({ id }) => id === 'own-orders')).toMatchObject({
        ...{ group: 'own', source: 'events', aggregation: 'sum', direction: 'up', freshnessDays: 3, windowDays: 7 },
      });
      const { metrics: covered } = await house.call(metricCoverage, {}, owner);
      expect(covered.find(({ metric }) => metric === 'own-orders')).toEqual({ metric: 'own-orders', known: 2 });
      // Nobody hears of a customer through a metric.
      const lead = await house.addPerson(owner, { functions: ['cs-head'], scope: 'own', name: '小林' });
      const narrow = { ...owner, cookie: lead.cookie };
      expect(await house.call(metricValues, { metric: 'own-orders' }, narrow)).toMatchObject({ customers: 0, spread: null, samples: [] });
      await expect(house.call(metricValues, { metric: 'own-gone' }, owner)).rejects.toMatchObject({ code: 'not-found' });

      expect(await house.call(tryRule, { rule: 'own-1', definition: rule }, owner)).toMatchObject({
        warned: 1,
        samples: [{ externalId: 'borea', value: 0.1 }],
      });
      await house.call(saveRule, { rule: 'own-1', version: 0, active: true, definition: rule }, owner);
      expect((await house.call(listModels, {}, owner)).metrics.map(({ id }) => id)).toContain('own-per-user');

      const changed: OwnContent = {
        ...{ ...ORDERS, label: { 'zh-CN': '问题', 'en-US': 'Issues' } },
        formula: { kind: 'records', record: 'issue', on: 'raisedAt', aggregate: 'count', windowDays: 7 },
      };
      await house.call(defineMetric, { metric: 'own-orders', version: 1, active: true, definition: changed }, owner);
      expect((await house.call(series, { ...asked, metrics: 'own-orders' }, owner)).at(-1)).toMatchObject({
        value: null,
        reason: 'not-measured',
      });
      const said = { id: 'i1', fields: { account: 'acme', title: 'A', raisedAt: '2026-11-12T03:00:00Z' } };
      await house.call(issues.save, said as never, owner);
      expect((await house.call(series, { ...asked, metrics: 'own-orders' }, owner)).map(({ value }) => value)).toEqual([
        0, 0, 0, 1, 1, 1, 1, 1, 1, 1,
      ]);

      await house.call(defineMetric, { metric: 'own-orders', version: 2, active: false, definition: changed }, owner);
      expect(
        (await house.call(metricVersionList, { metric: 'own-orders' }, owner)).versions.map(({ version, active }) => [version, active]),
      ).toEqual([
        [3, false],
        [2, true],
        [1, true],
      ]);
      // What rested on it says so, and is Unknown.
      expect((await house.call(listRules, {}, owner)).rules.find((one) => one.rule === 'own-1')?.problem).toMatch(/no metric 'own_orders'/);
      expect((await house.call(listOwn, {}, owner)).metrics.find(({ metric }) => metric === 'own-per-user')?.problems).toMatchObject([
        { code: 'no-metric' },
      ]);
      expect((await house.call(series, { ...asked, metrics: 'own-per-user' }, owner)).at(-1)).toMatchObject({
        value: null,
        reason: 'not-measured',
      });

      // ACT-08 through the API: 12 of 20 peers came later, so they are silent for fewer days. Nobody is named.
      for (let index = 0; index < 20; index++)
        await house.call(
          saveAccount,
          {
            externalId: `peer-${index}`,
            name: `peer-${index}`,
            startsOn: index < 12 ? '2026-11-15' : '2026-10-01',
            profile: { tier: 'STRATEGIC' },
          },
          owner,
        );
      await house.call(saveAccount, { externalId: 'acme', name: 'acme', startsOn: '2026-11-01', profile: { tier: 'STRATEGIC' } }, owner);
      const stands = await house.call(peers, { externalId: 'acme', metrics: 'days-since-issue,login-ratio' }, owner);
      expect(stands.metrics).toMatchObject([
        { metric: 'days-since-issue', position: { peers: 20, lower: 12, above: 0.6, among: { tier: 'STRATEGIC', industry: null } } },
        { metric: 'login-ratio', value: null, reason: 'not-mapped', position: null },
      ]);
      await expect(house.call(peers, { externalId: 'acme', metrics: 'days-since-issue' }, narrow)).rejects.toMatchObject({
        code: 'account-unknown',
      });

      // ACT-07 through the API: accepted with one click, and use is shown beside it.
      expect(await house.call(expectation, { externalId: 'acme' }, owner)).toMatchObject({ isSet: false, proposal: null, neededDays: 28 });
      const accepted = { externalId: 'acme', users: 2, activeDays: 20, modules: null, activity: 0.3, note: '按上线后的用法' };
      expect((await house.call(acceptExpectation, accepted, owner)).said).toEqual([
        ...['expected-daily-users', 'expected-active-days', 'expected-activity'],
      ]);
      const { isSet, lines } = await house.call(expectation, { externalId: 'acme' }, owner);
      expect([isSet, lines[0]]).toMatchObject([true, { metric: 'users-when-used', expected: 2 }]);
    } finally {
      await house.close();
    }
  });
});
