import { cell } from '../../../../kernel/column.ts';
import { ACTIVITY, EXPECTED_ACTIVITY, lineFor, raisedActivity } from '../../../metrics/core/alarm-line.ts';
import type { Rule } from '../rule.ts';
import { type ThresholdOptions, thresholdRule } from '../threshold-rule.ts';

const rule = thresholdRule(
  {
    id: 'low-activity',
    version: 'low-activity-2',
    title: { 'zh-CN': '活跃度低于 20%', 'en-US': 'Activity below 20%' },
    act: { 'zh-CN': '打电话问清为什么用得少了', 'en-US': 'Call and find out why use has dropped' },
    why: {
      'zh-CN': '工作日里登录的人不到注册用户的五分之一，客户已站在流失边缘：续约前多半会发现产品没人用。',
      'en-US':
        'On working days fewer than a fifth of the registered users log in: a customer at the edge of loss, who will notice before renewal that nobody uses the product.',
    },
    whatToDo: {
      'zh-CN': '一个工作日内联系客户的推动人：谁停用了、从哪天起、发生了什么；约定恢复使用的具体动作和日期。',
      'en-US':
        'Call the sponsor within one working day: who stopped, since when, what happened; agree on a concrete step and a date to come back.',
    },
    inputs: [ACTIVITY, EXPECTED_ACTIVITY],
    metric: ACTIVITY,
    unit: 'ratio',
    direction: 'down',
    severity: 'critical',
    dueInWorkingDays: 1,
    requirement: 'MON-05',
  },
  {
    fireAt: {
      value: 0.2,
      unit: 'ratio',
      source: 'Activity below 20 % means the customer is at the edge of loss (source 004 §5.2.3-3).',
      requirement: 'MON-05',
    },
    clearAt: { value: 0.25, unit: 'ratio', source: 'Hysteresis decided with MON-05: back over 25 %.', requirement: 'MON-05' },
    clearDays: {
      value: 7,
      unit: 'days',
      source: 'Hysteresis decided with MON-05: for 7 days. Unknown days neither count nor break the row.',
      requirement: 'MON-05',
    },
    coolDownDays: {
      value: 14,
      unit: 'days',
      source: 'Cool-down decided with MON-05, counted from the opening (settled 11).',
      requirement: 'MON-05',
    },
  },
  false,
  raisedActivity,
);

/**
 * MON-05: activity below 20 % is a customer at the edge of loss; 20 % is not below it. Where a person expects less than usual, the line is
 * lower in proportion (ACT-07), and so it is shown.
 */
export const lowActivity: Rule<ThresholdOptions> = {
  ...rule,
  shown(columns, { fireAt }, day) {
    const activity = columns[ACTIVITY];
    const value = activity === undefined ? null : cell(activity, day);
    return value?.known === true ? { metric: ACTIVITY, value: value.value, threshold: lineFor(ACTIVITY, fireAt, columns, day) } : null;
  },
};
