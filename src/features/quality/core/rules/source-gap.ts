import { dayFromNumber } from '../../../../kernel/time.ts';
import { FRESHNESS_DAYS } from '../../../usage/core/source-rate.ts';
import type { WholeRule } from '../rule.ts';

const defaults = {
  freshnessDays: {
    value: FRESHNESS_DAYS,
    unit: 'days',
    source: 'Days without a delivery after which what a source tells is unknown (settled 1).',
  },
};

/** Stretches of days between deliveries of a source. */
export const sourceGap: WholeRule = {
  looksAt: 'whole',
  meta: {
    id: 'source-gap',
    weight: 'left-out',
    title: { 'zh-CN': '数据源中断过', 'en-US': 'Days on which a source was silent' },
    why: {
      'zh-CN': '在两次送达之间有超过期限的空白：那几天的数据可能丢了。',
      'en-US': 'Between two deliveries lie more days than are allowed: what happened on them may be lost.',
    },
    whatToDo: {
      'zh-CN': '向来源补取这几天的数据并重新导入；节假日可忽略。',
      'en-US': 'Fetch those days from the source again and import them; holidays need nothing.',
    },
    effect: {
      'zh-CN': '空白的日子为「未知」：含太多这种日子的窗口不计入平均。',
      'en-US': 'Those days are Unknown: windows with too many of them are excluded from averages.',
    },
    inputs: ['source'],
  },
  defaults,
  check: ({ deliveries }) =>
    deliveries.flatMap(({ source, days }) =>
      days.flatMap((on, index) => {
        const before = days[index - 1];
        const silent = before === undefined ? 0 : on - before - 1;
        if (silent <= defaults.freshnessDays.value) return [];
        const values = { from: dayFromNumber((before ?? on) + 1), to: dayFromNumber(on - 1), days: silent };
        return [{ entity: 'source', id: source, account: null, count: silent, values }];
      }),
    ),
};
