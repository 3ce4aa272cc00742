import type { Day } from '../../../kernel/time.ts';
import { metricById } from '../../metrics/core/registry.ts';
import { RULES } from '../../warnings/core/registry.ts';
import type { NoticeKind } from './routing.ts';

export type Locale = 'zh-CN' | 'en-US';

/** The numbers and names a notice speaks of; null where its kind has none. */
export interface NoticeFacts {
  readonly kind: NoticeKind;
  /** Id of the rule, and its own words where it is a rule of the workspace. */
  readonly rule: string | null;
  readonly title: string | null;
  readonly act: string | null;
  readonly metric: string | null;
  readonly value: number | null;
  readonly threshold: number | null;
  /** Who handed the task over: a name. */
  readonly by: string | null;
  /** The day a task is due; the last day on which a source delivered. */
  readonly day: Day | null;
  readonly source: string | null;
}

/**
 * A notice in one sentence, without the name of its customer: the same words in the app, in mails and in groups.
 *
 * @param facts   What it speaks of.
 * @param locale  Language of the reader.
 * @returns       The sentence.
 * @example       noticeText({ kind: 'warning', rule: 'low-activity', title: null, act: null, metric: 'activity-rate', value: 0.1, threshold: 0.2, by: null, day: null, source: null }, 'zh-CN') // => '活跃度低于 20%：活跃度 10.0%，界线 20%'
 */
export function noticeText(facts: NoticeFacts, locale: Locale): string {
  if (facts.kind === 'warning') return warningText(facts, locale);
  const named = {
    title: titleOf(facts, locale),
    act: actOf(facts, locale),
    day: facts.day ?? '',
    source: facts.source ?? '',
    count: facts.value ?? 0,
    by: facts.by,
  };
  return SENTENCES[locale][facts.kind](named);
}

interface Named {
  readonly title: string;
  readonly act: string;
  readonly day: string;
  readonly source: string;
  readonly count: number;
  readonly by: string | null;
}

const SENTENCES: Readonly<Record<Locale, Readonly<Record<Exclude<NoticeKind, 'warning'>, (named: Named) => string>>>> = {
  'zh-CN': {
    'task-given': ({ by, act }) => `${by ?? '有人'}把任务交给你：${act}`,
    'task-due': ({ act }) => `任务今天到期：${act}`,
    'task-overdue': ({ day, act }) => `任务 ${day} 已到期，还没完成：${act}`,
    'source-silent': ({ source, day }) => `数据源「${source}」停传，${day} 以后没有数据`,
    mention: ({ by }) => `${by ?? '有人'}在笔记里提到了你`,
    'warning-storm': ({ title, count }) => `规则「${title}」一天里触发了 ${count} 家客户，预警先停着，等人看过再放行`,
  },
  'en-US': {
    'task-given': ({ by, act }) => `${by ?? 'Somebody'} handed you a task: ${act}`,
    'task-due': ({ act }) => `Task due today: ${act}`,
    'task-overdue': ({ day, act }) => `Task was due ${day} and is not done: ${act}`,
    'source-silent': ({ source, day }) => `Source “${source}” is silent: nothing came after ${day}`,
    mention: ({ by }) => `${by ?? 'Somebody'} mentioned you in a note`,
    'warning-storm': ({ title, count }) =>
      `Rule “${title}” fired for ${count} customers in one day; its warnings wait until somebody has looked`,
  },
};

function titleOf({ rule, title }: NoticeFacts, locale: Locale): string {
  return title ?? RULES.find(({ definition }) => definition.meta.id === rule)?.definition.meta.title[locale] ?? rule ?? '';
}

function warningText(facts: NoticeFacts, locale: Locale): string {
  const { metric, value, threshold } = facts;
  const zh = locale === 'zh-CN';
  const name = titleOf(facts, locale);
  if (metric === null || value === null || threshold === null) return name;
  const label = metricById(metric)?.label[locale] ?? metric;
  const [now, line] = [figure(metric, value, locale), figure(metric, threshold, locale, true)];
  return zh ? `${name}：${label} ${now}，界线 ${line}` : `${name}: ${label} ${now}, limit ${line}`;
}

function actOf({ rule, act }: NoticeFacts, locale: Locale): string {
  return act ?? RULES.find(({ definition }) => definition.meta.id === rule)?.definition.meta.act[locale] ?? rule ?? '';
}

/** A value with its unit; a threshold with as few digits as it has. */
function figure(metric: string, value: number, locale: Locale, limit = false): string {
  const unit = metricById(metric)?.unit;
  if (unit === 'ratio') return `${rounded(value * 100, limit ? 0 : 1, 1)}%`;
  if (unit === 'points') return rounded(value, 1, 1);
  const text = rounded(unit === 'money' ? value / 100 : value, 0, 1);
  if (unit !== 'days') return text;
  return locale === 'zh-CN' ? `${text} 天` : `${text} ${value === 1 ? 'day' : 'days'}`;
}

function rounded(value: number, least: number, most: number): string {
  return value.toLocaleString('en-US', { minimumFractionDigits: least, maximumFractionDigits: most });
}

/**
 * How severe a notice is, as a word before it.
 *
 * @param severity  Its severity.
 * @param locale    Language of the reader.
 * @returns         The word.
 * @example         severityWord('critical', 'zh-CN') // => '紧急'
 */
export function severityWord(severity: 'critical' | 'high' | 'normal', locale: Locale): string {
  const words = { critical: ['紧急', 'Critical'], high: ['重要', 'High'], normal: ['一般', 'Normal'] } as const;
  return words[severity][locale === 'zh-CN' ? 0 : 1];
}
