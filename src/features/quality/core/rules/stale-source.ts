import { dayFromNumber, dayNumber } from '../../../../kernel/time.ts';
import { FRESHNESS_DAYS } from '../../../usage/core/source-rate.ts';
import type { WholeRule } from '../rule.ts';

const defaults = {
  freshnessDays: {
    value: FRESHNESS_DAYS,
    unit: 'days',
    source: 'A source that delivered nothing for longer than this is silent (settled 1).',
  },
};

/** A source that should deliver and does not. */
export const staleSource: WholeRule = {
  looksAt: 'whole',
  meta: {
    id: 'stale-source',
    weight: 'left-out',
    title: { 'zh-CN': '数据源已沉默', 'en-US': 'A source that has fallen silent' },
    why: { 'zh-CN': '这个来源超过期限没有送来任何使用数据。', 'en-US': 'Nothing has come from this source for longer than is allowed.' },
    whatToDo: {
      'zh-CN': '检查接入程序、密钥和定时任务；不再需要的来源标为「不再等待」。',
      'en-US': 'Check the program, its key and its schedule; where nothing more is expected, say so on the page of sources.',
    },
    effect: {
      'zh-CN': '这段日子的活跃为「未知」，不是 0；健康分和预警停在之前。',
      'en-US': 'Activity of these days is Unknown, not 0; health and warnings stand still.',
    },
    inputs: ['source'],
  },
  defaults,
  check: ({ deliveries }, { today }) =>
    deliveries.flatMap(({ source, days, retired }) => {
      const last = days.at(-1);
      if (retired || last === undefined || dayNumber(today) - last <= defaults.freshnessDays.value) return [];
      return [
        { entity: 'source', id: source, account: null, values: { lastDay: dayFromNumber(last), silentDays: dayNumber(today) - last } },
      ];
    }),
};
