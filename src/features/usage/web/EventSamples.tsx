import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { formatMoment, type Locale } from '../../../web/format.ts';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { useOperation } from '../../../web/use-operation.ts';
import { useMembership } from '../../access/web/widgets/use-membership.ts';
import { listEventSamples } from '../contract-mappings.ts';
import { compileMapping, type MappingRule } from '../core/mapping.ts';
import style from './Data.module.css';

/** The latest events of a name, each with what it means now and what it would mean by the rules on the page. */
export function EventSamples({ name, rules }: { readonly name: string; readonly rules: readonly MappingRule[] }) {
  const { t, i18n } = useTranslation('usage');
  const zone = useMembership()?.workspace.timeZone ?? 'UTC';
  const answer = useOperation(listEventSamples, { name });
  if (answer.isPending) return <Skeleton active title={false} paragraph={{ rows: 2 }} />;
  if (answer.isError) return <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />;
  const { samples } = answer.data;
  if (samples.length === 0) return <p className={style.quiet}>{t('mapping.samples.none')}</p>;
  const mapping = compileMapping(rules);
  return (
    <div className={style.samples}>
      <ul className={style.list} aria-label={t('mapping.samples.title')}>
        {samples.map((sample) => {
          const labels = mapping.labels(sample.type, name, sample.properties);
          const { seconds, value } = mapping.measures(sample.type, name, sample.properties);
          const said = [
            t(`mapping.type.${sample.type}`),
            t(`kind.${labels.kind}`),
            ...(labels.module === null ? [] : [labels.module]),
            ...(seconds === null ? [] : [t('mapping.samples.seconds', { seconds })]),
            ...(value === null ? [] : [t('mapping.samples.value', { value })]),
          ].join(t('comma'));
          return (
            <li key={`${sample.occurredAt} ${sample.customer} ${JSON.stringify(sample.properties)}`}>
              <span className={style.grow}>
                <span className={style.quiet}>{formatMoment(sample.occurredAt, zone, i18n.language as Locale)}</span> {sample.customer}{' '}
                <span className={style.quiet}>{said}</span>
                <code className={style.block}>{JSON.stringify(sample.properties)}</code>
              </span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
