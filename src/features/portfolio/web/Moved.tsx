import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '../../../contract/operation.ts';
import { addDays, type Day } from '../../../kernel/time.ts';
import { type Locale, NO_VALUE } from '../../../web/format.ts';
import { metricText } from '../../../web/metric-words.ts';
import { HealthShape } from '../../../web/ui/HealthShape.tsx';
import { useOperation } from '../../../web/use-operation.ts';
import { movedWhy, type overview } from '../contract.ts';
import { DRIFT } from '../core/card.ts';
import { moneyText } from './card-words.ts';
import style from './Overview.module.css';

type Glance = OutputOf<typeof overview>;
type Reason = OutputOf<typeof movedWhy>['reasons'][number];

/** Who moved between bands: from where to where, why in a phrase, and the whole explanation one click away. */
export function Moved({ moved, fell, rose, currency, asOf }: Pick<Glance, 'moved' | 'fell' | 'rose' | 'currency' | 'asOf'>) {
  const { t, i18n } = useTranslation('overview');
  const { workspace = '' } = useParams({ strict: false });
  const locale = i18n.language as Locale;
  const why = useOperation(movedWhy, {}, { enabled: moved.length > 0 });
  const reasons = new Map(why.data?.reasons.map((reason) => [reason.externalId, reason]));
  const since = addDays(asOf as Day, -DRIFT.days);
  const band = (name: Glance['moved'][number]['band']) => (
    <span className={style.band}>
      <HealthShape health={name} /> {t(`portfolio:choice.band.${name}`)}
    </span>
  );
  return (
    <section className={style.section}>
      <h2>{t('moved.title', { fell, rose })}</h2>
      <p className={style.definition}>
        {t('moved.about')}
        {moved.length < fell + rose && ` ${t('moved.first', { count: moved.length })}`}
      </p>
      {moved.length === 0 ? (
        <p className={style.none}>{t('moved.nobody')}</p>
      ) : (
        <ul className={style.moved}>
          {moved.map(({ externalId, name, owner, bandBefore, band: now, change, arrMinor }) => (
            <li key={externalId}>
              <span className={style.who}>
                <Link to="/$workspace/customers/$externalId" params={{ workspace, externalId }} title={name}>
                  {name}
                </Link>
                <small className={style.owner}>{owner}</small>
              </span>
              <span className={style.way}>
                {band(bandBefore)}
                <span aria-hidden="true">→</span>
                <span className={style.aloud}>{t('moved.to')}</span>
                {band(now)}
              </span>
              <span className={style.points}>
                {change === null ? NO_VALUE : `${change > 0 ? '▲' : '▼'} ${Math.abs(Math.round(change))}`}
              </span>
              <Link
                className={style.why}
                to="/$workspace/customers/$externalId"
                params={{ workspace, externalId }}
                search={{ why: `${since},${asOf},usage` } as never}
              >
                <Why reason={reasons.get(externalId)} pending={why.isPending} locale={locale} />
              </Link>
              <span className={style.worth}>{arrMinor === null ? NO_VALUE : moneyText(arrMinor, currency, locale)}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Why({ reason, pending, locale }: { readonly reason: Reason | undefined; readonly pending: boolean; readonly locale: Locale }) {
  const { t } = useTranslation('overview');
  if (reason === undefined) return pending ? '…' : t('moved.why');
  if (reason.name === null) return t(reason.kind === 'model' ? 'moved.model' : 'moved.cap');
  const name = reason.name[locale];
  if (reason.kind === 'appeared' || reason.kind === 'vanished') return t(`moved.${reason.kind}`, { name });
  const { metric, valueBefore, valueAfter } = reason;
  if (metric === null || valueBefore === null || valueAfter === null) return name;
  return t('moved.values', { name, before: metricText(metric, valueBefore, locale), after: metricText(metric, valueAfter, locale) });
}
