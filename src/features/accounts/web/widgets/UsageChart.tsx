import { Skeleton } from 'antd';
import type { TFunction } from 'i18next';
import { lazy, type ReactNode, Suspense, useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { UnknownReason } from '../../../../kernel/known.ts';
import type { Day } from '../../../../kernel/time.ts';
import { ChartFrame } from '../../../../web/charts/ChartFrame.tsx';
import type { Palette } from '../../../../web/charts/palette.ts';
import { CHART_PLANS, type ChartMetric, type ChartUnit, type UsageLines, usageLines } from '../../../../web/charts/usage-lines.ts';
import { effectOf, type UsageMark } from '../../../../web/charts/usage-marks.ts';
import { usageOption } from '../../../../web/charts/usage-option.ts';
import { formatLimit, formatValue, type Locale, longDay, monthName, NO_VALUE } from '../../../../web/format.ts';
import { ErrorState } from '../../../../web/ui/ErrorState.tsx';
import { useOperation } from '../../../../web/use-operation.ts';
import { series } from '../../../metrics/contract.ts';

const EChart = lazy(async () => ({ default: (await import('../../../../web/charts/EChart.tsx')).EChart }));

export interface UsageChartProps {
  readonly externalId: string;
  readonly metric: ChartMetric;
  /** Days of the axis, oldest first, at least one. */
  readonly days: readonly Day[];
  /** The workspace's today: a day that is not over. */
  readonly today: Day;
  readonly note: ReactNode;
  readonly choices?: ReactNode;
  readonly height?: number;
  /** Where a rule fires, in the metric's unit. */
  readonly threshold?: number | null;
  /** What is expected, in the metric's unit. */
  readonly expected?: number | null;
  /** What we did and what happened. What we did says what followed (MON-02). */
  readonly marks?: readonly UsageMark[];
}

const NO_MARKS: readonly UsageMark[] = [];

type Rows = Parameters<typeof usageLines>[0];

/** The usage of one customer over days: fetched, drawn, as a table and as a file. */
export function UsageChart(props: UsageChartProps) {
  const { externalId, metric, days, height = 210 } = props;
  const from = days[0];
  const to = days.at(-1);
  const plan = CHART_PLANS[metric];
  const answer = useOperation(series, { externalId, metrics: plan.ask.join(','), from: from ?? '', to: to ?? '' });
  if (answer.isPending) return <Skeleton active title={false} paragraph={{ rows: 5 }} style={{ minHeight: height + 60 }} />;
  if (answer.isError) return <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />;
  return <DrawnChart {...props} rows={answer.data} />;
}

function DrawnChart({
  externalId,
  metric,
  days,
  today,
  note,
  choices,
  height = 210,
  threshold = null,
  expected = null,
  marks = NO_MARKS,
  rows,
}: UsageChartProps & { readonly rows: Rows }) {
  const { t, i18n } = useTranslation('units');
  const locale = i18n.language as Locale;
  const { unit, thin, thick } = CHART_PLANS[metric];
  const lines = useMemo(() => usageLines(rows, metric, days, today), [rows, metric, days, today]);
  const option = useCallback(
    (width: number, palette: Palette) => {
      const write = (value: number): string =>
        unit === 'users'
          ? t('people', { count: Math.round(value), number: formatValue(Math.round(value), unit, locale) })
          : unit === 'minutes'
            ? t('minutes', { count: value, number: formatValue(value, unit, locale) })
            : formatValue(value, unit, locale);
      const limit = (value: number): string => (unit === 'ratio' ? formatLimit(value) : write(value));
      return usageOption(
        {
          ...lines,
          unfinished: lines.unfinished ? t('chart.unfinishedDay') : null,
          marks: marks.map((mark) => ({ ...mark, label: mark.label + effectWords(lines, mark, unit, t) })),
          width,
          height,
          write,
          threshold: threshold === null ? null : { value: threshold, label: t('chart.limit', { value: limit(threshold) }) },
          expected: expected === null ? null : { value: expected, label: t('chart.expected', { value: limit(expected) }) },
          writeAxis: (value) => (unit === 'ratio' ? formatLimit(value) : formatValue(value, unit, locale)),
          writeMonth: (day) => monthName(day, locale, days.length > 200 && day.slice(5, 7) === '01'),
          writeDay: (day) => `${day} ${longDay(day, locale)}`,
          writeGap: (gap) => t(`reasonShort.${gap.reason ?? 'not-computed'}`),
        },
        palette,
      );
    },
    [lines, threshold, expected, marks, unit, locale, days.length, height, t],
  );
  return (
    <ChartFrame
      title={finding(lines, metric, unit, locale, t)}
      note={
        <>
          {note}
          {hatchWords(lines, t)}
          {lines.unfinished && t('chart.unfinished')}
        </>
      }
      choices={choices}
      fileName={`${externalId.replaceAll('/', '-')}-${metric}`}
      table={tableOf(lines, thin, thick, unit, locale, t)}
    >
      <Suspense fallback={<Skeleton active title={false} paragraph={{ rows: 4 }} style={{ height }} />}>
        <EChart height={height} label={t('chart.alone', { title: t(`metric.${metric}`) })} option={option} />
      </Suspense>
    </ChartFrame>
  );
}

/** What followed on what we did: the mean of 14 days after it, less that before. */
function effectWords(lines: UsageLines, { day, ours }: UsageMark, unit: ChartUnit, t: Words): string {
  const effect = ours ? effectOf(lines.raw.length > 0 ? lines.raw : lines.main, day) : null;
  if (effect === null) return '';
  const points = unit === 'ratio' ? effect * 100 : effect;
  const sign = points < 0 ? '−' : '+';
  return Math.abs(points) < 0.5
    ? ''
    : t(unit === 'ratio' ? 'chart.effect' : 'chart.effectCount', { change: `${sign}${Math.round(Math.abs(points))}` });
}

/** The finding: where the line began and where it ended. */
function finding(lines: UsageLines, metric: ChartMetric, unit: ChartUnit, locale: Locale, t: Words): string {
  const known = lines.main.flatMap((point) => (point.value === null ? [] : [point.value]));
  const [first, last] = [known[0], known.at(-1)];
  const name = t(`metric.${metric}`);
  if (first === undefined || last === undefined) return t('chart.nothing', { metric: name });
  const write = (value: number): string => formatValue(unit === 'users' ? Math.round(value) : value, unit, locale);
  const change = Math.abs(last - first) <= Math.abs(first) * 0.05 ? 'steady' : last < first ? 'fell' : 'rose';
  return t(`chart.${change}`, { metric: name, from: write(first), to: write(last) });
}

/** What the hatching means here: the reasons that occur. */
function hatchWords(lines: UsageLines, t: Words): string {
  const reasons = [...new Set(lines.gaps.map((gap) => gap.reason ?? 'not-computed'))];
  return reasons.length === 0
    ? ''
    : t('chart.hatched', { reasons: reasons.map((reason) => t(`reasonShort.${reason}`)).join(t('chart.and')) });
}

type Words = TFunction<'units'>;

/** The same days as rows: the thin line, the thick line, and the reason where there is no value. */
function tableOf(lines: UsageLines, thin: string | null, thick: string, unit: ChartUnit, locale: Locale, t: Words) {
  const names = [...(thin === null ? [] : [t(`metric.${thin}`)]), thick === 'mean5' ? t('chart.mean5') : t(`metric.${thick}`)];
  const reasons = new Map<string, UnknownReason | undefined>(
    [...lines.raw, ...lines.main].filter((point) => point.value === null).map((point) => [point.day, point.reason]),
  );
  const reasonOf = (day: Day, index: number): string => {
    if (lines.unfinished && index === lines.main.length - 1) return t('chart.unfinishedDay').trim();
    return reasons.get(day) ? t(`reason.${reasons.get(day)}`) : '';
  };
  const rows = lines.main.map((point, index) => [
    point.day,
    ...(thin === null ? [] : [lines.raw[index]?.value ?? null]),
    point.value,
    reasonOf(point.day, index),
  ]);
  return {
    head: [t('chart.day'), ...names, t('chart.reason')],
    rows,
    show: (cell: string | number | null) => (typeof cell === 'number' ? formatValue(cell, unit, locale) : (cell ?? NO_VALUE)),
  };
}
