import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Day } from '../../../kernel/time.ts';
import { agoDay, dayOfMoment, type Locale, spaced } from '../../../web/format.ts';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { HealthShape } from '../../../web/ui/HealthShape.tsx';
import { useMetricWords } from '../../../web/use-metric-words.ts';
import { useOperation } from '../../../web/use-operation.ts';
import { listWarnings } from '../../warnings/contract.ts';
import style from './Customer.module.css';

/** The warnings of one customer, open ones first. */
export function AccountWarnings({
  externalId,
  today,
  timeZone,
}: {
  readonly externalId: string;
  readonly today: Day;
  readonly timeZone: string;
}) {
  const { t, i18n } = useTranslation('accounts');
  const locale = i18n.language as Locale;
  const answer = useOperation(listWarnings, { externalId, limit: 20 });
  const words = useMetricWords((answer.data?.warnings ?? []).map(({ metric }) => metric));
  if (answer.isPending) return <Skeleton active title={false} paragraph={{ rows: 2 }} />;
  if (answer.isError) return <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />;
  const open = (state: string): boolean => state !== 'resolved' && state !== 'false-alarm';
  const warnings = answer.data.warnings.toSorted(
    (a, b) => Number(open(b.state)) - Number(open(a.state)) || b.openedOn.localeCompare(a.openedOn),
  );
  return (
    <section className={style.section}>
      <h2 className={style.title}>{t('warning.title', { count: warnings.filter((warning) => open(warning.state)).length })}</h2>
      {warnings.length === 0 && <p className={style.note}>{t('warning.none')}</p>}
      <ul className={style.warnings}>
        {warnings.map((warning) => {
          const resolvedOn = warning.resolvedAt && dayOfMoment(warning.resolvedAt, timeZone);
          return (
            <li key={warning.warningId} className={open(warning.state) ? undefined : style.past}>
              <HealthShape health={open(warning.state) ? (warning.severity === 'critical' ? 'danger' : 'watch') : 'insufficient-data'} />
              <div>
                <div>
                  {spaced(
                    t(`warning.${words.against(warning)}`, {
                      metric: words.name(warning.metric),
                      value: words.text(warning.metric, warning.value),
                      limit: words.text(warning.metric, warning.threshold, true),
                    }),
                  )}
                </div>
                <div className={style.quiet}>
                  {spaced(t('warning.opened', { day: agoDay(warning.openedOn, today, locale) }))}
                  {t('warning.join')}
                  {t(`warning.state.${warning.state}`)}
                  {warning.resolvedBy &&
                    `${t('warning.join')}${warning.resolvedBy === 'auto' ? t('warning.byItself') : t('warning.by', { name: warning.resolvedBy })}`}
                  {resolvedOn && ` ${agoDay(resolvedOn, today, locale)}`}
                </div>
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
