import { useTranslation } from 'react-i18next';
import { listOwn } from '../features/metrics/contract-own.ts';
import { metricById } from '../features/metrics/core/registry.ts';
import type { Locale } from './format.ts';
import { metricName, metricText, unitText } from './metric-words.ts';
import { useOperation } from './use-operation.ts';

/** How metrics are called and written, those that the workspace made itself as well. */
export interface MetricWords {
  /** Whether there is such a metric. */
  readonly knows: (id: string) => boolean;
  readonly name: (id: string) => string;
  /** A value with its unit; `limit` for a threshold: as few digits as it has. */
  readonly text: (id: string, value: number, limit?: boolean) => string;
  /** How a value against its line is said; a yes, or a one that is its own line, is said once. */
  readonly against: (seen: Seen) => 'is' | 'reached' | 'above' | 'below';
}

/** A value that crossed its line. */
interface Seen {
  readonly metric: string;
  readonly value: number;
  readonly threshold: number;
  readonly direction: 'up' | 'down';
}

/**
 * Words for metrics in the language of the reader. What the workspace made itself is asked for only where one of them is shown.
 *
 * @param shown  Ids of the metrics that are shown; ours among them cost nothing.
 * @returns      The words; an own metric stands by its id until its name has come.
 */
export function useMetricWords(shown: readonly string[]): MetricWords {
  const { i18n } = useTranslation();
  const locale = i18n.language as Locale;
  const asked = shown.some((id) => metricById(id) === undefined);
  const found = useOperation(listOwn, {}, { enabled: asked });
  const own = new Map((found.data?.metrics ?? []).map(({ metric, definition }) => [metric, definition]));
  return {
    knows: (id) => metricById(id) !== undefined || own.has(id),
    name: (id) => {
      const label = own.get(id)?.label;
      return label === undefined ? metricName(id, locale) : label[locale] || label['zh-CN'] || label['en-US'];
    },
    text: (id, value, limit = false) => {
      const unit = own.get(id)?.unit;
      return unit === undefined ? metricText(id, value, locale, limit) : unitText(unit, value, locale, limit);
    },
    against: ({ metric, value, threshold, direction }) => {
      if (direction === 'down') return 'below';
      if (value !== threshold) return 'above';
      return (own.get(metric)?.unit ?? metricById(metric)?.unit) === 'flag' ? 'is' : 'reached';
    },
  };
}
