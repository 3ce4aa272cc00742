import { CHURN_FLAGS, flagIn } from '../facts.ts';
import { lineSpans } from '../line-spans.ts';
import type { CustomerRule } from '../rule.ts';

/** A customer whose lines all ended and whose flag says that it did not churn. */
export const endedWithoutFlag: CustomerRule = {
  looksAt: 'customer',
  meta: {
    id: 'ended-without-flag',
    weight: 'doubtful',
    title: { 'zh-CN': '合同全部结束，没标流失', 'en-US': 'All lines ended, and no flag' },
    why: {
      'zh-CN': '客户的合同明细都已结束，标记却说没有流失。',
      'en-US': 'All lines of the customer ended, and it says that it did not churn.',
    },
    whatToDo: {
      'zh-CN': '续约的请补录新明细；流失的更新标记并录入原因。',
      'en-US': 'Enter the renewal where there is one; else correct the flag and enter why it left.',
    },
    effect: {
      'zh-CN': '收入已停止，按标记算仍是客户：客户留存偏高。',
      'en-US': 'Its revenue stopped, and by the flag it is still a customer: logo retention is too high.',
    },
    inputs: ['account', 'contract-line'],
  },
  check: ({ id, custom, of }, { today }) => {
    const spans = lineSpans(of('contract-line'));
    const begun = spans.filter(({ from }) => from <= today);
    if (flagIn(custom, CHURN_FLAGS) !== false || begun.length === 0 || spans.some(({ to }) => to === null || to > today)) return [];
    return [
      {
        entity: 'account',
        id,
        account: id,
        values: {
          lines: spans.length,
          lastEndsOn:
            begun
              .map(({ to }) => to ?? '')
              .sort()
              .at(-1) ?? '',
        },
      },
    ];
  },
};
