import { useTranslation } from 'react-i18next';
import type { OutputOf } from '../../../contract/operation.ts';
import { addDays, type Day, daysBetween } from '../../../kernel/time.ts';
import { formatFull } from '../../../web/format.ts';
import type { countEvents } from '../contract-sources.ts';
import style from './Data.module.css';

type Counts = OutputOf<typeof countEvents>;
const SHOWN_MODULES = 8;

/** How many events there are by day, zero included, and by module. */
export function EventCounts({ counts }: { readonly counts: Counts }) {
  const { t } = useTranslation('usage');
  const byDay = new Map(counts.days.map(({ day, events }) => [day, events]));
  const days = Array.from({ length: daysBetween(counts.from, counts.to) + 1 }, (_, index): Day => addDays(counts.from, index));
  const most = Math.max(1, ...byDay.values());
  const modules = [...counts.modules].sort((a, b) => b.events - a.events);
  const total = modules.reduce((sum, { events }) => sum + events, 0);
  return (
    <div className={style.pair}>
      <section aria-label={t('events.byDay')}>
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
          <span>{counts.to}</span>
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
      <section aria-label={t('events.byModule')}>
        <h2 className={style.title}>{t('events.byModule')}</h2>
        <table className={style.table}>
          <tbody>
            {modules.slice(0, SHOWN_MODULES).map(({ module, events }) => (
              <tr key={module ?? ''}>
                <td>{module ?? <span className={style.quiet}>{t('events.noModule')}</span>}</td>
                <td className={style.number}>{formatFull(events)}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {modules.length > SHOWN_MODULES && (
          <p className={style.foot}>{t('events.moreModules', { count: modules.length - SHOWN_MODULES, total: formatFull(total) })}</p>
        )}
      </section>
    </div>
  );
}
