import { Skeleton } from 'antd';
import { lazy, Suspense, useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '../../../contract/operation.ts';
import type { Day } from '../../../kernel/time.ts';
import { ChartFrame } from '../../../web/charts/ChartFrame.tsx';
import type { Palette } from '../../../web/charts/palette.ts';
import { type Locale, monthName, NO_VALUE } from '../../../web/format.ts';
import type { months } from '../contract.ts';
import { FALLING, movementBars, RISING } from './movement-bars.ts';
import style from './Revenue.module.css';
import { type Scale, writeAmount } from './widgets/money-scale.ts';

const EChart = lazy(async () => ({ default: (await import('../../../web/charts/EChart.tsx')).EChart }));

const HEIGHT = 220;
const STACKED = [...RISING, ...FALLING];

interface MovementChartProps {
  readonly rows: OutputOf<typeof months>['rows'];
  readonly scale: Scale;
  /** What an amount is divided by: 12 where they are shown a month. */
  readonly per: number;
  readonly unit: string;
}

/** What came and what went, month by month. */
export function MovementChart({ rows, scale, per, unit }: MovementChartProps) {
  const { t, i18n } = useTranslation('revenue');
  const locale = i18n.language as Locale;
  const bars = useMemo(
    () =>
      rows.map(({ month, amounts }) => ({
        month,
        amounts: Object.fromEntries(STACKED.map((one) => [one, amounts[one] === null ? null : amounts[one] / per])) as Record<
          (typeof STACKED)[number],
          number | null
        >,
      })),
    [rows, per],
  );
  const option = useCallback(
    (width: number, palette: Palette) =>
      movementBars(
        {
          bars,
          width,
          name: (stacked) => t(`cell.${stacked}`),
          write: (amount) => writeAmount(amount, scale),
          writeStep: (amount) => writeAmount(amount, Number.isInteger(amount / scale.divisor) ? { ...scale, digits: 0 } : scale),
          writeMonth: (month, first) => monthName(`${month}-01` as Day, locale, first || month.endsWith('-01')),
          unknown: NO_VALUE,
        },
        palette,
      ),
    [bars, scale, locale, t],
  );
  return (
    <ChartFrame
      title={finding(bars, scale, unit, t)}
      note={
        <span className={style.legend}>
          {STACKED.map((one) => (
            <span key={one} className={style.key}>
              <span className={style[`swatch-${one}`]} aria-hidden="true" />
              {t(`cell.${one}`)}
            </span>
          ))}
        </span>
      }
      fileName={t('chart.file')}
      table={{
        head: [t('column.month'), ...STACKED.map((one) => t(`cell.${one}`))],
        rows: bars.map(({ month, amounts }) => [month, ...STACKED.map((one) => amounts[one])]),
        show: (cell) => (typeof cell === 'number' ? writeAmount(cell, scale) : (cell ?? NO_VALUE)),
      }}
    >
      <Suspense fallback={<Skeleton active title={false} paragraph={{ rows: 4 }} style={{ height: HEIGHT }} />}>
        <EChart height={HEIGHT} label={t('chart.label')} option={option} />
      </Suspense>
    </ChartFrame>
  );
}

type Words = ReturnType<typeof useTranslation<'revenue'>>['t'];

function finding(bars: readonly { amounts: Readonly<Record<string, number | null>> }[], scale: Scale, unit: string, t: Words): string {
  const sum = (names: readonly string[]): number | null =>
    bars.reduce<number | null>((total, { amounts }) => {
      const own = names.map((name) => amounts[name] ?? null);
      return total === null || own.includes(null) ? null : total + own.reduce<number>((all, one) => all + (one ?? 0), 0);
    }, 0);
  const [came, went] = [sum(RISING), sum(FALLING)];
  if (came === null || went === null) return t('chart.unknown', { count: bars.length });
  return t('chart.finding', { count: bars.length, came: writeAmount(came, scale), went: writeAmount(-went, scale), unit });
}
