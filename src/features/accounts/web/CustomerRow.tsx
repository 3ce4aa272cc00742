import { Link, useParams } from '@tanstack/react-router';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '../../../contract/operation.ts';
import { addDays, type Day } from '../../../kernel/time.ts';
import { pointsOf } from '../../../web/charts/series-points.ts';
import { type Locale, shortDay } from '../../../web/format.ts';
import { HealthShape } from '../../../web/ui/HealthShape.tsx';
import { MaybeValue } from '../../../web/ui/MaybeValue.tsx';
import { Spark } from '../../../web/ui/Spark.tsx';
import { useOperation } from '../../../web/use-operation.ts';
import { explain } from '../../health/contract.ts';
import { series } from '../../metrics/contract.ts';
import type { SEVERITIES } from '../../warnings/contract.ts';
import type { listAccounts } from '../contract.ts';
import style from './Customers.module.css';
import { OwnerPicker } from './OwnerPicker.tsx';

type Account = OutputOf<typeof listAccounts>['accounts'][number];

interface CustomerRowProps {
  readonly account: Account;
  /** Of its gravest open warning; null when it has none. */
  readonly severity: (typeof SEVERITIES)[number] | null;
}

/** One customer of the list. Its figures are fetched when it comes into view: the list itself stays quick. */
export function CustomerRow({ account, severity }: CustomerRowProps) {
  const { t, i18n } = useTranslation('accounts');
  const { workspace = '' } = useParams({ strict: false });
  const [row, seen] = useSeen();
  const locale = i18n.language as Locale;
  const thisYear = new Date().toISOString().slice(0, 10) as Day;
  return (
    <tr className={style.row} ref={row}>
      <td className={style['cell-name']}>
        <span className={style.shape}>
          {severity && (
            <HealthShape
              health={severity === 'critical' ? 'danger' : 'watch'}
              label={t('list.warned', { severity: t(`units:severity.${severity}`) })}
            />
          )}
        </span>
        <Link className={style.name} to="/$workspace/customers/$externalId" params={{ workspace, externalId: account.externalId }}>
          {account.name}
        </Link>
        {account.name !== account.externalId && <span className={style.quiet}>{account.externalId}</span>}
      </td>
      {seen ? <Figures externalId={account.externalId} /> : <NoFigures />}
      <td className={style['cell-owner']}>
        <OwnerPicker account={account} />
      </td>
      <td className={style['cell-started']} title={account.startsOn}>
        {shortDay(account.startsOn, thisYear, locale)}
      </td>
      <td className={style['cell-state']}>
        {account.endsOn === null || account.endsOn >= thisYear ? (
          t(severity === null ? 'state.live' : 'state.drifting')
        ) : (
          <span className={style.quiet} title={account.endsOn}>
            {t('state.ended', { day: shortDay(account.endsOn, thisYear, locale) })}
          </span>
        )}
      </td>
    </tr>
  );
}

function Figures({ externalId }: { readonly externalId: string }) {
  const { t } = useTranslation('accounts');
  const explanation = useOperation(explain, { externalId });
  if (!explanation.data) return <NoFigures />;
  const { health, activityScore } = explanation.data;
  return (
    <>
      <td className={style['cell-score']}>
        <HealthShape health={health.band} label={t(`units:health.${health.band}`)} /> <MaybeValue of={health.score} unit="points" />
      </td>
      <td className={style['cell-activity']}>
        <MaybeValue of={activityScore.activity} unit="ratio" />
      </td>
      <td className={style['cell-spark']}>
        <RowSpark externalId={externalId} asOf={explanation.data.asOf} />
      </td>
    </>
  );
}

function RowSpark({ externalId, asOf }: { readonly externalId: string; readonly asOf: Day }) {
  const answer = useOperation(series, { externalId, metrics: 'activity-rate', from: addDays(asOf, -89), to: asOf });
  const values = useMemo(() => pointsOf(answer.data ?? [], 'activity-rate').map((point) => point.value), [answer.data]);
  return values.some((value) => value !== null) ? <Spark values={values} threshold={null} /> : null;
}

function NoFigures() {
  return (
    <>
      <td className={style['cell-score']} />
      <td className={style['cell-activity']} />
      <td className={style['cell-spark']} />
    </>
  );
}

function useSeen(): [React.RefObject<HTMLTableRowElement | null>, boolean] {
  const row = useRef<HTMLTableRowElement>(null);
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    if (seen || !row.current) return;
    const watch = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting) setSeen(true);
      },
      { rootMargin: '200px' },
    );
    watch.observe(row.current);
    return () => watch.disconnect();
  }, [seen]);
  return [row, seen];
}
