import type { CustomerRule } from '../rule.ts';

/** A live customer without a contact. */
export const missingContacts: CustomerRule = {
  looksAt: 'customer',
  meta: {
    id: 'missing-contacts',
    weight: 'doubtful',
    title: { 'zh-CN': '客户没有联系人', 'en-US': 'A customer without contacts' },
    why: { 'zh-CN': '没有人可以联系：预警来了不知道打给谁。', 'en-US': 'There is nobody to call when a warning opens.' },
    whatToDo: { 'zh-CN': '向销售或实施要关键联系人并录入。', 'en-US': 'Ask sales or delivery for the key contacts and enter them.' },
    effect: { 'zh-CN': '不计入决策链覆盖率的分子。', 'en-US': 'Excluded from the customers whose decision chain is covered.' },
    inputs: ['account', 'contact'],
  },
  check: (customer, around) => {
    const isLive = customer.endsOn === null || customer.endsOn >= around.today;
    if (!isLive || !around.keeps('contact') || customer.of('contact').length > 0) return [];
    return [{ entity: 'account', id: customer.id, account: customer.id, values: { name: customer.name } }];
  },
};
