import { expect, test } from 'vitest';
import { describeEmbedded } from '../../../test/engines.ts';
import { makeHouse } from '../../../test/make.ts';
import { addWorkspace } from '../access/operator.ts';
import { saveAccounts } from '../accounts/commands.ts';
import { listModels, saveDraft } from '../health/contract-models.ts';
import { USAGE_HEALTH } from '../health/core/default-models.ts';
import { judgeJob } from '../metrics/contract.ts';
import { TOUCH_RECORDS } from '../touches/commands.ts';
import { listWarnings } from '../warnings/contract.ts';
import { listRules, ruleVersions } from '../warnings/contract-rules.ts';
import { backTestPredictions, cancelBackTest, getBackTest, startBackTest } from './contract-backtest.ts';
import { discardAnyDraft, listDrafts, publishAnyDraft, rollBack, saveRuleDraft, shadowJob, startShadow } from './contract-drafts.ts';

const RULE = 'relation-cold';
const which = { kind: 'rule' as const, subject: RULE };

describeEmbedded('drafts that run beside what is live', (engine) => {
  test('MON-05: a shadow says who would be warned and why, and warns nobody; published it judges, rolled back the old line does', async () => {
    const house = await makeHouse(engine);
    try {
      const owner = await house.setUp();
      await house.runtime.write(owner.workspace, { kind: 'operator' }, async (ctx) => {
        const customers = ['warm', 'cool', 'cold'];
        await saveAccounts(
          ctx,
          customers.map((externalId) => ({ externalId, name: externalId, startsOn: '2026-01-01' as never })),
        );
        // 18 November: 8, 48 and 109 days ago; the line lies at 60.
        const on = ['2026-11-10', '2026-10-01', '2026-08-01'];
        const touches = customers.map((account, index) => ({
          id: account,
          words: { account, on: on[index] ?? '', way: 'CALL', result: 'REACHED' },
        }));
        await TOUCH_RECORDS.touch.save(ctx, touches, null);
      });
      await house.settle();
      await house.runtime.runJob(judgeJob.name);
      await house.settle();
      const { rules } = await house.call(listRules, {}, owner);
      const live = rules.find(({ rule }) => rule === RULE)?.definition;
      if (live?.kind !== 'ours') throw new Error('The rule is one of ours.');
      const warned = async () =>
        (await house.call(listWarnings, { rule: RULE }, owner)).warnings
          .map(({ account, ruleVersion }) => `${account.externalId} ${ruleVersion}`)
          .sort();
      const before = await warned();
      expect(before.map((one) => one.split(' ')[0])).toEqual(['cold']);

      // A draft, kept on the server; a second editor is told.
      await house.call(saveRuleDraft, { subject: RULE, definition: { ...live, fireAt: 40, clearAt: 35 }, revision: 0 }, owner);
      await expect(house.call(saveRuleDraft, { subject: RULE, definition: live, revision: 0 }, owner)).rejects.toMatchObject({
        code: 'conflict',
      });
      await house.call(startShadow, which, owner);
      await house.settle();
      await house.runtime.runJob(shadowJob.name);
      const [draft] = (await house.call(listDrafts, {}, owner)).drafts;
      expect(draft).toMatchObject({ ...which, revision: 1, basedOn: 0, liveVersion: 0, problem: null });
      expect(draft?.shadow?.days).toEqual([
        { day: '2026-11-18', customers: 3, live: { warned: 1, quiet: 2 }, shadow: { warned: 2, quiet: 1 }, differ: 1 },
      ]);
      expect(draft?.shadow?.differences).toMatchObject([
        { externalId: 'cool', said: { kind: 'rule', live: false, shadow: true, value: 48, threshold: 40 } },
      ]);
      expect(await warned()).toEqual(before);
      // The next day is kept beside it.
      house.clock.set('2026-11-19T02:00:00Z');
      await house.runtime.runJob(shadowJob.name);
      expect((await house.call(listDrafts, {}, owner)).drafts[0]?.shadow?.days.map(({ day }) => day)).toEqual(['2026-11-19', '2026-11-18']);

      // Published it judges; what was said before stays as it was said.
      expect(await house.call(publishAnyDraft, { ...which, revision: 1 }, owner)).toMatchObject({ version: 1 });
      await house.settle();
      await house.runtime.runJob(judgeJob.name);
      await house.settle();
      expect((await warned()).map((one) => one.split(' ')[0])).toEqual(['cold', 'cool']);
      expect(await warned()).toEqual(expect.arrayContaining(before));
      expect((await house.call(listDrafts, {}, owner)).drafts).toEqual([]);

      // Rolled back, the line as it comes judges under a new version.
      expect(await house.call(rollBack, { ...which, version: 0 }, owner)).toMatchObject({ version: 2 });
      const { versions } = await house.call(ruleVersions, { rule: RULE }, owner);
      expect(versions.map(({ version, definition }) => [version, definition.kind === 'ours' ? definition.fireAt : null])).toEqual([
        [2, live.fireAt],
        [1, 40],
        [0, live.fireAt],
      ]);

      // A model runs the same way; nobody's health moves.
      const { id: modelId, version: _, ...content } = USAGE_HEALTH;
      const model = { ...content, requiredCoverage: 0.3 } as never;
      await house.call(saveDraft, { modelId, model, revision: 0 }, owner);
      const ofModel = { kind: 'model' as const, subject: modelId };
      await house.call(startShadow, ofModel, owner);
      await house.settle();
      await house.runtime.runJob(shadowJob.name);
      const [shadowed] = (await house.call(listDrafts, {}, owner)).drafts;
      expect(shadowed?.shadow?.days).toMatchObject([{ customers: 3, live: { 'insufficient-data': 3 }, differ: 0 }]);
      // Nobody publishes a model whose back-test was not looked at; the draft stays.
      const blind = house.call(publishAnyDraft, { ...ofModel, revision: 1 }, owner);
      await expect(blind).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('has not been looked at') });
      expect((await house.call(listDrafts, {}, owner)).drafts).toHaveLength(1);
      await house.call(discardAnyDraft, ofModel, owner);
      expect((await house.call(listDrafts, {}, owner)).drafts).toEqual([]);
      expect((await house.call(listModels, {}, owner)).models.find((one) => one.modelId === modelId)).toMatchObject({ draft: null });
      await expect(house.call(rollBack, { ...ofModel, version: 9 }, owner)).rejects.toMatchObject({ code: 'not-found' });

      // What cannot be put to the test is refused at once, by name.
      const asked = { subject: { kind: 'metric', metric: 'dau' }, outcome: { kind: 'ended' }, from: '2026-01', to: '2026-06' } as const;
      const refused = async (change: object): Promise<unknown> =>
        house.call(startBackTest, { ...asked, ...change } as never, owner).then(
          ({ state }) => state,
          ({ code }) => code,
        );
      for (const change of [
        { from: '2026-07' },
        { to: '2026-11' },
        { from: '1990-01' },
        { from: '1900-01', to: '1900-01', horizonDays: 1e6 },
        { to: '2026-13' },
        { outcome: { kind: 'condition', condition: 'nothing_like_it < 1' } },
        { outcome: { kind: 'condition', condition: 'dau <' } },
        { outcome: { kind: 'condition', condition: `dau < 1${' && dau < 1'.repeat(100)}` } },
        { outcome: { kind: 'dormant', days: 1e6 } },
        { subject: { kind: 'learned', by: 'dice' } },
        { segment: 'x'.repeat(61) },
      ])
        expect([change, await refused(change)]).toEqual([change, 'invalid-input']);
      for (const change of [
        { subject: { kind: 'metric', metric: 'x' } },
        { subject: { kind: 'model', model: 'x' } },
        { beside: { kind: 'model', model: modelId, version: 'draft' } },
        { beside: { kind: 'rule', rule: 'x' } },
      ])
        expect([change, await refused(change)]).toEqual([change, 'not-found']);
      await expect(house.call(getBackTest, { backTestId: 'bkt_1' }, owner)).rejects.toMatchObject({ code: 'not-found' });
      // A condition may be as deep as its length allows: it is answered or refused, and nothing breaks.
      const deep = `${'('.repeat(490)}dau${')'.repeat(490)} < 1`;
      expect(['running', 'invalid-input']).toContain(await refused({ outcome: { kind: 'condition', condition: deep } }));
      // Long before anything was known nothing is judged; it is said, and does not fail.
      let run = await house.call(startBackTest, { ...asked, from: '1900-01', to: '1900-01' } as never, owner);
      while (run.state === 'running') {
        await new Promise((resolve) => setTimeout(resolve, 20));
        run = await house.call(getBackTest, { backTestId: run.backTestId }, owner);
      }
      expect([run.state, run.problem, run.report?.skill]).toEqual(['finished', null, 'too-few']);
      // A run is its asker's own: for others, and in another workspace, it is not there.
      const lead = await house.addPerson(owner, { functions: ['cs-head'], scope: 'all', name: '林知夏' });
      const elsewhere = { workspaceKey: 'other', workspaceName: '别家', timeZone: 'UTC', locale: 'zh-CN' as const };
      await addWorkspace(house.mooring.access, { ...elsewhere, name: '王琳', email: 'owner@example.com' });
      const other = (await house.mooring.workspaces.all()).find(({ key }) => key === 'other');
      for (const as of [
        { ...owner, cookie: lead.cookie },
        { ...owner, workspace: other ?? owner.workspace },
      ])
        for (const operation of [getBackTest, cancelBackTest, backTestPredictions])
          await expect(house.call(operation, { backTestId: run.backTestId }, as)).rejects.toMatchObject({ code: 'not-found' });
      expect((await house.call(getBackTest, { backTestId: run.backTestId }, owner)).state).toBe('finished');
    } finally {
      await house.close();
    }
  });
});
