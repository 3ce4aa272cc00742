import { useTranslation } from 'react-i18next';
import { formatFull, formatRatio, NO_VALUE } from '../../../web/format.ts';
import { useOperation } from '../../../web/use-operation.ts';
import { months } from '../contract.ts';
import { LEVELS } from '../core/definition.ts';
import style from './Revenue.module.css';
import type { By } from './use-revenue-search.ts';
import { type Scale, writeAmount } from './widgets/money-scale.ts';

const CELLS = ['closing', 'new', 'expansion', 'contraction', 'churn'] as const;

interface LevelTableProps {
  readonly by: By;
  readonly month: string;
  readonly level: (typeof LEVELS)[number];
  readonly scale: Scale;
  readonly per: number;
  readonly onChoose: (level: (typeof LEVELS)[number]) => void;
}

/** The same month by customer, contract and line: the closing is the same, what counts as lost is not. */
export function LevelTable({ month, ...props }: LevelTableProps) {
  const { t } = useTranslation('revenue');
  return (
    <section className={style.section}>
      <h2 className={style.subtitle}>{t('levels.title', { month })}</h2>
      <p className={style.definition}>{t('levels.note')}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling box must be reachable by keyboard */}
      <div className={style.scroll} tabIndex={0} role="region" aria-label={t('levels.title', { month })}>
        <table className={style.table}>
          <thead>
            <tr>
              <th scope="col">{t('part.level')}</th>
              {CELLS.map((cell) => (
                <th key={cell} scope="col">
                  {t(`cell.${cell}`)}
                </th>
              ))}
              {(['grr', 'nrr', 'logo'] as const).map((rate) => (
                <th key={rate} scope="col">
                  {t(`rate.${rate}`)}
                </th>
              ))}
              <th scope="col">{t('column.units')}</th>
            </tr>
          </thead>
          <tbody>
            {LEVELS.map((level) => (
              <LevelRow key={level} {...props} month={month} of={level} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function LevelRow({ by, month, level, scale, per, onChoose, of }: LevelTableProps & { readonly of: (typeof LEVELS)[number] }) {
  const { t } = useTranslation('revenue');
  const answer = useOperation(months, { ...by, level: of, from: month, to: month });
  const row = answer.data?.rows[0];
  const amount = (value: number | null | undefined): string =>
    value == null ? NO_VALUE : value === 0 ? '0' : writeAmount(value / per, scale);
  const rate = (value: number | null | undefined): string => (value == null ? NO_VALUE : formatRatio(value));
  return (
    <tr className={of === level ? style.chosen : undefined}>
      <th scope="row">
        <button type="button" className={style.figure} aria-pressed={of === level} onClick={() => onChoose(of)}>
          {t(`level.${of}`)}
        </button>
      </th>
      {CELLS.map((cell) => (
        <td key={cell}>{amount(row?.amounts[cell])}</td>
      ))}
      {(['grr', 'nrr', 'logo'] as const).map((one) => (
        <td key={one}>{rate(row?.rates[one])}</td>
      ))}
      <td>{row === undefined ? NO_VALUE : formatFull(row.units)}</td>
    </tr>
  );
}
