import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { formatLimit } from '../../../../web/format.ts';
import { HealthShape } from '../../../../web/ui/HealthShape.tsx';
import { MaybeValue } from '../../../../web/ui/MaybeValue.tsx';
import type { Explanation } from './ActivityEquation.tsx';
import style from './HealthParts.module.css';

/** 健康度 with its parts: which have a value, which are missing, and how much of the weight that leaves. Brief: the missing ones by name only. */
export function HealthParts({ of, brief = false }: { readonly of: Explanation; readonly brief?: boolean }) {
  const { t } = useTranslation('accounts');
  const { health } = of;
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
      {brief && <p className={style.brief}>{t('health.missing', { missing: missingWords(of, t) })}</p>}
      {!brief && (
        <ul className={style.parts}>
          {health.parts.map((part) => (
            <li key={part.id} className={style.part}>
              <span>{t(`health.part.${part.id}`)}</span>
              <span className={style.track} aria-hidden="true">
                {part.score.value === null ? (
                  <span className={style.missing} />
                ) : (
                  <span className={style.known} style={{ width: `${part.score.value}%` }} />
                )}
              </span>
              <span className={style.value}>
                {part.score.value === null ? (
                  <span className={style.quiet}>{t(`units:reasonShort.${part.score.reason ?? 'not-measured'}`)}</span>
                ) : (
                  <MaybeValue of={part.score} unit="points" />
                )}
              </span>
              <span className={style.weight}>{t('health.weight', { weight: formatLimit(part.weight) })}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** The parts without a value, by name. */
export function missingWords(of: Explanation, t: TFunction<'accounts'>): string {
  return of.health.parts
    .filter((part) => part.score.value === null)
    .map((part) => t(`health.part.${part.id}`))
    .join(t('health.and'));
}
