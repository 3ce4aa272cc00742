import { textIn } from '../facts.ts';
import type { RecordRule } from '../rule.ts';

/** A day of going live before the first day. */
export const liveBeforeStart: RecordRule = {
  looksAt: 'record',
  meta: {
    id: 'live-before-start',
    weight: 'doubtful',
    title: { 'zh-CN': '上线早于开始', 'en-US': 'Live before it started' },
    why: { 'zh-CN': '上线日期早于合同或客户的开始日期。', 'en-US': 'The day of going live lies before the contract or customer began.' },
    whatToDo: {
      'zh-CN': '核对两个日期；先上线后签约的，把开始日期改为实际启用日。',
      'en-US': 'Check both days; where the work came before the signature, start on the day it was taken into use.',
    },
    effect: { 'zh-CN': '上线用时为负，平均上线用时偏短。', 'en-US': 'The time to go live is negative, and the average too short.' },
    inputs: ['account', 'contract-line'],
  },
  check: (fact) => {
    const [startsOn, goLiveOn] = [textIn(fact, 'startsOn'), textIn(fact, 'goLiveOn')];
    if (startsOn === null || goLiveOn === null || goLiveOn >= startsOn) return [];
    return [{ entity: fact.kind, id: fact.id, account: fact.account, values: { startsOn, goLiveOn } }];
  },
};
