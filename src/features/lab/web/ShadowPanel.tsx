import { Link, useParams } from '@tanstack/react-router';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '../../../contract/operation.ts';
import type { Day } from '../../../kernel/time.ts';
import { formatFull, formatPoints, type Locale, NO_VALUE, shortDay } from '../../../web/format.ts';
import { metricName, metricText } from '../../../web/metric-words.ts';
import { HealthShape } from '../../../web/ui/HealthShape.tsx';
import { BANDS } from '../../health/contract.ts';
import type { listDrafts } from '../contract-drafts.ts';
import style from './Shadow.module.css';

export type Draft = OutputOf<typeof listDrafts>['drafts'][number];
type Shadow = NonNullable<Draft['shadow']>;
type Said = Shadow['differences'][number]['said'];

/** What a draft says day by day that what is live does not: how many, who, and why. */
export function ShadowPanel({ draft, today }: { readonly draft: Draft; readonly today: Day }) {
  const { t, i18n } = useTranslation('shadow');
  const locale = i18n.language as Locale;
  const { shadow } = draft;
  if (shadow === null) return null;
  const [latest] = shadow.days;
  return (
    <div aria-live="polite">
      <p className={style.about}>
        {t('since', { day: shadow.since, who: shadow.startedBy })}
        {shadow.revision !== draft.revision && ` ${t('changedSince')}`}
      </p>
      {latest === undefined ? (
        <p className={style.sum}>{t('counting')}</p>
      ) : (
        <>
          <p className={style.sum}>
            <strong>
              {t(latest.differ === 0 ? 'same' : 'differ', {
                day: shortDay(latest.day, today, locale),
                customers: formatFull(latest.customers),
                count: latest.differ,
              })}
            </strong>{' '}
            <Counts kind={draft.kind} live={latest.live} shadow={latest.shadow} />
          </p>
          {shadow.days.length > 1 && <Days days={shadow.days} today={today} />}
          <Changes differences={shadow.differences} />
          {latest.differ > shadow.differences.length && (
            <p className={style.about}>{t('more', { shown: shadow.differences.length, all: latest.differ })}</p>
          )}
        </>
      )}
    </div>
  );
}

function Counts({ kind, live, shadow }: { readonly kind: Draft['kind'] } & Pick<Shadow['days'][number], 'live' | 'shadow'>) {
  const { t } = useTranslation('shadow');
  if (kind === 'rule') return <span>{t('warned', { live: formatFull(live.warned ?? 0), shadow: formatFull(shadow.warned ?? 0) })}</span>;
  return (
    <>
      {BANDS.map((band) => (
        <span key={band}>
          <HealthShape health={band} label={t(`units:health.${band}`)} /> {formatFull(live[band] ?? 0)} → {formatFull(
            shadow[band] ?? 0,
          )}{' '}
        </span>
      ))}
    </>
  );
}

/** A bar a day: on how many customers the draft says something else. */
function Days({ days, today }: { readonly days: Shadow['days']; readonly today: Day }) {
  const { t, i18n } = useTranslation('shadow');
  const most = Math.max(1, ...days.map(({ differ }) => differ));
  return (
    <ol className={style.days} aria-label={t('days')}>
      {days.toReversed().map(({ day, differ }) => {
        const words = t('day', { day: shortDay(day, today, i18n.language as Locale), count: differ });
        return <li key={day} title={words} aria-label={words} style={{ blockSize: `${(100 * differ) / most}%` }} />;
      })}
    </ol>
  );
}

function Changes({ differences }: Pick<Shadow, 'differences'>) {
  const { t, i18n } = useTranslation('shadow');
  const { workspace = '' } = useParams({ strict: false });
  if (differences.length === 0) return null;
  return (
    <ul className={style.changes} aria-label={t('changes')}>
      {differences.map(({ externalId, name, said }) => (
        <li key={externalId}>
          <Link to="/$workspace/customers/$externalId" params={{ workspace, externalId }}>
            {name}
          </Link>
          <Turn said={said} />
          <small>{reasonOf(said, i18n.language as Locale, t)}</small>
        </li>
      ))}
    </ul>
  );
}

function Turn({ said }: { readonly said: Said }) {
  const { t } = useTranslation('shadow');
  if (said.kind === 'rule') return <span>{t(said.shadow ? 'wouldWarn' : 'wouldNot')}</span>;
  const side = ({ band, score }: typeof said.live) => (
    <>
      <HealthShape health={band} label={t(`units:health.${band}`)} /> {score === null ? NO_VALUE : formatPoints(score)}
    </>
  );
  return (
    <span>
      {side(said.live)} → {side(said.shadow)}
    </span>
  );
}

function reasonOf(said: Said, locale: Locale, t: TFunction<'shadow'>): string {
  if (said.kind === 'model')
    return said.why
      .map(
        ({ part, name, points }) =>
          `${part === 'cap' ? t('cap') : (name?.[locale] ?? part)} ${points > 0 ? '+' : '−'}${formatPoints(Math.abs(points))}`,
      )
      .join(t('comma'));
  const { metric, value, threshold } = said;
  const words = { metric: metricName(metric, locale), limit: metricText(metric, threshold, locale, true) };
  return value === null ? t('reasonUnknown', words) : t('reason', { ...words, value: metricText(metric, value, locale) });
}
