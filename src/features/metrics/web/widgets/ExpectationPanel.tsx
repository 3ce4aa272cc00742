import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { CUSTOMER_WORK } from '../../../../contract/access.ts';
import type { OutputOf } from '../../../../contract/operation.ts';
import { formatLimit, formatRatio, type Locale } from '../../../../web/format.ts';
import { metricName, metricText } from '../../../../web/metric-words.ts';
import { ErrorState } from '../../../../web/ui/ErrorState.tsx';
import { useChange, useOperation } from '../../../../web/use-operation.ts';
import { useHolds } from '../../../access/web/widgets/use-membership.ts';
import { useRefresh } from '../../../access/web/widgets/use-refresh.ts';
import { explain } from '../../../health/contract.ts';
import { listSaid } from '../../contract.ts';
import { acceptExpectation, expectation } from '../../contract-expectation.ts';
import style from '../Metrics.module.css';

type Answer = OutputOf<typeof expectation>;

/** What a customer uses beside what its business calls for, and one click to set that from its first good days. */
export function ExpectationPanel({ externalId }: { readonly externalId: string }) {
  const { t, i18n } = useTranslation(['metrics', 'units']);
  const locale = i18n.language as Locale;
  const answer = useOperation(expectation, { externalId });
  if (answer.isError) return <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />;
  if (answer.data === undefined) return null;
  const { isSet, lines } = answer.data;
  return (
    <section className={style.part}>
      <h3>{t('expect.title')}</h3>
      {!isSet && <p className={style.banner}>{t('expect.unset')}</p>}
      <Proposal externalId={externalId} of={answer.data} />
      <table className={style.lines}>
        <thead>
          <tr>
            {(['metric', 'now', 'expected', 'share'] as const).map((column) => (
              <th key={column} scope="col">
                {t(`expect.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map(({ metric, value, reason, expected, share }) => (
            <tr key={metric}>
              <td>{metricName(metric, locale)}</td>
              <td title={reason === null ? undefined : t(`units:reason.${reason}`)}>
                {value === null ? '—' : metricText(metric, value, locale)}
              </td>
              <td>{expected === null ? '—' : metricText(metric, expected, locale, true)}</td>
              <td>{share === null ? '—' : formatRatio(share)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Proposal({ externalId, of }: { readonly externalId: string; readonly of: Answer }) {
  const { t } = useTranslation('metrics');
  const mayAccept = useHolds(CUSTOMER_WORK);
  const change = useChange(acceptExpectation);
  const refresh = useRefresh(expectation, explain, listSaid);
  const { proposal, goodDays, isSet } = of;
  if (proposal === null) return isSet ? null : <p className={style.note}>{t('expect.what', { good: goodDays })}</p>;
  const { from, to, users, activeDays, modules, activity } = proposal;
  const note = t('expect.accepted', { from, to });
  return (
    <>
      <p className={style.note}>
        {t('expect.propose', { from, to, users, days: activeDays })}
        {modules !== null && t('expect.proposeModules', { count: modules })}
        {activity !== null && t('expect.proposeActivity', { activity: formatLimit(activity) })}
        {mayAccept && (
          <Button
            type="link"
            size="small"
            loading={change.isPending}
            onClick={() => change.mutate({ externalId, users, activeDays, modules, activity, note }, { onSuccess: refresh })}
          >
            {t(isSet ? 'expect.again' : 'expect.accept')}
          </Button>
        )}
      </p>
      {change.isError && <ErrorState error={change.error} />}
    </>
  );
}
