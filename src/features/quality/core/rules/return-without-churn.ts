import { textIn } from '../facts.ts';
import type { CustomerRule } from '../rule.ts';

/** A churn record that is marked as a return and is the first of its customer. */
export const returnWithoutChurn: CustomerRule = {
  looksAt: 'customer',
  meta: {
    id: 'return-without-churn',
    weight: 'doubtful',
    title: { 'zh-CN': '记了回流，此前没有流失', 'en-US': 'A return that no churn came before' },
    why: {
      'zh-CN': '流失记录标为「回流后再流失」，之前却没有流失过。',
      'en-US': 'A churn record says that the customer had come back, and it had never left.',
    },
    whatToDo: { 'zh-CN': '补录先前的流失，或取消回流标记。', 'en-US': 'Enter the earlier churn, or take the mark away.' },
    effect: { 'zh-CN': '回流数偏多。', 'en-US': 'Counted as a return that was none.' },
    inputs: ['churn-record'],
  },
  check: ({ id: account, of }) => {
    const churns = of('churn-record');
    return churns.flatMap((churn) => {
      const on = textIn(churn, 'on') ?? '';
      if (churn.content.reactivated !== true || churns.some((other) => other !== churn && (textIn(other, 'on') ?? '') < on)) return [];
      return [{ entity: 'churn-record', id: churn.id, account, values: { on } }];
    });
  },
};
