import { useTranslation } from 'react-i18next';
import type { OutputOf } from '../../../contract/operation.ts';
import type { CsvCell } from '../../../kernel/csv.ts';
import type { Locale } from '../../../web/format.ts';
import { SaveList } from '../../../web/ui/SaveList.tsx';
import { useMetricWords } from '../../../web/use-metric-words.ts';
import type { listWarnings } from '../contract.ts';
import { ruleById } from '../core/registry.ts';

type Warning = OutputOf<typeof listWarnings>['warnings'][number];

const COLUMNS = ['externalId', 'customer', 'severity', 'what', 'metric', 'value', 'limit', 'opened', 'owner', 'state', 'by'] as const;

/** The warnings of the list as a file. */
export function SaveWarnings({ warnings }: { readonly warnings: readonly Warning[] }) {
  const { t, i18n } = useTranslation('warnings');
  const locale = i18n.language as Locale;
  const words = useMetricWords(warnings.map(({ metric }) => metric));
  const rowOf = ({
    account,
    severity,
    rule,
    title,
    metric,
    value,
    threshold,
    openedOn,
    state,
    resolvedBy,
  }: Warning): readonly CsvCell[] => [
    ...[account.externalId, account.name, t(`units:severity.${severity}`), title ?? ruleById(rule)?.meta.title[locale] ?? rule],
    ...[words.name(metric), value, threshold, openedOn, account.owner, t(`state.${state}`)],
    resolvedBy === 'auto' ? t('byItself') : resolvedBy,
  ];
  return <SaveList small name={t('title')} seen={() => ({ head: COLUMNS.map((one) => t(`column.${one}`)), rows: warnings.map(rowOf) })} />;
}
