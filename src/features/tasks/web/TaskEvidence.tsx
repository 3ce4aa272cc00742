import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '../../../contract/operation.ts';
import { formatFull, formatMoment, type Locale, shortDay } from '../../../web/format.ts';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { useOperation } from '../../../web/use-operation.ts';
import { getTask, type Task } from '../contract.ts';
import { historyLine } from './history-words.ts';
import style from './TaskPanel.module.css';

type Detail = OutputOf<typeof getTask>;

interface TaskEvidenceProps {
  readonly taskId: string;
  readonly today: Task['dueOn'];
  readonly timeZone: string;
}

/** The events a task rests on, by their ids, and what has happened to it. */
export function TaskEvidence({ taskId, today, timeZone }: TaskEvidenceProps) {
  const detail = useOperation(getTask, { taskId });
  if (detail.isPending) return <Skeleton active title={false} paragraph={{ rows: 4 }} className={`${style.section}`} />;
  if (detail.isError) return <ErrorState error={detail.error} onRetry={() => void detail.refetch()} />;
  return (
    <>
      {detail.data.task.title === null && <SourceEvents evidence={detail.data.evidence} today={today} timeZone={timeZone} />}
      <History detail={detail.data} timeZone={timeZone} />
    </>
  );
}

function SourceEvents({
  evidence,
  today,
  timeZone,
}: {
  readonly evidence: Detail['evidence'];
  readonly today: Task['dueOn'];
  readonly timeZone: string;
}) {
  const { t, i18n } = useTranslation('tasks');
  const locale = i18n.language as Locale;
  const { sourceEvents, sourceEventCount: count } = evidence;
  const range = { from: shortDay(evidence.from, today, locale), to: shortDay(evidence.to, today, locale) };
  return (
    <section className={style.section}>
      <h3 className={style.heading}>{count === 0 ? t('panel.noEvents') : t('panel.events', { count, number: formatFull(count) })}</h3>
      <p className={style.sub}>
        {count === 0 ? `${range.from} – ${range.to}` : t('panel.eventsNote', { ...range, count: sourceEvents.length })}
      </p>
      {sourceEvents.length > 0 && (
        <table className={style.events}>
          <thead>
            <tr>
              <th scope="col">{t('panel.event.time')}</th>
              <th scope="col">{t('panel.event.user')}</th>
              <th scope="col">{t('panel.event.name')}</th>
              <th scope="col">{t('panel.event.id')}</th>
            </tr>
          </thead>
          <tbody>
            {sourceEvents.map((event) => (
              <tr key={`${event.source} ${event.messageId}`}>
                <td title={event.occurredAt}>{formatMoment(event.occurredAt, timeZone, locale)}</td>
                <td title={event.userId ?? undefined}>{event.userId ?? <span className={style.quiet}>{t('panel.noUser')}</span>}</td>
                <td title={event.name}>{event.name}</td>
                <td title={event.messageId}>
                  <code>{event.messageId}</code>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function History({ detail, timeZone }: { readonly detail: Detail; readonly timeZone: string }) {
  const { t, i18n } = useTranslation('tasks');
  const locale = i18n.language as Locale;
  if (detail.history.length === 0) return null;
  return (
    <section className={style.section}>
      <h3 className={style.heading}>{t('panel.history')}</h3>
      <ol className={style.history}>
        {detail.history
          .toSorted((a, b) => b.at.localeCompare(a.at))
          .map((entry) => (
            <li key={`${entry.at} ${entry.what}`}>
              <time dateTime={entry.at}>{formatMoment(entry.at, timeZone, locale)}</time>
              <span>{historyLine(entry, t)}</span>
            </li>
          ))}
      </ol>
      {detail.task.note && <p className={style.say}>{t('panel.note', { note: detail.task.note })}</p>}
    </section>
  );
}
