import { flagIn, TRIAL_FLAGS } from '../facts.ts';
import { goingOn, lineSpans } from '../line-spans.ts';
import type { CustomerRule } from '../rule.ts';

/** A customer whose trial flag its lines contradict. */
export const trialFlagUnlikeLines: CustomerRule = {
  looksAt: 'customer',
  meta: {
    id: 'trial-flag-unlike-lines',
    weight: 'doubtful',
    title: { 'zh-CN': '试用标记与合同明细不符', 'en-US': 'A trial flag that its lines contradict' },
    why: {
      'zh-CN': '客户标为试用，却有付费明细在继续；或标为已付费，继续的明细却都是试用。',
      'en-US': 'The customer is flagged as a trial and has paid lines that go on; or is not, and all that goes on are trials.',
    },
    whatToDo: { 'zh-CN': '以合同明细为准更新标记。', 'en-US': 'Correct the flag by the lines.' },
    effect: {
      'zh-CN': '收入按明细计，不受标记影响；按标记分组的数字不准。',
      'en-US': 'Revenue goes by the lines; figures grouped by the flag are wrong.',
    },
    inputs: ['account', 'contract-line'],
  },
  check: ({ id, custom, of }, { today }) => {
    const flag = flagIn(custom, TRIAL_FLAGS);
    const lines = goingOn(lineSpans(of('contract-line')), today);
    const paid = lines.filter(({ line }) => line.content.trial !== true).length;
    if (flag === null || lines.length === 0 || flag === (paid === 0)) return [];
    return [{ entity: 'account', id, account: id, values: { flag: String(flag), paidLines: paid, trialLines: lines.length - paid } }];
  },
};
