import { textIn } from '../facts.ts';
import { REFERENCES } from '../references.ts';
import type { RecordRule } from '../rule.ts';

/** A reference to a record or customer that is not there, by kind. */
export const missingReference: RecordRule = {
  looksAt: 'record',
  meta: {
    id: 'missing-reference',
    weight: 'left-out',
    title: { 'zh-CN': '引用的记录或客户不存在', 'en-US': 'Refers to a record or customer that is not there' },
    why: {
      'zh-CN': '一条记录说它属于某个客户、合同或产品，而系统里没有它：文件漏导了，或编号写错了。',
      'en-US': 'A record says it belongs to a customer, contract or product that nobody knows: a file is missing, or an id is wrong.',
    },
    whatToDo: {
      'zh-CN': '补导被引用的文件，或改正编号；导入后引用会自动接上。',
      'en-US': 'Import what is referred to, or correct the id; the reference then holds by itself.',
    },
    effect: {
      'zh-CN': '找不到客户的记录不计入任何客户的数字；其他引用缺失时，按被引用者分组的数字里没有它。',
      'en-US':
        'Without its customer it is excluded from the figures of every customer; without another reference, from figures grouped by that.',
    },
    inputs: [
      'contract',
      'contract-line',
      'churn-record',
      'contact',
      'org-unit',
      'commitment',
      'note',
      'issue',
      'survey-answer',
      'touch',
      'module',
    ],
  },
  check: (fact, around) => {
    const missing = (REFERENCES[fact.kind] ?? []).flatMap(([field, of]) => {
      const id = of === 'account' ? fact.account : textIn(fact, field);
      if (id === null || (of === 'account' ? around.customer(id) !== undefined : around.has(of, id))) return [];
      return [[field, id] as const];
    });
    return missing.length === 0 ? [] : [{ entity: fact.kind, id: fact.id, account: fact.account, values: Object.fromEntries(missing) }];
  },
};
