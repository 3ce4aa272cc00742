import { parseInstant } from '../../../../kernel/time.ts';
import { shown, textIn } from '../facts.ts';
import type { RecordRule } from '../rule.ts';

/** An issue that ended before it began. */
export const closedBeforeRaised: RecordRule = {
  looksAt: 'record',
  meta: {
    id: 'closed-before-raised',
    weight: 'wrong-figure',
    title: { 'zh-CN': '解决或关闭早于提出', 'en-US': 'Solved or closed before it was raised' },
    why: {
      'zh-CN': '问题在提出之前就关闭了：时间字段写反，或时区不一致。',
      'en-US': 'An issue is closed before it was raised: times are swapped, or in different zones.',
    },
    whatToDo: { 'zh-CN': '核对来源的两个时间字段和时区。', 'en-US': 'Check both times and their zone in the source.' },
    effect: { 'zh-CN': '处理时长为负，平均处理时长偏短。', 'en-US': 'The time to solve is negative, and the average too short.' },
    inputs: ['issue'],
  },
  check: (fact) => {
    const raisedAt = textIn(fact, 'raisedAt');
    const raised = parseInstant(raisedAt ?? '');
    const early = ['solvedAt', 'closedAt'].filter((field) => {
      const at = parseInstant(textIn(fact, field) ?? '');
      return at !== null && raised !== null && at < raised;
    });
    if (early.length === 0) return [];
    const values = Object.fromEntries(early.map((field) => [field, textIn(fact, field)]));
    return [{ entity: fact.kind, id: fact.id, account: fact.account, values: shown({ raisedAt, ...values }) }];
  },
};
