import { useTranslation } from 'react-i18next';
import { formatLimit, type Locale } from '../../../../web/format.ts';
import { HealthShape } from '../../../../web/ui/HealthShape.tsx';
import { MaybeValue } from '../../../../web/ui/MaybeValue.tsx';
import type { Explanation } from './ActivityEquation.tsx';
import style from './HealthParts.module.css';

/** 健康度 in a line: its band and points, how much of the weight has data, and which measures have none. */
export function HealthParts({ of }: { readonly of: Explanation }) {
  const { t, i18n } = useTranslation('accounts');
  const locale = i18n.language as Locale;
  const { health } = of;
  const missing = health.parts.filter(({ id }) => health.missing.includes(id)).map(({ name }) => name[locale]);
  return (
    <div>
      <p className={style.head}>
        <HealthShape health={health.band} />
        <strong>{t(`units:health.${health.band}`)}</strong>
        {health.score.value !== null && (
          <span>
            <MaybeValue of={health.score} unit="points" />
          </span>
        )}
        <span className={style.quiet}>
          {t('health.coverage', { known: formatLimit(health.coverage), required: formatLimit(health.requiredCoverage) })}
        </span>
      </p>
      {missing.length > 0 && <p className={style.brief}>{t('health.missing', { missing: missing.join(t('health.and')) })}</p>}
    </div>
  );
}
