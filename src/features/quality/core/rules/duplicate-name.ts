import type { CustomerSpan } from '../facts.ts';
import type { WholeRule } from '../rule.ts';

/** Customers whose names are the same but for how they are written. */
export const duplicateName: WholeRule = {
  looksAt: 'whole',
  meta: {
    id: 'duplicate-name',
    weight: 'wrong-figure',
    title: { 'zh-CN': '客户同名', 'en-US': 'Customers of the same name' },
    why: {
      'zh-CN': '几个客户名称相同（忽略大小写、空格、标点和「有限公司」）：很可能是同一家录了两次。',
      'en-US': 'Several customers have one name, but for capitals, spaces, marks and "Ltd": often one of them was entered twice.',
    },
    whatToDo: {
      'zh-CN': '在客户页合并重复的客户；确实是两家的，改名区分。',
      'en-US': 'Merge those that are one; give different names to those that are not.',
    },
    effect: {
      'zh-CN': '客户数偏多，一家的收入、使用和工单分在两处：留存和健康都算不准。',
      'en-US': 'Counted twice as customers, with revenue, usage and tickets apart: retention and health are off.',
    },
    inputs: ['account'],
  },
  check: ({ customers }) => {
    const blocks = new Map<string, { first: CustomerSpan; count: number }>();
    for (const one of customers) {
      const key = nameKey(one.name);
      const block = blocks.get(key);
      if (block === undefined) blocks.set(key, { first: one, count: 1 });
      else block.count += 1;
    }
    return [...blocks.values()]
      .filter(({ count }) => count > 1)
      .sort((a, b) => b.count - a.count || (a.first.id < b.first.id ? -1 : 1))
      .map(({ first, count }) => ({
        entity: 'account',
        id: first.id,
        account: first.id,
        count,
        values: { name: first.name, customers: count },
      }));
  },
};

/** What is left of a name without its legal form: 有限公司, Ltd. and the like say nothing about who it is. */
function nameKey(name: string): string {
  const folded = name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
  const short = folded.replace(/(股份有限公司|有限责任公司|有限公司|集团公司|公司|集团|limited|ltd|inc|llc|gmbh|corp|co)$/u, '');
  return short === '' ? folded : short;
}
