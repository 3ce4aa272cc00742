import { useTranslation } from 'react-i18next';
import { formatFull } from '../../../web/format.ts';
import { MARGIN } from './curve-option.ts';
import style from './Retention.module.css';

interface AtRiskProps {
  readonly ticks: readonly number[];
  /** Where the axis ends. */
  readonly last: number;
  readonly rows: readonly { readonly key: string; readonly name: string; readonly atRisk: readonly number[] }[];
}

/** How many customers are still followed, under the places of the axis. */
export function AtRisk({ ticks, last, rows }: AtRiskProps) {
  const { t } = useTranslation('retention');
  return (
    <div className={rows.length > 1 ? `${style.atRisk} ${style.atRiskMany}` : style.atRisk}>
      <p>{t('survival.atRisk')}</p>
      {rows.map(({ key, name, atRisk }) => (
        <div key={key} className={style.atRiskRow}>
          {rows.length > 1 && <span className={style.atRiskName}>{name}</span>}
          <div className={style.atRiskCounts} style={{ marginInline: `${MARGIN.left}px ${MARGIN.right}px` }}>
            {ticks.map((tick, index) => (
              <span key={tick} style={{ insetInlineStart: `${(100 * tick) / last}%` }}>
                {formatFull(atRisk[index] ?? 0)}
              </span>
            ))}
          </div>
        </div>
      ))}
    </div>
  );
}
