import { describe, expect, test } from 'vitest';
import { memorySource } from '../../connectors/byte-source.ts';
import { decisionIn, withColumn, withEndDates } from './decide.ts';
import { mappingOf, propose } from './propose.ts';

const files = (texts: Readonly<Record<string, string>>) => Object.entries(texts).map(([name, text]) => memorySource(name, text));
const proposed = async (texts: Readonly<Record<string, string>>) => propose(files(texts));

describe('proposals', () => {
  test('Chinese headers: what a file holds, the field of each column, types of the rest', async () => {
    const [customers, lines, tickets] = await proposed({
      '客户名单.csv':
        '客户编号,客户名称,行业,签约日期,负责人,会员等级,积分\nK1,海风,零售,2025年1月3日,陈思,金,12\nK2,远山,制造,2025-02-01,陈思,银,30\n',
      '合同明细.csv':
        '明细编号;客户编号;合同编号;套餐;开始日期;到期日期;年费（元）;席位数;是否试用\nL1;K1;H1;专业;2025/1/3;2026/1/2;¥12,000;10;否\nL2;K2;H2;基础;2025/2/1;2026/1/31;3,000;5;是\n',
      '工单.csv':
        '工单编号\t客户编号\t标题\t提交时间\t优先级\t处理人\nT1\tK1\t打不开\t2025-03-01 09:00\t紧急\t李\nT2\tK2\t慢\t2025-03-02 10:00\t高\t李\n',
    });
    expect(customers?.mapping).toMatchObject({
      entity: 'account',
      columns: { id: '客户编号', name: '客户名称', industry: '行业', startsOn: '签约日期', owner: '负责人' },
      custom: { 会员等级: 'text', 积分: 'number' },
    });
    expect(lines?.mapping).toMatchObject({
      entity: 'contract-line',
      columns: {
        ...{ id: '明细编号', account: '客户编号', contract: '合同编号', plan: '套餐', startsOn: '开始日期', endsOn: '到期日期' },
        ...{ arr: '年费（元）', seats: '席位数', trial: '是否试用' },
      },
    });
    expect(tickets?.mapping).toMatchObject({
      entity: 'issue',
      columns: { id: '工单编号', account: '客户编号', title: '标题', raisedAt: '提交时间', priority: '优先级', owner: '处理人' },
    });
    expect([customers, lines, tickets].map((one) => one?.questions)).toEqual([[], [], []]);
  });

  test('rows that name no customer find it through what another file holds, by the values', async () => {
    const [subscriptions, usage] = await proposed({
      'subscriptions.csv': 'subscription_id,account_id,start_date,mrr_amount\nS-1,A-1,2025-01-01,10\nS-2,A-1,2025-01-02,20\n',
      'usage.csv': 'ref_id,used_on,feature,count,is_bot\nS-1,2025-02-01,f1,3,0\nS-2,2025-02-13,f2,4,1\n',
    });
    expect(subscriptions?.mapping).toMatchObject({
      entity: 'contract-line',
      columns: { id: 'subscription_id', account: 'account_id', mrr: 'mrr_amount' },
    });
    expect(usage?.mapping).toMatchObject({
      entity: 'events',
      columns: { account: { via: 'contract-line', column: 'ref_id' }, occurredAt: 'used_on', name: { value: 'use' }, module: 'feature' },
      excludeWhen: { is_bot: '1' },
      properties: { count: 'number', is_bot: 'flag' },
    });
  });

  test('what nobody can tell is asked: no kind, unknown words, a header that stands twice, days that read in two ways', async () => {
    const [sums, tickets] = await proposed({
      'sums.csv': 'month,start,end\n2025-01,1,2\n',
      'tickets.csv': 'ticket_id,account_id,created_at,priority,memo,memo\nT1,A,01/02/2025,high,x,y\nT2,A,03/04/2025,brennend,x,y\n',
    });
    expect([sums?.mapping, sums?.questions]).toEqual([null, [{ code: 'no-kind', column: null, words: [] }]]);
    expect(tickets?.mapping).toMatchObject({ entity: 'issue' });
    expect(tickets?.questions).toEqual([
      { code: 'column-twice', column: 'memo', words: [] },
      { code: 'date-order', column: 'created_at', words: ['01/02/2025', '03/04/2025'] },
      { code: 'unknown-words', column: 'priority', words: ['brennend'] },
    ]);
    expect(() => mappingOf('x', sums === undefined ? [] : [sums])).toThrow('Nothing in these files says what they hold');
  });

  test('a column whose values do not fit its header is not taken for it', async () => {
    const [found] = await proposed({ 'contracts.csv': 'contract_id,account_id,start_date,seats\nH1,A,soon,many\nH2,A,later,few\n' });
    expect(found?.mapping).toMatchObject({
      entity: 'contract',
      columns: { id: 'contract_id', account: 'account_id' },
      custom: { start_date: 'text', seats: 'text' },
    });
  });

  test('400 columns are proposed, all of them kept', async () => {
    const header = Array.from({ length: 398 }, (_, index) => `c${index}`);
    const [found] = await proposed({ 'customers.csv': `customer_id,name,${header.join(',')}\n1,A,${header.map(() => '7').join(',')}\n` });
    expect(Object.keys(found?.mapping?.entity === 'account' ? (found.mapping.custom ?? {}) : {}).length).toBe(398);
  });
});

describe('decisions of a person', () => {
  test('what a file holds, and what a column is; names of files have dots', () => {
    const names = ['a.csv', 'a.csv.old.csv'];
    expect(decisionIn('a.csv=issue', names)).toEqual({ file: 'a.csv', entity: 'issue' });
    expect(decisionIn('a.csv=-', names)).toEqual({ file: 'a.csv', entity: 'none' });
    expect(decisionIn('a.csv.old.csv.x.y=closedAt', names)).toEqual({ file: 'a.csv.old.csv', column: 'x.y', use: 'closedAt' });
    expect(() => decisionIn('b.csv=issue', names)).toThrow('files are: a.csv');
    expect(() => decisionIn('a.csv=thing', names)).toThrow("There is no kind 'thing'");
  });

  test('a column serves what it was said to, and nothing else any more', async () => {
    const [found] = await proposed({ 'tickets.csv': 'ticket_id,account_id,created_at,done,memo\nT1,A,2025-01-01,2025-01-02,x\n' });
    const mapping = found?.mapping;
    if (mapping === null || mapping === undefined) throw new Error('nothing was proposed');
    expect(withColumn(mapping, 'done', 'closedAt')).toMatchObject({ columns: { closedAt: 'done' }, custom: { memo: 'text' } });
    expect(withColumn(withColumn(mapping, 'done', 'closedAt'), 'done', '-').columns).toEqual(mapping.columns);
    expect(withColumn(mapping, 'memo', 'custom:choice')).toMatchObject({ custom: { memo: 'choice' } });
    expect(withEndDates(mapping, 'exclusive')).toEqual(mapping);
  });
});
