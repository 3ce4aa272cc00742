import type { CustomerRule } from '../rule.ts';

/** A live customer without a contract line. */
export const missingLines: CustomerRule = {
  looksAt: 'customer',
  meta: {
    id: 'missing-lines',
    weight: 'left-out',
    title: { 'zh-CN': '客户没有合同明细', 'en-US': 'A customer without contract lines' },
    why: {
      'zh-CN': '在用的客户没有任何合同明细：合同没导全，或编号对不上。',
      'en-US': 'A live customer has no line of any contract: contracts are missing, or ids do not match.',
    },
    whatToDo: { 'zh-CN': '补导合同明细；免费客户可标为「已知」。', 'en-US': 'Import its lines; where it pays nothing, mark it as known.' },
    effect: { 'zh-CN': '不计入收入、留存和续约。', 'en-US': 'Excluded from revenue, retention and renewals.' },
    inputs: ['account', 'contract-line'],
  },
  check: (customer, around) => {
    const isLive = customer.endsOn === null || customer.endsOn >= around.today;
    if (!isLive || !around.keeps('contract-line') || customer.of('contract-line').length > 0) return [];
    return [{ entity: 'account', id: customer.id, account: customer.id, values: { name: customer.name } }];
  },
};
