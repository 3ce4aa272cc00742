import type { Text } from './measure.ts';

/** What to do where a metric costs points, in a sentence, verb first. */
const ADVICE: Readonly<Record<string, Text>> = {
  'activity-rate': {
    'zh-CN': '看是哪些人不再登录，找推动人问清原因，约一次面向这些人的培训。',
    'en-US': 'See who stopped logging in, ask the sponsor why, and agree on a training for them.',
  },
  'core-module-share': {
    'zh-CN': '找没在用的核心模块，先帮客户把其中一个流程跑起来。',
    'en-US': 'Find the core module that is not in use, and get one of its processes running.',
  },
  'module-share': {
    'zh-CN': '对照买了的模块，挑最贴近业务的一个，约时间推广。',
    'en-US': 'Of the modules bought, take the one closest to their business and plan its roll-out.',
  },
  'integration-points': {
    'zh-CN': '约客户的 IT，确认接口是否通、调用为何达不到期望。',
    'en-US': 'Meet their IT: is the link live, and why are its calls below what is expected?',
  },
  'issues-open-oldest': {
    'zh-CN': '把拖得最久的问题要一个明确日期，告诉客户。',
    'en-US': 'Get a date for the issue that waits longest, and tell the customer.',
  },
  'issues-escalated': { 'zh-CN': '每天跟进升级的问题，直到关闭。', 'en-US': 'Follow escalated issues every day until they are closed.' },
  'last-nps': {
    'zh-CN': '三天内回访打分的人，问清一件最该改的事。',
    'en-US': 'Call whoever answered within three days: what is the one thing to mend?',
  },
  'last-csat': { 'zh-CN': '回访打分的人，问清哪里不满意。', 'en-US': 'Call whoever answered, and ask what was not right.' },
  'sentiment-said': { 'zh-CN': '约一次当面沟通，听客户说清楚不满在哪里。', 'en-US': 'Meet them, and hear what they are unhappy about.' },
  'days-since-decider-touch': { 'zh-CN': '约决策人见一面，带上这段时间的成果。', 'en-US': 'Meet the decision maker, and bring results.' },
  'days-since-touch': { 'zh-CN': '这周内联系客户，约好下一次见面。', 'en-US': 'Reach them this week, and agree on the next date.' },
  'value-progress': {
    'zh-CN': '对照成功标准，和客户定下一步补哪一项。',
    'en-US': 'Go through the success criteria and agree on the next one.',
  },
  'usage-health': { 'zh-CN': '先看使用健康度里最拖分的那一项。', 'en-US': 'Begin with what costs usage health most.' },
};

const ANY: Text = {
  'zh-CN': '先看这一项的数字从哪里来，再和客户确认原因。',
  'en-US': 'See where the number comes from, then ask the customer why.',
};

/**
 * What to do where a metric costs points.
 *
 * @param metric  Id of the metric.
 * @returns       A sentence in both languages; a general one for a metric of which nothing is written.
 * @source        HLT-08.
 * @example       adviceOn('issues-escalated')['zh-CN'] // => '每天跟进升级的问题，直到关闭。'
 */
export function adviceOn(metric: string): Text {
  return ADVICE[metric] ?? ANY;
}

/** What to do to reach a level (HLT-05). */
export const NEXT_LEVEL: Readonly<Record<1 | 2 | 3 | 4, Text>> = {
  1: { 'zh-CN': '先让客户把一类日常记录放进产品。', 'en-US': 'Get one kind of daily record into the product.' },
  2: { 'zh-CN': '把一个审批搬进产品里跑起来。', 'en-US': 'Move one approval into the product.' },
  3: { 'zh-CN': '接通客户的一个系统，让数据每天过来。', 'en-US': 'Link one system of theirs, with calls every day.' },
  4: { 'zh-CN': '用扩展做一个客户自己的对象或页面，让 3 个人用起来。', 'en-US': 'Build one custom object or page that 3 people use.' },
};
