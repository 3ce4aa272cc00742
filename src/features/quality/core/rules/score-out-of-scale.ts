import { numberIn, textIn } from '../facts.ts';
import type { RecordRule } from '../rule.ts';

/** An answer whose score its scale does not have. */
export const scoreOutOfScale: RecordRule = {
  looksAt: 'record',
  meta: {
    id: 'score-out-of-scale',
    weight: 'wrong-figure',
    title: { 'zh-CN': '评分超出量表', 'en-US': 'A score outside its scale' },
    why: {
      'zh-CN': '分数不在量表范围内，例如 1–5 量表上的 8 分：量表选错了，或分数录错了。',
      'en-US': 'The score is not on its scale, as 8 on one of 1 to 5: the scale is wrong, or the score.',
    },
    whatToDo: { 'zh-CN': '核对问卷的量表，改正后重新导入。', 'en-US': 'Check the scale of the survey, correct it and import again.' },
    effect: {
      'zh-CN': '按量表分类时归错了类，NPS 和满意度偏高或偏低。',
      'en-US': 'Counted in the wrong class, so NPS and satisfaction are too high or too low.',
    },
    inputs: ['survey-answer'],
  },
  check: (fact) => {
    const [score, scale] = [numberIn(fact, 'score'), textIn(fact, 'scale')];
    const [least, most] = (scale ?? '').split('-').map(Number);
    if (score === null || scale === null || least === undefined || most === undefined || (score >= least && score <= most)) return [];
    return [{ entity: fact.kind, id: fact.id, account: fact.account, values: { score, scale } }];
  },
};
