import { dayIn, shown } from '../facts.ts';
import type { RecordRule } from '../rule.ts';

/** A fact that is dated after today. */
export const futureFact: RecordRule = {
  looksAt: 'record',
  meta: {
    id: 'future-fact',
    weight: 'wrong-figure',
    title: { 'zh-CN': '已发生的事，日期在未来', 'en-US': 'Something that happened in the future' },
    why: {
      'zh-CN': '工单、回答、拜访、流失、签约或入职的日期晚于今天。',
      'en-US': 'A ticket, answer, touch, churn, signature or arrival is dated after today.',
    },
    whatToDo: {
      'zh-CN': '核对日期：常见原因是年份写错，或日月颠倒。',
      'en-US': 'Check the date: often the year is wrong, or day and month are swapped.',
    },
    effect: {
      'zh-CN': '今天的数字里没有它，到那天会突然出现。',
      'en-US': 'Excluded from the figures of today; it will appear on that day all of a sudden.',
    },
    inputs: ['issue', 'survey-answer', 'touch', 'churn-record', 'contract', 'contact', 'commitment', 'note'],
  },
  check: (fact, around) => {
    const late = (HAPPENED[fact.kind] ?? []).filter((field) => (dayIn(fact.content[field], around.timeZone) ?? '') > around.today);
    if (late.length === 0) return [];
    const values = Object.fromEntries(late.map((field) => [field, fact.content[field]]));
    return [{ entity: fact.kind, id: fact.id, account: fact.account, values: shown({ ...values, today: around.today }) }];
  },
};

/** Fields that say when something happened; what is still due or planned may lie ahead. */
const HAPPENED: Readonly<Record<string, readonly string[]>> = {
  issue: ['raisedAt', 'solvedAt', 'closedAt'],
  'survey-answer': ['answeredOn'],
  touch: ['on'],
  'churn-record': ['on'],
  contract: ['signedOn'],
  contact: ['joinedOn'],
  commitment: ['promisedOn', 'keptOn'],
  note: ['on'],
};
