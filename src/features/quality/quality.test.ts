import { expect, test } from 'vitest';
import { describeEmbedded } from '../../../test/engines.ts';
import { type House, makeHouse, type Owner } from '../../../test/make.ts';
import type { RecordWords } from '../../kernel/record.ts';
import { assignAccount, contacts, saveAccount } from '../accounts/contract.ts';
import { CONTRACT_RECORDS } from '../contracts/commands.ts';
import { churnRecords } from '../contracts/contract.ts';
import { issues } from '../issues/contract.ts';
import { batch } from '../usage/contract.ts';
import { acceptFinding, listQuality, qualityJob, reopenFinding, runQuality } from './contract.ts';

/** Two customers whose data contradict themselves, and one that is fine. */
async function fill(house: House, owner: Owner): Promise<void> {
  const churned = { churn_flag: 'TRUE' };
  await house.call(saveAccount, { externalId: 'a', name: '云帆', startsOn: '2026-02-01', attributes: churned }, owner);
  await house.call(saveAccount, { externalId: 'b', name: '远山', startsOn: '2026-01-01', endsOn: '2026-06-30' }, owner);
  await house.call(saveAccount, { externalId: 'c', name: '云 帆', startsOn: '2026-01-01' }, owner);
  // As an import would: it may name what is not there.
  const line = (id: string, fields: RecordWords) =>
    house.runtime.write(owner.workspace, { kind: 'operator' }, (ctx) =>
      CONTRACT_RECORDS.contractLine.save(ctx, [{ id, words: { startsOn: '2026-02-01', plan: 'Pro', ...fields } }], null),
    );
  await line('l1', { account: 'a', arr: 1200, mrr: 100 });
  await line('l2', { account: 'a', startsOn: '2026-05-01', arr: 100, mrr: 100, currency: 'EUR' });
  await line('l3', { account: 'ghost', contract: 'nowhere', mrr: 1, currency: 'RMB' });
  await line('l4', { account: 'c', endsOn: '2026-01-31', mrr: 1, seats: 0 });
  await house.call(churnRecords.save, { id: 'x1', fields: { account: 'a', on: '2026-06-01' } }, owner);
  await house.call(
    issues.save,
    { id: 't1', fields: { account: 'a', raisedAt: '2026-01-15T00:00:00Z', closedAt: '2026-01-14T00:00:00Z' } },
    owner,
  );
  await house.call(contacts.save, { id: 'k1', fields: { account: 'a', name: '李', roles: ['DECIDER'], leftOn: '2026-03-01' } }, owner);
  const key = await house.addKey(owner, ['ingest']);
  const use = (messageId: string, groupId: string, on: string, subscription_id?: string) => ({
    ...{ type: 'track', event: 'open', userId: 'u', messageId, timestamp: `${on}T02:00:00Z` },
    context: { groupId },
    properties: { subscription_id },
  });
  const events = [
    use('m1', 'a', '2026-01-20', 'l1'),
    use('m2', 'a', '2026-03-01', 'l2'),
    use('m3', 'a', '2026-03-02', 'l9'),
    use('m4', 'b', '2026-07-01'),
  ];
  await house.call(batch, { batch: events }, { key });
  await house.settle();
}

describeEmbedded('the quality of data', (engine) => {
  test('contradictions are found with their effect; a second run of the day changes nothing; what is known is marked', async () => {
    const house = await makeHouse(engine, { at: '2026-11-18T02:00:00Z' });
    try {
      const owner = await house.setUp();
      await fill(house, owner);
      expect(await house.call(listQuality, {}, owner)).toEqual({ run: null, previous: null, findings: [], readings: [] });
      await house.runtime.runJob(qualityJob.name, { workspace: owner.workspace });
      const first = await house.call(listQuality, {}, owner);
      expect(first.findings.map(({ rule, entity, count }) => `${rule} ${entity} ${count}`).sort()).toEqual([
        'arr-unlike-mrr contract-line 1',
        'churn-with-lines churn-record 1',
        'churned-with-lines account 1',
        'closed-before-raised issue 1',
        'departed-contact contact 1',
        'duplicate-name account 2',
        'empty-seats contract-line 1',
        'end-before-start contract-line 1',
        'missing-contacts account 1',
        'missing-exchange-rate contract-line 2',
        'missing-owner account 2',
        'missing-reference contract-line 1',
        'overlapping-lines contract-line 1',
        'record-before-account issue 1',
        'source-gap source 159',
        'stale-source source 1',
        'unknown-currency contract-line 1',
        'unknown-line event 1',
        'usage-after-account event 1',
        'usage-before-account event 1',
        'usage-before-line event 2',
      ]);
      expect(first.findings[0]?.weight).toBe('wrong-figure');
      const overlap = first.findings.find(({ rule }) => rule === 'overlapping-lines');
      expect(overlap).toMatchObject({
        before: null,
        effect: { 'en-US': 'Counted twice in revenue and seats on the days of the overlap.' },
        samples: [{ id: 'l2', account: 'a', name: '云帆', count: 1, values: { overlaps: 'l1' } }],
      });
      await house.call(runQuality, {}, owner);
      expect(await house.call(listQuality, {}, owner)).toEqual(first);

      await house.call(acceptFinding, { rule: 'duplicate-name', entity: 'account', reason: '两家公司' }, owner);
      await house.call(saveAccount, { externalId: 'a', attributes: { churn_flag: 'FALSE' } }, owner);
      await house.call(runQuality, {}, owner);
      const second = await house.call(listQuality, {}, owner);
      expect(second.previous).toEqual(first.run);
      const found = (rule: string) => second.findings.find((one) => one.rule === rule);
      expect([found('churned-with-lines'), found('unflagged-churn')?.before]).toEqual([undefined, 0]);
      expect(found('duplicate-name')).toMatchObject({ count: 2, before: 2, accepted: { reason: '两家公司', by: '王琳', count: 2 } });
      await house.call(reopenFinding, { rule: 'duplicate-name', entity: 'account' }, owner);
      await expect(house.call(reopenFinding, { rule: 'duplicate-name', entity: 'account' }, owner)).rejects.toMatchObject({
        code: 'not-found',
      });

      // A lead sees how many there are, and examples of their own customers only.
      const lead = await house.addPerson(owner, { functions: ['cs-head'], scope: 'own', name: '组长' });
      await house.call(assignAccount, { externalId: 'b', personId: lead.personId }, owner);
      const own = await house.call(listQuality, {}, { ...owner, cookie: lead.cookie });
      expect(own.findings.flatMap(({ samples }) => samples.map(({ account }) => account))).toEqual(['b']);
    } finally {
      await house.close();
    }
  });
});
