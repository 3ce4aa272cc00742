import type { MetricUnit } from '../features/metrics/core/definition.ts';
import { metricById } from '../features/metrics/core/registry.ts';
import { formatCount, formatLimit, formatPoints, formatRatio, type Locale } from './format.ts';

/**
 * The name of a metric.
 *
 * @param id      Id of the metric.
 * @param locale  Language of the reader.
 * @returns       Its label; the id itself for one that this version does not know.
 */
export function metricName(id: string, locale: Locale): string {
  return metricById(id)?.label[locale] ?? id;
}

/**
 * A value of a metric with its unit, as it stands in a sentence.
 *
 * @param id      Id of the metric.
 * @param value   The value, in the unit of the metric; money in whole minor units.
 * @param locale  Language of the reader.
 * @param limit   True for a threshold: as few digits as it has.
 * @returns       As in `17.8%`, `60 天`, `12 people`.
 */
export function metricText(id: string, value: number, locale: Locale, limit = false): string {
  return unitText(metricById(id)?.unit ?? 'count', value, locale, limit);
}

/**
 * A value in a unit of metrics, as it stands in a sentence.
 *
 * @param unit    The unit.
 * @param value   The value; money in whole minor units.
 * @param locale  Language of the reader.
 * @param limit   True for a threshold: as few digits as it has.
 * @returns       As in `17.8%`, `60 天`, `12`.
 */
export function unitText(unit: MetricUnit, value: number, locale: Locale, limit = false): string {
  const zh = locale === 'zh-CN';
  switch (unit) {
    case 'ratio':
      return limit ? formatLimit(value) : formatRatio(value);
    case 'points':
      return formatPoints(value);
    case 'money':
      return formatCount(value / 100, locale);
    case 'days':
      return zh ? `${formatCount(value, locale)} 天` : `${formatCount(value, locale)} ${value === 1 ? 'day' : 'days'}`;
    case 'users':
    case 'modules':
    case 'minutes':
    case 'seats':
    case 'count':
      return formatCount(value, locale);
    case 'flag':
      return (zh ? ['否', '是'] : ['no', 'yes'])[value === 0 ? 0 : 1] ?? '';
  }
}
