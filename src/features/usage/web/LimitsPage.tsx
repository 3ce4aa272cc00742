import { Link, useParams } from '@tanstack/react-router';
import { Progress, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '../../../contract/operation.ts';
import { formatFull, formatLimit, formatMoment, type Locale } from '../../../web/format.ts';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { useOperation } from '../../../web/use-operation.ts';
import { useMembership } from '../../access/web/widgets/use-membership.ts';
import { listLimits } from '../contract.ts';
import style from './Data.module.css';

const EVERY_MS = 5000;

type Limits = OutputOf<typeof listLimits>;
type Meter = Limits['keys'][number]['day'];

/** 用量上限: what each key has sent against what it may, with words at 70 and 90 %. */
export function LimitsPage() {
  const { t } = useTranslation('usage');
  const { workspace = '' } = useParams({ strict: false });
  const limits = useOperation(listLimits, {}, { refetchInterval: EVERY_MS });
  const near = limits.data?.keys.filter(({ minute, day }) => minute.warning !== null || day.warning !== null) ?? [];
  return (
    <div className={style.page}>
      <h1 className={style.headline}>
        {limits.data === undefined ? t('limits.title') : near.length === 0 ? t('limits.fine') : t('limits.near', { count: near.length })}
      </h1>
      <p className={style.definition}>
        {t('limits.definition')}{' '}
        <Link to="/$workspace/settings/keys" params={{ workspace }}>
          {t('limits.toKeys')}
        </Link>
      </p>
      {limits.isPending && <Skeleton active paragraph={{ rows: 4 }} />}
      {limits.isError && <ErrorState error={limits.error} onRetry={() => void limits.refetch()} />}
      {limits.data?.keys.length === 0 && (
        <div className={style.empty}>
          <p>{t('limits.empty')}</p>
        </div>
      )}
      {limits.data !== undefined && limits.data.keys.length > 0 && <LimitTable limits={limits.data} />}
    </div>
  );
}

function LimitTable({ limits }: { readonly limits: Limits }) {
  const { t, i18n } = useTranslation('usage');
  const zone = useMembership()?.workspace.timeZone ?? 'UTC';
  const ends = formatMoment(limits.dayEndsAt, zone, i18n.language as Locale);
  return (
    <>
      <table className={`${style.table} ${style.cards}`} aria-label={t('limits.title')} style={{ marginTop: 12 }}>
        <thead>
          <tr>
            {(['key', 'minute', 'day'] as const).map((column) => (
              <th key={column} scope="col">
                {t(`limits.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {limits.keys.map(({ keyId, name, minute, day }) => (
            <tr key={keyId}>
              <td>
                <strong>{name}</strong>
              </td>
              <td data-label={t('limits.column.minute')}>
                <MeterBar meter={minute} label={t('limits.meter', { name, period: t('limits.column.minute') })} />
              </td>
              <td data-label={t('limits.column.day')}>
                <MeterBar meter={day} label={t('limits.meter', { name, period: t('limits.column.day') })} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={style.foot}>{t('limits.ends', { moment: ends })}</p>
    </>
  );
}

function MeterBar({ meter: { used, limit, share, warning }, label }: { readonly meter: Meter; readonly label: string }) {
  const { t } = useTranslation('usage');
  if (limit === null || share === null) return t('limits.free', { count: used, number: formatFull(used) });
  return (
    <div className={style.meter}>
      <Progress percent={Math.min(100, Math.floor(share * 100))} size="small" showInfo={false} status="normal" aria-label={label} />
      <span>{t('limits.used', { used: formatFull(used), limit: formatFull(limit), share: formatLimit(share) })}</span>
      {warning !== null && <strong className={style.block}>{t(`limits.warning.${warning}`)}</strong>}
    </div>
  );
}
