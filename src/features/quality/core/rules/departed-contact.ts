import { textIn } from '../facts.ts';
import type { RecordRule } from '../rule.ts';

/** A contact who left and still decides. */
export const departedContact: RecordRule = {
  looksAt: 'record',
  meta: {
    id: 'departed-contact',
    weight: 'doubtful',
    title: { 'zh-CN': '决策人已离职', 'en-US': 'A decision maker who left' },
    why: {
      'zh-CN': '联系人已离职，角色里却还有决策人：续约时会找错人。',
      'en-US': 'The contact left and is still the one who decides: at the renewal you will call the wrong person.',
    },
    whatToDo: {
      'zh-CN': '确认接任者并设为决策人，去掉离职者的角色。',
      'en-US': 'Find out who follows and make them the decision maker; take the role from the one who left.',
    },
    effect: {
      'zh-CN': '决策链覆盖率把离职的人也算在内，偏高。',
      'en-US': 'Counted in how well the decision chain is covered, which is too high.',
    },
    inputs: ['contact'],
  },
  check: (fact, { today }) => {
    const leftOn = textIn(fact, 'leftOn');
    const { roles, name } = fact.content;
    if (leftOn === null || leftOn > today || !Array.isArray(roles) || !roles.includes('DECIDER')) return [];
    return [{ entity: fact.kind, id: fact.id, account: fact.account, values: { name: String(name), leftOn } }];
  },
};
