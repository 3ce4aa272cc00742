import type { TFunction } from 'i18next';
import { type Day, daysBetween } from '../../../kernel/time.ts';
import { agoDay, formatLimit, formatRatio, formatValue, type Locale, relativeDay, spaced } from '../../../web/format.ts';
import type { Health } from '../../../web/ui/HealthShape.tsx';
import type { Task } from '../contract.ts';

/** The translation function of the pages of this folder. */
export type Words = TFunction<'tasks'>;

const RULES = new Set(['low-activity']);
const KINDS = new Set(['low-activity', 'follow-up']);

/** What to do, verb first. A kind this version has no words for still says something true. */
export function whatToDo(task: Task, t: Words): string {
  return t(`kind.${KINDS.has(task.kind) ? task.kind : 'other'}`);
}

/** Which rule opened it. */
export function ruleWords(task: Task, t: Words): string {
  return RULES.has(task.reason.rule)
    ? t(`rule.${task.reason.rule}`, { limit: formatLimit(task.reason.threshold) })
    : t('rule.other', { rule: task.reason.rule });
}

/** Why, in one line: the number of today against the line it crossed, and since when. */
export function whyLine(task: Task, today: Day, locale: Locale, t: Words): string {
  const { reason, current } = task;
  const values = {
    metric: t(`units:metric.${reason.metric}`),
    since: agoDay(reason.openedOn, today, locale),
    limit: formatLimit(reason.threshold),
  };
  if (current.value === null) {
    const because = t(`units:reasonShort.${current.reason ?? 'not-computed'}`);
    return spaced(t('why.low-activity-unknown', { ...values, value: formatRatio(reason.value), reason: because }));
  }
  const back = current.value >= reason.threshold;
  return spaced(t(back ? 'why.low-activity-back' : 'why.low-activity', { ...values, value: formatRatio(current.value) }));
}

/** Why it stands where it stands: severity, due day, distance from the line. */
export function rankLine(task: Task, today: Day, locale: Locale, t: Words): string {
  const late = daysBetween(task.dueOn, today);
  const due =
    late > 0
      ? t('panel.rank.overdue')
      : late === 0
        ? t('panel.rank.today')
        : t('panel.rank.later', { day: relativeDay(task.dueOn, today, locale).replace('Tomorrow', 'tomorrow') });
  const parts = [
    due + (task.dueProvisional ? ` (${t('panel.rank.provisional')})` : ''),
    t('panel.severity', { word: t(`units:severity.${task.severity}`) }),
  ];
  const value = task.current.value;
  if (value !== null && value < task.reason.threshold) {
    parts.push(t('panel.gap', { limit: formatLimit(task.reason.threshold), points: ((task.reason.threshold - value) * 100).toFixed(1) }));
  }
  if (task.rankedBy) parts.push(t(`panel.rank.by.${task.rankedBy}`));
  return spaced(parts.join(t('headline.comma')));
}

/** The shape beside a task: how urgent its warning is. */
export function severityShape(task: Task): Health {
  return task.severity === 'critical' ? 'danger' : 'watch';
}

/** The present value as shown in a row, or null where there is none. */
export function currentText(task: Task, locale: Locale): string | null {
  if (task.current.value === null) return null;
  const ratio = task.reason.metric === 'activity-rate' || task.reason.metric === 'login-ratio';
  return formatValue(task.current.value, ratio ? 'ratio' : 'users', locale);
}
