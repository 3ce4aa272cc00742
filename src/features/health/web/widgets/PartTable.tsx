import { useTranslation } from 'react-i18next';
import type { OutputOf } from '../../../../contract/operation.ts';
import { formatLimit, formatPoints, type Locale, NO_VALUE } from '../../../../web/format.ts';
import { metricText } from '../../../../web/metric-words.ts';
import { MaybeValue } from '../../../../web/ui/MaybeValue.tsx';
import type { explain } from '../../contract.ts';
import { DotLine } from './DotLine.tsx';
import style from './Health.module.css';

type Score = NonNullable<OutputOf<typeof explain>['full']>;

/** Every measure: its points, the value behind them, how much it counts, and what it gives to the score. */
export function PartTable({ of, label }: { readonly of: Score; readonly label: string }) {
  const { t, i18n } = useTranslation('health');
  const locale = i18n.language as Locale;
  const ticks = [of.bands.watch, of.bands.healthy];
  const given = of.parts.reduce((sum, { gives }) => sum + (gives ?? 0), 0);
  return (
    <table className={style.parts} aria-label={label}>
      <thead>
        <tr>
          <th scope="col">{t('parts.measure')}</th>
          <th scope="col">{t('parts.scale', { watch: of.bands.watch, healthy: of.bands.healthy })}</th>
          <th scope="col" className={style.figure}>
            {t('parts.points')}
          </th>
          <th scope="col" className={style.value}>
            {t('parts.value')}
          </th>
          <th scope="col" className={style.figure}>
            {t('parts.weight')}
          </th>
          <th scope="col" className={style.figure}>
            {t('parts.gives')}
          </th>
        </tr>
      </thead>
      <tbody>
        {of.parts.map((part) => (
          <tr key={part.id}>
            <td>{part.name[locale]}</td>
            <td className={style.dotCell}>
              <DotLine points={part.score.value} ticks={ticks} />
            </td>
            <td className={`${style.figure} ${style.points}`}>
              <MaybeValue of={part.score} unit="points" />
            </td>
            <td className={style.value}>
              {part.value.value === null ? (
                <span className={style.quiet}>{t(`units:reasonShort.${part.value.reason ?? 'not-measured'}`)}</span>
              ) : (
                <>
                  {metricText(part.metric, part.value.value, locale)}
                  {part.full !== null && (
                    <span className={style.quiet}> {t('parts.full', { full: metricText(part.metric, part.full, locale, true) })}</span>
                  )}
                </>
              )}
            </td>
            <td className={`${style.figure} ${style.weight}`} data-label={t('parts.weight')}>
              {formatLimit(part.weight)}
            </td>
            <td className={`${style.figure} ${style.gives}`} data-label={t('parts.gives')}>
              {part.gives === null ? NO_VALUE : formatPoints(part.gives)}
            </td>
          </tr>
        ))}
        {of.cap !== null && (
          <tr>
            <td>{t('parts.cap')}</td>
            <td className={style.empty} />
            <td className={`${style.figure} ${style.empty}`} />
            <td className={style.value}>
              {t('parts.capWhy', {
                value: metricText(of.cap.metric, of.cap.below, locale, true),
                points: formatPoints(of.cap.points),
              })}
            </td>
            <td className={`${style.figure} ${style.empty}`} />
            <td className={`${style.figure} ${style.points}`}>{signed(of.cap.points - of.cap.uncapped)}</td>
          </tr>
        )}
      </tbody>
      <tfoot>
        <tr>
          <td>{t('parts.sum')}</td>
          <td className={style.dotCell}>
            <DotLine points={of.score.value} ticks={ticks} />
          </td>
          <td className={`${style.figure} ${style.points}`}>
            <MaybeValue of={of.score} unit="points" />
          </td>
          <td className={style.value}>
            {t('parts.coverage', { known: formatLimit(of.coverage), required: formatLimit(of.requiredCoverage) })}
          </td>
          <td className={`${style.figure} ${style.empty}`} />
          <td className={`${style.figure} ${style.empty}`}>
            {of.score.value === null ? NO_VALUE : formatPoints(given + (of.cap === null ? 0 : of.cap.points - of.cap.uncapped))}
          </td>
        </tr>
      </tfoot>
    </table>
  );
}

/**
 * A change of points with its sign.
 *
 * @param points  Points, of either sign.
 * @returns       As in `−7.6`, `+1.3`, `0`.
 */
export function signed(points: number): string {
  if (Math.abs(points) < 0.05) return '0';
  return `${points < 0 ? '−' : '+'}${formatPoints(Math.abs(points))}`;
}
