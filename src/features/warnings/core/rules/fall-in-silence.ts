import { thresholdRule } from '../threshold-rule.ts';

/** ISS-04: Silent, and using less. */
export const fallInSilence = thresholdRule(
  {
    id: 'fall-in-silence',
    version: 'fall-in-silence-1',
    title: { 'zh-CN': '不提问题，用得也少了', 'en-US': 'Silent, and using less' },
    act: { 'zh-CN': '联系客户，别等他开口', 'en-US': 'Call the customer before they tell us' },
    why: {
      'zh-CN': '用得越来越少又不提问题，是悄悄离开的样子。',
      'en-US': 'Less and less use without a single issue is how customers leave quietly.',
    },
    whatToDo: {
      'zh-CN': '先看哪个部门、哪个模块在下降，再约使用负责人当面问原因。',
      'en-US': 'See which department and module falls, then ask the person in charge of use, face to face.',
    },
    inputs: ['fall-in-silence'],
    metric: 'fall-in-silence',
    unit: 'ratio',
    direction: 'down',
    severity: 'high',
    dueInWorkingDays: 2,
    requirement: 'ISS-04',
  },
  {
    fireAt: {
      value: -0.3,
      unit: 'ratio',
      source: 'ISS-04 flags silence while usage falls; the fall is that of MON-04: −30 %.',
      requirement: 'ISS-04',
    },
    clearAt: {
      value: -0.15,
      unit: 'ratio',
      source: 'Default of ours: half of the fall is made up, or an issue was raised.',
      requirement: 'ISS-04',
    },
    clearDays: {
      value: 7,
      unit: 'days',
      source: 'Default of ours: so many days in a row; Unknown days neither count nor break the row.',
      requirement: 'ISS-04',
    },
    coolDownDays: { value: 30, unit: 'days', source: 'Default of ours, counted from the opening (settled 11).', requirement: 'ISS-04' },
  },
  true,
);
