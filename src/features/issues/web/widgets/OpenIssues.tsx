import { Skeleton } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type Day, daysBetween } from '../../../../kernel/time.ts';
import { SHOWN_KINDS } from '../../../../web/records/record-kinds.ts';
import { dayIn } from '../../../../web/records/record-values.ts';
import { choiceWord } from '../../../../web/records/use-record-words.ts';
import { useRecords } from '../../../../web/records/use-records.ts';
import { ErrorState } from '../../../../web/ui/ErrorState.tsx';
import style from './OpenIssues.module.css';

/** Older than this, an issue is said to be old (ISL-05). */
const OLD_DAYS = 30;
const SHOWN = 6;
const OVER: ReadonlySet<unknown> = new Set(['SOLVED', 'CLOSED', 'TIMEOUT_CLOSED', 'REJECTED']);
const RANK: Readonly<Record<string, number>> = { URGENT: 0, HIGH: 1, MEDIUM: 2, LOW: 3 };

interface OpenIssuesProps {
  readonly externalId: string;
  readonly today: Day;
  readonly timeZone: string;
}

/** The issues of a customer that are not over: how many, how old, the worst first. */
export function OpenIssues({ externalId, today, timeZone }: OpenIssuesProps) {
  const { t } = useTranslation('customer');
  const { t: words } = useTranslation('records');
  const { records, isPending, isError, error, refetch } = useRecords(SHOWN_KINDS.issue, externalId);
  const open = useMemo(
    () =>
      records
        .filter(({ fields }) => !OVER.has(fields.status))
        .map(({ id, fields }) => {
          const raised = dayIn(fields.raisedAt, timeZone);
          return { id, fields, days: raised === null ? 0 : Math.max(0, daysBetween(raised, today)) };
        })
        .sort((a, b) => (RANK[String(a.fields.priority)] ?? 4) - (RANK[String(b.fields.priority)] ?? 4) || b.days - a.days),
    [records, today, timeZone],
  );
  if (isPending) return <Skeleton active title={false} paragraph={{ rows: 4 }} />;
  if (isError) return <ErrorState error={error} onRetry={() => void refetch()} />;
  const old = open.filter(({ days }) => days > OLD_DAYS).length;
  return (
    <section className={style.section}>
      <h2 className={style.title}>
        {open.length === 0 ? t('issues.none') : t('issues.title', { count: open.length })}
        {old > 0 && t('issues.old', { count: old, days: OLD_DAYS })}
      </h2>
      <p className={style.note}>{t('issues.note', { count: records.length })}</p>
      <ul className={style.list}>
        {open.slice(0, SHOWN).map(({ id, fields, days }) => (
          <li key={id} className={style.row}>
            <span className={style.name}>{typeof fields.title === 'string' ? fields.title : id}</span>
            <span className={style.quiet}>
              {typeof fields.priority === 'string' && choiceWord('issue', 'priority', fields.priority, words)}
            </span>
            <span className={days > OLD_DAYS ? style.old : style.days}>{t('issues.days', { count: days })}</span>
            <span className={style.quiet}>{typeof fields.status === 'string' && choiceWord('issue', 'status', fields.status, words)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
