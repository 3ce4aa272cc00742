import { useTranslation } from 'react-i18next';
import type { OutputOf } from '../../../contract/operation.ts';
import { addDays, type Day, daysBetween } from '../../../kernel/time.ts';
import { formatFull } from '../../../web/format.ts';
import type { countEvents } from '../contract-sources.ts';
import style from './Data.module.css';

type Counts = OutputOf<typeof countEvents>;
const SHOWN_ROWS = 8;

/** How many events there are by day, zero included, by module, by kind and by client. */
export function EventCounts({ counts, to }: { readonly counts: Counts; readonly to: Day }) {
  const { t } = useTranslation('usage');
  const byDay = new Map(counts.days.map(({ day, events }) => [day, events]));
  const days = Array.from({ length: daysBetween(counts.from, to) + 1 }, (_, index): Day => addDays(counts.from, index));
  const most = Math.max(1, ...byDay.values());
  return (
    <>
      <section aria-label={t('events.byDay')} className={style.days}>
        <h2 className={style.title}>{t('events.byDay')}</h2>
        <div className={style.bars} role="img" aria-label={t('events.byDayAbout', { most: formatFull(most) })}>
          {days.map((day) => (
            <span
              key={day}
              title={`${day}: ${formatFull(byDay.get(day) ?? 0)}`}
              style={{ height: `${Math.max(byDay.has(day) ? 2 : 0, (100 * (byDay.get(day) ?? 0)) / most)}%` }}
            />
          ))}
        </div>
        <div className={style.axis}>
          <span>{counts.from}</span>
          <span>{t('events.most', { most: formatFull(most) })}</span>
          <span>{to}</span>
        </div>
        <details>
          <summary className={style.quiet}>{t('events.asTable')}</summary>
          <table className={style.table}>
            <thead>
              <tr>
                <th scope="col">{t('events.column.day')}</th>
                <th scope="col" className={style.number}>
                  {t('events.column.events')}
                </th>
              </tr>
            </thead>
            <tbody>
              {counts.days.map(({ day, events }) => (
                <tr key={day}>
                  <td>{day}</td>
                  <td className={style.number}>{formatFull(events)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      </section>
      <div className={style.shares}>
        <Share
          title={t('events.byModule')}
          none={t('events.noModule')}
          rows={counts.modules.map(({ module, events }) => [module, events])}
          others={counts.otherModules}
        />
        <Share title={t('events.byKind')} none="" rows={counts.kinds.map(({ kind, events }) => [t(`kind.${kind}`), events])} />
        <Share
          title={t('events.byClient')}
          none={t('events.noClient')}
          rows={counts.clients.map(({ client, events }) => [client === null ? null : t(`mapping.client.${client}`), events])}
        />
      </div>
    </>
  );
}

interface ShareProps {
  readonly title: string;
  /** The name of what has none. */
  readonly none: string;
  readonly rows: readonly (readonly [name: string | null, events: number])[];
  /** What is not among the rows. */
  readonly others?: Counts['otherModules'];
}

/** The most frequent first. */
function Share({ title, none, rows, others = { modules: 0, events: 0 } }: ShareProps) {
  const { t } = useTranslation('usage');
  const sorted = [...rows].sort(([, a], [, b]) => b - a);
  const total = rows.reduce((sum, [, events]) => sum + events, others.events);
  const more = Math.max(0, sorted.length - SHOWN_ROWS) + others.modules;
  return (
    <section aria-label={title}>
      <h2 className={style.title}>{title}</h2>
      <table className={style.table}>
        <tbody>
          {sorted.slice(0, SHOWN_ROWS).map(([name, events]) => (
            <tr key={name ?? ''}>
              <td>{name ?? <span className={style.quiet}>{none}</span>}</td>
              <td className={style.number}>{formatFull(events)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {more > 0 && <p className={style.foot}>{t('events.moreModules', { count: more, total: formatFull(total) })}</p>}
    </section>
  );
}
