import { Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import { workingDaysBetween } from '../../../../kernel/calendar.ts';
import { CALENDAR_CN } from '../../../../kernel/calendar-cn.ts';
import { type Day, dayNumber, daysBetween } from '../../../../kernel/time.ts';
import { type Locale, shortDay } from '../../../../web/format.ts';
import style from './Terms.module.css';
import { useTerms } from './use-terms.ts';

/** 续约时钟: how many days, and working days, are left, and where on the way we are. Absent where no contract has a last day. */
export function Clock({ externalId, today }: { readonly externalId: string; readonly today: Day }) {
  const { t, i18n } = useTranslation('customer');
  const locale = i18n.language as Locale;
  const { clock } = useTerms(externalId, today);
  if (clock === null) return null;
  const { startsOn, endsOn, noticeOn, over } = clock;
  const left = daysBetween(today, endsOn);
  const working = workingDaysBetween(CALENDAR_CN, dayNumber(today), dayNumber(endsOn));
  const whole = startsOn === null ? null : Math.max(1, daysBetween(startsOn, endsOn));
  const at = (day: Day): number => (whole === null || startsOn === null ? 0 : Math.min(1, Math.max(0, daysBetween(startsOn, day) / whole)));
  const day = (one: Day): string => shortDay(one, today, locale);
  return (
    <div className={style.cell}>
      <div className={style.label}>{t('clock.title')}</div>
      <div className={style.clock}>
        <div>
          <span className={style.number}>{Math.abs(left)}</span> {t(over ? 'clock.ago' : 'clock.days', { count: Math.abs(left) })}
          <div className={style.label}>
            {over ? (
              t('clock.ended', { day: day(endsOn) })
            ) : (
              <Working words={t('clock.working', { count: working.days, day: day(endsOn) })} provisional={working.provisional} />
            )}
          </div>
        </div>
        {whole !== null && startsOn !== null && !over && (
          <div className={style.way} aria-hidden="true">
            <span className={style.gone} style={{ width: `${at(today) * 100}%` }} />
            {noticeOn !== null && <span className={style.tick} style={{ left: `${at(noticeOn) * 100}%` }} />}
            <span className={style.now} style={{ left: `${at(today) * 100}%` }} />
            <span className={style.from}>{day(startsOn)}</span>
            {noticeOn !== null && (
              <span className={style.notice} style={{ left: `${Math.min(68, Math.max(32, at(noticeOn) * 100))}%` }}>
                {t(noticeOn < today ? 'clock.noticePast' : 'clock.notice', { day: day(noticeOn), count: daysBetween(noticeOn, today) })}
              </span>
            )}
            <span className={style.to}>{day(endsOn)}</span>
          </div>
        )}
      </div>
    </div>
  );
}

/** Working days; counted with holidays that are not published yet, that is said where one points or is. */
function Working({ words, provisional }: { readonly words: string; readonly provisional: boolean }) {
  const { t } = useTranslation('customer');
  if (!provisional) return words;
  return (
    <Tooltip title={t('clock.provisional')} trigger={['hover', 'focus']}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the reason must be reachable by keyboard */}
      <span className={style.helped} tabIndex={0} role="note" aria-label={`${words}, ${t('clock.provisional')}`}>
        {words}
      </span>
    </Tooltip>
  );
}
