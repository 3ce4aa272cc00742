import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '../../../../contract/operation.ts';
import { formatCount, type Locale } from '../../../../web/format.ts';
import { metricName, metricText } from '../../../../web/metric-words.ts';
import type { explain } from '../../contract.ts';
import style from './Health.module.css';

type Level = OutputOf<typeof explain>['level'];
type Rung = Level['rungs'][number];

/** 健康度层次: four rising treads, what is the evidence of each, which is missing, and the next step. */
export function Ladder({ of }: { readonly of: Level }) {
  const { t, i18n } = useTranslation('health');
  const locale = i18n.language as Locale;
  return (
    <section className={style.section}>
      <h2 className={style.title}>{titleOf(of, t)}</h2>
      <p className={style.note}>
        {t('level.note')}
        {of.quadrant !== null && t('level.quadrant', { quadrant: t(`quadrant.${of.quadrant}`) })}
      </p>
      <ol className={style.ladder}>
        {of.rungs.map((rung) => (
          <li key={rung.level} className={style.rung} data-level={rung.level} data-met={stateOf(rung, of)}>
            <strong>{t(`level.name.${String(rung.level)}`)}</strong>
            <Badge of={rung} in={of} />
            {rung.signs.map((sign) => (
              <p key={sign.metric} className={style.quiet}>
                {metricName(sign.metric, locale)}{' '}
                {sign.value.value === null
                  ? t(`units:reasonShort.${sign.value.reason ?? 'not-mapped'}`)
                  : metricText(sign.metric, sign.value.value, locale)}
                {t('level.needs', { from: formatCount(sign.from, locale) })}
              </p>
            ))}
          </li>
        ))}
      </ol>
      {of.next !== null && (
        <p className={style.note} style={{ marginTop: 12, marginBottom: 0 }}>
          {t('level.next', { level: t(`level.name.${String(of.next.level)}`), act: of.next.act[locale] })}
        </p>
      )}
    </section>
  );
}

function Badge({ of, in: level }: { readonly of: Rung; readonly in: Level }) {
  const { t } = useTranslation('health');
  if (level.level.value === of.level)
    return (
      <span className={style.badge} data-now>
        {t('level.now')}
      </span>
    );
  const state = stateOf(of, level);
  return state === 'missing' || state === 'unknown' ? <span className={style.badge}>{t(`level.${state}`)}</span> : null;
}

function stateOf(rung: Rung, { atLeast }: Level): 'yes' | 'missing' | 'unknown' | 'no' {
  if (rung.met === null) return 'unknown';
  if (rung.met) return 'yes';
  return rung.level < atLeast ? 'missing' : 'no';
}

function titleOf(of: Level, t: TFunction<'health'>): string {
  const { level, atLeast, processMissing } = of;
  const name = (number: number): string => t(`level.name.${String(number)}`);
  if (level.value === null) {
    if (atLeast > 0) return t('level.atLeast', { level: name(atLeast) });
    return t('level.unknown', { reason: t(`units:reasonShort.${level.reason ?? 'not-mapped'}`) });
  }
  if (level.value === 0) return t('level.none');
  return t(processMissing ? 'level.broken' : 'level.is', { level: name(level.value) });
}
