import { useTranslation } from 'react-i18next';
import { type MetricWords, useMetricWords } from '../../../web/use-metric-words.ts';
import { LOG_AGE } from '../core/hazard.ts';

/** Words for what a risk is learned from: metrics, and of a hazard the month that a customer is in. */
export function useRiskWords(shown: readonly string[]): Pick<MetricWords, 'name' | 'text'> {
  const { t } = useTranslation('learned');
  const words = useMetricWords(shown.filter((id) => id !== LOG_AGE));
  return {
    name: (id) => (id === LOG_AGE ? t('age.name') : words.name(id)),
    text: (id, value) => (id === LOG_AGE ? t('age.value', { months: Math.round(Math.exp(value)) }) : words.text(id, value)),
  };
}
