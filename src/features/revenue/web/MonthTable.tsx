import { Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '../../../contract/operation.ts';
import { addDays, type Day } from '../../../kernel/time.ts';
import { formatFull, formatRatio, NO_VALUE } from '../../../web/format.ts';
import type { months } from '../contract.ts';
import style from './Revenue.module.css';
import type { Cell } from './use-revenue-search.ts';
import { type Scale, writeAmount, writeFull } from './widgets/money-scale.ts';

type Answer = OutputOf<typeof months>;
type Row = Answer['rows'][number];

const ALWAYS = ['opening', 'new', 'expansion', 'reactivation', 'contraction', 'churn'] as const;
/** Shown where there is any. */
const SOMETIMES = ['price', 'renewal', 'currency'] as const;

interface MonthTableProps {
  readonly answer: Answer;
  readonly scale: Scale;
  readonly per: number;
  readonly open: { readonly month: string; readonly cell: Cell } | null;
  readonly onOpen: (month: string, cell: Cell) => void;
}

/** The months, the latest first: every figure opens to what makes it. */
export function MonthTable({ answer, scale, per, open, onOpen }: MonthTableProps) {
  const { t } = useTranslation('revenue');
  const { rows, definition, currency } = answer;
  const amounts = [...ALWAYS, ...SOMETIMES.filter((one) => rows.some((row) => (row.amounts[one] ?? 1) !== 0)), 'closing'] as const;
  const due = definition.rate === 'due';
  const rates = due ? (['dueRate', 'dueMoney'] as const) : (['grr', 'nrr', 'logo'] as const);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling box must be reachable by keyboard
    <div className={style.scroll} tabIndex={0} role="region" aria-label={t('table.label')}>
      <table className={style.table}>
        <thead>
          <tr>
            <th scope="col">{t('column.month')}</th>
            {amounts.map((one) => (
              <th key={one} scope="col">
                {t(`cell.${one}`)}
              </th>
            ))}
            {rates.map((one) => (
              <th key={one} scope="col">
                <Tooltip title={t(`rateMeaning.${one}`, { window: definition.window })} trigger={['hover', 'focus']}>
                  {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the definition must be reachable by keyboard */}
                  <span tabIndex={0} className={style.defined}>
                    {t(`rate.${one}`)}
                  </span>
                </Tooltip>
              </th>
            ))}
            <th scope="col">{t(`units.${definition.level}`)}</th>
            <th scope="col">{t('cell.churned')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.toReversed().map((row) => (
            <tr key={row.month}>
              <th scope="row">
                {row.month}
                {!isMonthEnd(row.closes) && <span className={style.toDate}>{t('table.toDate')}</span>}
              </th>
              {amounts.map((cell) => (
                <td key={cell} className={cell === 'closing' ? style.edge : undefined}>
                  <Figure
                    row={row}
                    cell={cell}
                    value={row.amounts[cell]}
                    missing={cell === 'opening' || cell === 'currency' ? (row.openingMissing ?? row.missing) : row.missing}
                    text={(value) => writeAmount(value / per, scale)}
                    full={(value) => writeFull(Math.round(value / per), currency)}
                    open={open}
                    onOpen={onOpen}
                  />
                </td>
              ))}
              {rates.map((rate) => (
                <td key={rate}>
                  <Figure
                    row={row}
                    cell={due ? 'due' : 'cohort'}
                    value={rateOf(row, rate)}
                    missing={row.missing}
                    text={(value) => formatRatio(value)}
                    full={() => t(`rateOf.${rate}`, rateWords(row))}
                    open={null}
                    onOpen={onOpen}
                  />
                </td>
              ))}
              <td>
                <Count row={row} cell="units" value={row.units} open={open} onOpen={onOpen} />
              </td>
              <td>
                <Count row={row} cell="churned" value={row.churnedUnits} open={open} onOpen={onOpen} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function isMonthEnd(day: Day): boolean {
  return addDays(day, 1).endsWith('-01');
}

type Rate = 'grr' | 'nrr' | 'logo' | 'dueRate' | 'dueMoney';

function rateOf({ rates, due }: Row, rate: Rate): number | null {
  if (rate === 'dueRate') return due.rate;
  if (rate === 'dueMoney') return due.moneyRate;
  return rates[rate];
}

function rateWords({ rates, due }: Row): Record<string, string> {
  return {
    cohort: formatFull(rates.cohortUnits),
    kept: formatFull(rates.keptUnits),
    due: formatFull(due.units),
    renewed: formatFull(due.renewedUnits),
  };
}

interface FigureProps {
  readonly row: Row;
  readonly cell: Cell;
  readonly value: number | null;
  readonly missing: Row['missing'];
  readonly text: (value: number) => string;
  readonly full: (value: number) => string;
  readonly open: MonthTableProps['open'];
  readonly onOpen: MonthTableProps['onOpen'];
}

function Figure({ row, cell, value, missing, text, full, open, onOpen }: FigureProps) {
  const { t } = useTranslation('revenue');
  if (value === null) {
    const reason = missing === null ? t('noBase') : t('missingRate', missing);
    return (
      <Tooltip title={reason} trigger={['hover', 'focus']}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the reason must be reachable by keyboard */}
        <span tabIndex={0} role="note" aria-label={t('units:unknownBecause', { reason })} className={style.unknown}>
          {NO_VALUE}
        </span>
      </Tooltip>
    );
  }
  if (value === 0 && cell !== 'cohort' && cell !== 'due') return <span className={style.zero}>0</span>;
  const isOpen = open !== null && open.month === row.month && open.cell === cell;
  return (
    <button
      type="button"
      className={isOpen ? `${style.figure} ${style.open}` : style.figure}
      title={full(value)}
      onClick={() => onOpen(row.month, cell)}
    >
      {text(value)}
    </button>
  );
}

function Count({ value, ...more }: Pick<FigureProps, 'row' | 'cell' | 'open' | 'onOpen'> & { readonly value: number }) {
  return <Figure {...more} value={value} missing={null} text={formatFull} full={formatFull} />;
}
