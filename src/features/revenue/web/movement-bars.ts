import type { EChartsOption } from 'echarts';
import type { BarSeriesOption } from 'echarts/charts';
import type { Palette } from '../../../web/charts/palette.ts';

/** What is stacked above and below the line, from it outwards. */
export const RISING = ['new', 'expansion', 'reactivation'] as const;
export const FALLING = ['contraction', 'churn'] as const;
export type Stacked = (typeof RISING)[number] | (typeof FALLING)[number];

/** A month of the chart; null where its figures are not known. */
export interface Bar {
  readonly month: string;
  readonly amounts: Readonly<Record<Stacked, number | null>>;
}

/** What the chart of movements shows. Everything is data: the same input gives the same option. */
export interface MovementBars {
  readonly bars: readonly Bar[];
  readonly name: (stacked: Stacked) => string;
  readonly write: (amount: number) => string;
  /** The same for the axis, whose steps are round. */
  readonly writeStep: (amount: number) => string;
  readonly writeMonth: (month: string, first: boolean) => string;
  readonly unknown: string;
  /** In pixels. */
  readonly width: number;
}

/** Told apart by how dark they are and by hatching: rising is solid, falling is outlined or hatched. Neither is red or green. */
function fill(stacked: Stacked, palette: Palette): BarSeriesOption['itemStyle'] {
  switch (stacked) {
    case 'new':
      return { color: palette.ink };
    case 'expansion':
      return { color: palette.ink4 };
    case 'reactivation':
      return { color: palette.lineStrong };
    case 'contraction':
      return { color: palette.paper, borderColor: palette.ink3, borderWidth: 1 };
    case 'churn':
      return {
        color: palette.paper,
        borderColor: palette.ink,
        borderWidth: 1,
        decal: { symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [1.5, 3], rotation: -Math.PI / 4, color: palette.ink },
      };
  }
}

/**
 * The option of the chart of movements: what came above the line, what went below it, month by month.
 *
 * @param chart    What to show.
 * @param palette  Colours of the theme.
 * @returns        An ECharts option.
 */
export function movementBars(chart: MovementBars, palette: Palette): EChartsOption {
  const { bars, width } = chart;
  const every = Math.max(1, Math.ceil((bars.length * 46) / Math.max(1, width - 90)));
  return {
    animation: false,
    aria: { enabled: false },
    textStyle: { fontFamily: palette.font, color: palette.ink3 },
    grid: { left: 64, right: 12, top: 12, bottom: 26 },
    tooltip: {
      trigger: 'axis',
      axisPointer: { type: 'shadow', shadowStyle: { color: palette.hatch, opacity: 0.18 } },
      backgroundColor: palette.paper,
      borderColor: palette.lineStrong,
      textStyle: { color: palette.ink, fontSize: 12, fontFamily: palette.font },
      formatter: (params: unknown) => tip(params, chart),
    },
    xAxis: {
      type: 'category',
      data: bars.map(({ month }) => month),
      axisLine: { onZero: false, lineStyle: { color: palette.lineStrong } },
      axisTick: { show: false },
      axisLabel: {
        color: palette.ink3,
        fontSize: 12,
        interval: (index: number) => (bars.length - 1 - index) % every === 0,
        formatter: (month: string, index: number) =>
          chart.writeMonth(month, index === 0 || ((bars.length - 1 - index) % every === 0 && month.endsWith('-01'))),
      },
    },
    yAxis: {
      type: 'value',
      splitNumber: 4,
      axisLabel: { color: palette.ink3, fontSize: 12, formatter: (value: number) => chart.writeStep(value) },
      splitLine: { lineStyle: { color: palette.line } },
    },
    series: [...RISING, ...FALLING].map(
      (stacked): BarSeriesOption => ({
        id: stacked,
        name: chart.name(stacked),
        type: 'bar',
        stack: 'all',
        barMaxWidth: 28,
        barCategoryGap: '34%',
        // Nothing is not drawn: a bar of no height would still have its outline.
        data: bars.map(({ amounts }) => amounts[stacked] || null),
        itemStyle: fill(stacked, palette) ?? {},
      }),
    ),
  };
}

function tip(params: unknown, { bars, name, write, unknown }: MovementBars): string {
  const at = Array.isArray(params) ? (params[0] as { dataIndex?: number } | undefined)?.dataIndex : undefined;
  const bar = at === undefined ? undefined : bars[at];
  if (bar === undefined) return '';
  const lines = [...RISING, ...FALLING].map((stacked) => {
    const amount = bar.amounts[stacked];
    return `<div style="display:flex;justify-content:space-between;gap:16px"><span>${name(stacked)}</span><b style="font-weight:600;font-variant-numeric:tabular-nums">${amount === null ? unknown : write(amount)}</b></div>`;
  });
  return `<div style="font-size:12px;line-height:20px"><div>${bar.month}</div>${lines.join('')}</div>`;
}
