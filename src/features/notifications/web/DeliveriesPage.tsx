import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Segmented, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { PageError } from '../../../web/ui/PageError.tsx';
import { SavedTable } from '../../../web/ui/SavedTable.tsx';
import { asking, useChange } from '../../../web/use-operation.ts';
import style from '../../access/web/widgets/Settings.module.css';
import { useRefresh } from '../../access/web/widgets/use-refresh.ts';
import { type DeliveryAnswer, listDeliveries, retryDelivery } from '../contract-channels.ts';
import { useMoment } from './Condition.tsx';
import own from './Notices.module.css';

const ARE = ['all', 'open', 'sent', 'failed'] as const;
type Are = (typeof ARE)[number];

/** 通知记录: every message that left the house, and what became of it. */
export function DeliveriesPage() {
  const { t } = useTranslation('notifications');
  const { are: asked } = useSearch({ strict: false }) as { readonly are?: unknown };
  const are = ARE.find((one) => one === asked) ?? 'all';
  const navigate = useNavigate();
  const found = useQuery({ ...asking(listDeliveries, { are }), placeholderData: keepPreviousData });
  if (found.isPending) return <Skeleton active paragraph={{ rows: 8 }} />;
  if (found.isError) return <PageError place="deliveries" error={found.error} onRetry={() => void found.refetch()} />;
  const { deliveries, counts, keptDays } = found.data;
  return (
    <>
      <h1 className={style.headline}>
        {counts.all === 0
          ? t('deliveries.headline.none')
          : counts.failed > 0
            ? t('deliveries.headline.failed', { count: counts.failed })
            : t('deliveries.headline.well', { count: counts.all })}
      </h1>
      <p className={style.definition}>{t('deliveries.definition', { days: keptDays })}</p>
      {counts.all === 0 ? (
        <div className={style.empty}>
          <p>{t('deliveries.empty')}</p>
        </div>
      ) : (
        <>
          <div className={style.bar}>
            <Segmented
              aria-label={t('deliveries.filter.label')}
              value={are}
              options={ARE.map((value) => ({ value, label: `${t(`deliveries.filter.${value}`)} ${counts[value]}` }))}
              onChange={(next: Are) => void navigate({ to: '.', search: (next === 'all' ? {} : { are: next }) as never, replace: true })}
            />
          </div>
          {deliveries.length === 0 ? (
            <p className={style.definition}>{t('deliveries.nothing')}</p>
          ) : (
            <DeliveryTable deliveries={deliveries} />
          )}
        </>
      )}
    </>
  );
}

function DeliveryTable({ deliveries }: { readonly deliveries: readonly DeliveryAnswer[] }) {
  const { t } = useTranslation('notifications');
  const moment = useMoment();
  const refresh = useRefresh(listDeliveries);
  const retry = useChange(retryDelivery);
  return (
    <>
      <SavedTable place="deliveries" className={style.table}>
        <thead>
          <tr>
            {(['to', 'what', 'state', 'at'] as const).map((column) => (
              <th key={column} scope="col">
                {t(`deliveries.column.${column}`)}
              </th>
            ))}
            <th scope="col" data-acts>
              <span className={style.unseen}>{t('deliveries.column.acts')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {deliveries.map((delivery) => {
            const { deliveryId, channel, to, kind, state, notices, createdAt, endedAt } = delivery;
            return (
              <tr key={deliveryId}>
                <td>
                  <span className={style.name}>{to}</span>
                  <span className={style.quiet}>{t(`deliveries.channel.${channel}`)}</span>
                </td>
                <td className={style.wide}>
                  {t(`deliveries.kind.${kind}`)}
                  {notices > 0 && <span className={style.quiet}>{t('deliveries.count', { count: notices })}</span>}
                </td>
                <td className={style.wide}>
                  <Result delivery={delivery} />
                </td>
                <td className={style.status} title={endedAt ?? createdAt}>
                  {moment(endedAt ?? createdAt)}
                </td>
                <td className={style.acts}>
                  {(state === 'failed' || state === 'unsure') && (
                    <Button
                      size="small"
                      type="text"
                      loading={retry.isPending && retry.variables.deliveryId === deliveryId}
                      aria-label={t('deliveries.retryNamed', { to })}
                      onClick={() => retry.mutate({ deliveryId }, { onSuccess: refresh })}
                    >
                      {t('deliveries.retry')}
                    </Button>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </SavedTable>
      {retry.isError && <ErrorState error={retry.error} />}
    </>
  );
}

function Result({ delivery: { state, attempts, dueAt, answer } }: { readonly delivery: DeliveryAnswer }) {
  const { t } = useTranslation('notifications');
  const moment = useMoment();
  const about =
    state === 'waiting' && dueAt !== null
      ? attempts > 0
        ? t('deliveries.about.again', { count: attempts, moment: moment(dueAt) })
        : t('deliveries.about.waiting', { moment: moment(dueAt) })
      : state === 'unsure' || state === 'dropped'
        ? t(`deliveries.about.${state}`)
        : null;
  return (
    <>
      <span className={state === 'failed' || state === 'unsure' ? own.bad : undefined}>{t(`deliveries.state.${state}`)}</span>
      {about !== null && <span className={style.quiet}>{about}</span>}
      {answer !== null && state !== 'sent' && <span className={style.quiet}>{answer}</span>}
    </>
  );
}
