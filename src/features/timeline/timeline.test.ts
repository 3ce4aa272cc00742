import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeEachEngine } from '../../../test/engines.ts';
import { type House, makeHouse, type Owner } from '../../../test/make.ts';
import { day } from '../../kernel/time.ts';
import { contacts, saveAccount } from '../accounts/contract.ts';
import { contractLines } from '../contracts/contract.ts';
import { surveyAnswers } from '../feedback/contract.ts';
import { issues } from '../issues/contract.ts';
import { touches } from '../touches/contract.ts';
import { timeline } from './contract.ts';

describeEachEngine('the timeline of a customer', (engine) => {
  let house: House;
  let owner: Owner;
  beforeAll(async () => {
    house = await makeHouse(engine);
    owner = await house.setUp();
    await house.call(saveAccount, { externalId: 'hf', name: '海风科技', startsOn: day('2025-01-01') }, owner);
    const save = (of: typeof touches, id: string, fields: Record<string, unknown>) =>
      house.call(of.save, { id, fields: { account: 'hf', ...fields } }, owner);
    await save(contacts, 'c', { name: '赵屿', jobTitle: '信息总监', joinedOn: '2026-10-20' });
    await save(touches, 't', { on: '2026-11-12', way: 'CALL', topic: '审批改回纸质', contact: 'c', person: '王琳' });
    await save(issues, 'i', { title: '丢附件', raisedAt: '2026-10-08T17:00:00Z', status: 'SOLVED', solvedAt: '2026-10-12T03:00:00Z' });
    await save(surveyAnswers, 's', { type: 'NPS', score: 8, answeredOn: '2026-05-18', respondent: '陈渡' });
    await save(contractLines, 'l', { startsOn: '2026-01-01', arr: 86_400_000 });
    await house.settle();
  });
  afterAll(() => house.close());
  const ask = (input: object = {}) => house.call(timeline, { externalId: 'hf', ...input }, owner);

  test('C360-01, MON-02: what we did and what happened, the latest first, by day of the workspace', async () => {
    const { entries, counts, today } = await ask();
    expect(today).toBe('2026-11-18');
    expect(entries.filter(({ kind }) => !kind.startsWith('warning')).map(({ kind, on, title }) => [on, kind, title])).toEqual([
      ['2026-11-12', 'touch', '审批改回纸质'],
      ['2026-10-20', 'person-joined', '赵屿'],
      ['2026-10-12', 'issue-closed', '丢附件'],
      ['2026-10-09', 'issue-opened', '丢附件'],
      ['2026-05-18', 'answer', null],
      ['2026-01-01', 'movement', null],
    ]);
    expect(entries.find(({ kind }) => kind === 'touch')).toMatchObject({ code: 'CALL', detail: '赵屿', who: '王琳' });
    expect(counts).toMatchObject({ touches: 1, issues: 2, people: 1, answers: 1, contracts: 1 });
  });

  test('by group, and a page after another; a group that there is not is named', async () => {
    expect((await ask({ groups: 'people,issues' })).entries.map(({ kind }) => kind)).toEqual([
      ...['person-joined', 'issue-closed', 'issue-opened'],
    ]);
    const first = await ask({ groups: 'issues', limit: 1 });
    expect(first.entries).toMatchObject([{ kind: 'issue-closed' }]);
    const second = await ask({ groups: 'issues', limit: 1, after: first.next ?? '' });
    expect([second.entries.map(({ kind }) => kind), second.next]).toEqual([['issue-opened'], null]);
    await expect(ask({ groups: 'poems' })).rejects.toMatchObject({ code: 'invalid-input' });
    await expect(house.call(timeline, { externalId: 'nobody' }, owner)).rejects.toMatchObject({ code: 'account-unknown' });
  });
});
