import type { TFunction } from 'i18next';
import { type Day, daysBetween } from '../../../kernel/time.ts';
import { agoDay, formatLimit, type Locale, relativeDay, spaced } from '../../../web/format.ts';
import { metricName, metricText } from '../../../web/metric-words.ts';
import type { Health } from '../../../web/ui/HealthShape.tsx';
import { metricById } from '../../metrics/core/registry.ts';
import { isChance, ruleById } from '../../warnings/core/registry.ts';
import type { Task } from '../contract.ts';

/** The translation function of the pages of this folder. */
export type Words = TFunction<'tasks'>;

/** What to do, verb first. A kind this version has no words for still says something true. */
export function whatToDo(task: Task, locale: Locale, t: Words): string {
  if (task.title !== null) return task.title;
  if (task.kind === 'follow-up') return t('kind.follow-up');
  return task.reason.said?.act ?? ruleById(task.kind)?.meta.act[locale] ?? t('kind.other');
}

/** Which rule opened it. */
export function ruleWords(task: Task, locale: Locale, t: Words): string {
  if (task.title !== null) return t('rule.own');
  return task.reason.said?.title ?? ruleById(task.reason.rule)?.meta.title[locale] ?? t('rule.other', { rule: task.reason.rule });
}

/** Why, in one line: the number of today against the line it crossed, and since when. */
export function whyLine(task: Task, today: Day, locale: Locale, t: Words): string {
  const { reason, current } = task;
  if (task.title !== null) return spaced(t('why.own', { since: agoDay(reason.openedOn, today, locale) }));
  // A condition without a line of its own is said in its words.
  if (metricById(reason.metric) === undefined) return ruleWords(task, locale, t);
  const says = (value: number): string => metricText(reason.metric, value, locale);
  const values = {
    metric: metricName(reason.metric, locale),
    since: agoDay(reason.openedOn, today, locale),
    limit: metricText(reason.metric, reason.threshold, locale, true),
  };
  // A yes, or a one that is its own line, is said once.
  if (current.value === reason.threshold && rises(task)) {
    const flag = metricById(reason.metric)?.unit === 'flag';
    return spaced(t(flag ? 'why.is' : 'why.reached', { ...values, value: says(current.value) }));
  }
  const side = rises(task) ? 'above' : 'below';
  if (current.value === null) {
    const because = t(`units:reasonShort.${current.reason ?? 'not-computed'}`);
    return spaced(t(`why.${side}-unknown`, { ...values, value: says(reason.value), reason: because }));
  }
  const back = rises(task) ? current.value < reason.threshold : current.value >= reason.threshold;
  return spaced(t(back ? `why.${side}-back` : `why.${side}`, { ...values, value: says(current.value) }));
}

function rises(task: Task): boolean {
  return task.reason.direction === 'up';
}

/** Why it stands where it stands: severity, due day, distance from the line. */
export function rankLine(task: Task, today: Day, locale: Locale, t: Words): string {
  const late = daysBetween(task.dueOn, today);
  const due =
    late > 0
      ? t(task.group === 'must' ? 'panel.rank.overdue' : 'due.overdue', { count: late })
      : late === 0
        ? t('panel.rank.today')
        : t('panel.rank.later', { day: relativeDay(task.dueOn, today, locale).replace('Tomorrow', 'tomorrow') });
  const parts = [
    due + (task.dueProvisional ? ` (${t('panel.rank.provisional')})` : ''),
    ...(task.title === null ? [t('panel.severity', { word: t(`units:severity.${task.severity}`) })] : []),
  ];
  const value = task.current.value;
  const ratio = metricById(task.reason.metric)?.unit === 'ratio';
  if (ratio && !rises(task) && value !== null && value < task.reason.threshold) {
    parts.push(t('panel.gap', { limit: formatLimit(task.reason.threshold), points: ((task.reason.threshold - value) * 100).toFixed(1) }));
  }
  const { risk, arrMinor, amountMinor } = task.atRisk;
  const money = (minor: number): string => metricText('arr', minor, locale);
  if (task.group === 'growth') {
    if (arrMinor !== null) parts.push(t('panel.arr', { arr: money(arrMinor) }));
  } else if (risk !== null && arrMinor !== null && amountMinor !== null) {
    parts.push(t('panel.atRisk', { risk, arr: money(arrMinor), amount: money(amountMinor) }));
  }
  if (task.rankedBy) parts.push(t(`panel.rank.by.${task.rankedBy}`));
  return spaced(parts.join(t('headline.comma')));
}

/** The shape beside a task: how urgent its warning is. */
export function severityShape(task: Task): Health {
  if (isChance(task.reason.rule, task.reason.direction)) return 'healthy';
  return task.severity === 'critical' ? 'danger' : 'watch';
}

/** The present value as shown in a row, or null where there is none. */
export function currentText(task: Task, locale: Locale): string | null {
  if (task.current.value === null) return null;
  return metricText(task.reason.metric, task.current.value, locale);
}
