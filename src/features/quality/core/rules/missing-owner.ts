import type { CustomerRule } from '../rule.ts';

/** A live customer without an owner. */
export const missingOwner: CustomerRule = {
  looksAt: 'customer',
  meta: {
    id: 'missing-owner',
    weight: 'doubtful',
    title: { 'zh-CN': '客户没有负责人', 'en-US': 'A customer without an owner' },
    why: { 'zh-CN': '没有人对它负责，任务会落到组长的队列里。', 'en-US': 'Nobody looks after it; its tasks go to the queue of the lead.' },
    whatToDo: { 'zh-CN': '在客户页指派负责人。', 'en-US': 'Assign an owner on the page of customers.' },
    effect: { 'zh-CN': '不计入任何人的客户数和业绩。', 'en-US': 'Excluded from the customers and results of every person.' },
    inputs: ['account'],
  },
  check: (customer, around) => {
    const isLive = customer.endsOn === null || customer.endsOn >= around.today;
    if (!isLive || customer.hasOwner) return [];
    return [{ entity: 'account', id: customer.id, account: customer.id, values: { name: customer.name } }];
  },
};
