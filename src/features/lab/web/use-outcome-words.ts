import { useTranslation } from 'react-i18next';
import { useMetricWords } from '../../../web/use-metric-words.ts';
import { rowsOf } from '../../warnings/web/widgets/condition-rows.ts';
import type { SaidOutcome } from '../contract.ts';

/** What became of customers, in the reader's words; a condition that says more than lines can stands as it is written. */
export function useOutcomeWords(outcome: SaidOutcome): string {
  const { t } = useTranslation(['lab', 'warnings']);
  const rows = outcome.kind === 'condition' ? rowsOf(outcome.condition) : [];
  const words = useMetricWords((rows ?? []).map(({ metric }) => metric));
  if (outcome.kind === 'dormant') return t('lab:outcome.dormantFor', { days: outcome.days });
  if (outcome.kind !== 'condition') return t(`lab:outcome.${outcome.kind}`);
  if (rows === null) return outcome.condition;
  return rows
    .map(({ metric, operator, value }) =>
      t('lab:outcome.line', {
        ...{ metric: words.name(metric), value: words.text(metric, value, true) },
        operator: t(`warnings:rule.operator.${operator}`),
      }),
    )
    .join(t('lab:outcome.and'));
}
