import { useTranslation } from 'react-i18next';
import type { OutputOf } from '../../../../contract/operation.ts';
import { formatLimit, type Locale } from '../../../../web/format.ts';
import { metricName, metricText } from '../../../../web/metric-words.ts';
import { choiceWord } from '../../../../web/records/use-record-words.ts';
import { ErrorState } from '../../../../web/ui/ErrorState.tsx';
import { useOperation } from '../../../../web/use-operation.ts';
import { peers } from '../../contract-expectation.ts';
import style from '../Metrics.module.css';

/** What a review with the customer compares. */
const COMPARED = ['login-ratio', 'activity-rate', 'mau', 'modules-in-use'];

/** Where a customer stands among those of its tier and industry. */
export function PeerLines({ externalId }: { readonly externalId: string }) {
  const { t } = useTranslation('metrics');
  const answer = useOperation(peers, { externalId, metrics: COMPARED.join(',') });
  if (answer.isError) return <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />;
  if (answer.data === undefined) return null;
  const { tier, metrics } = answer.data;
  return (
    <section className={style.part}>
      <h3>{t('peers.title')}</h3>
      {tier === null ? <p className={style.note}>{t('peers.noTier')}</p> : <Lines of={metrics} />}
    </section>
  );
}

/** Each that can be compared on a line; what cannot, all in one. */
function Lines({ of }: { readonly of: OutputOf<typeof peers>['metrics'] }) {
  const { t, i18n } = useTranslation('metrics');
  const few = of.filter(({ value, position }) => value !== null && position === null);
  const names = few.map(({ metric }) => metricName(metric, i18n.language as Locale)).join(t('peers.and'));
  return (
    <>
      {of
        .filter((line) => !few.includes(line))
        .map((line) => (
          <Line key={line.metric} of={line} />
        ))}
      {few.length > 0 && <p className={style.note}>{t('peers.few', { metric: names })}</p>}
    </>
  );
}

function Line({ of: { metric, value, position } }: { readonly of: OutputOf<typeof peers>['metrics'][number] }) {
  const { t, i18n } = useTranslation('metrics');
  const records = useTranslation('records').t;
  const locale = i18n.language as Locale;
  const name = metricName(metric, locale);
  if (value === null) return <p className={style.note}>{t('peers.unknown', { metric: name })}</p>;
  if (position === null) return null;
  const { above, peers: count, middle, among } = position;
  const tier = among.tier === null ? '' : choiceWord('account', 'tier', among.tier, records);
  const group = [tier, among.industry ?? ''].filter((part) => part !== '').join(' · ');
  return (
    <p className={style.banner}>
      {t('peers.above', { metric: name, value: metricText(metric, value, locale), above: formatLimit(Math.round(above * 100) / 100) })}
      <span className={style.quiet}>{t('peers.among', { peers: count, group, middle: metricText(metric, middle, locale) })}</span>
    </p>
  );
}
