import type { CustomSeriesRenderItemAPI, CustomSeriesRenderItemReturn, EChartsOption } from 'echarts';
import type { CustomSeriesOption, LineSeriesOption } from 'echarts/charts';
import type { Palette } from '../../../web/charts/palette.ts';

/** A point: where on the axis, and which share is left. */
export type Point = readonly [x: number, y: number];

/** A line of shares, perhaps with a band around it. */
export interface CurveLine {
  readonly name: string;
  readonly points: readonly Point[];
  /** Stays as it is until the next point; else goes straight to it. */
  readonly steps: boolean;
  /** Told apart without colour. */
  readonly look: number;
  readonly band?: readonly (readonly [x: number, low: number, high: number])[];
  /** Points are marked, too. */
  readonly marked?: boolean;
}

/** What the chart shows. Everything is data: the same input gives the same option. */
export interface CurveChart {
  readonly lines: readonly CurveLine[];
  /** Where the axis ends. */
  readonly last: number;
  readonly ticks: readonly number[];
  readonly writeTick: (x: number) => string;
  /** The largest share that is drawn, at least 1. */
  readonly most: number;
  /** Stretches of the axis with a name, divided by lines; none for one stretch. */
  readonly zones: readonly { readonly from: number; readonly to: number; readonly name: string }[];
  /** What stands where it is pointed at. */
  readonly tip: (x: number) => string;
}

/** Margins of the drawing, in pixels: what stands below a chart keeps to them. */
export const MARGIN = { left: 44, right: 16, top: 14, bottom: 26 } as const;

/** How lines are told apart: by dashes and by how dark they are, the first the plainest. */
export const LOOKS: readonly { readonly dash: readonly number[]; readonly ink: 'ink' | 'ink2' | 'ink3'; readonly width: number }[] = [
  { dash: [], ink: 'ink', width: 2 },
  { dash: [6, 3], ink: 'ink', width: 2 },
  { dash: [], ink: 'ink3', width: 2 },
  { dash: [2, 2], ink: 'ink', width: 2 },
  { dash: [8, 3, 2, 3], ink: 'ink2', width: 2 },
  { dash: [6, 3], ink: 'ink3', width: 1.5 },
  { dash: [2, 3], ink: 'ink3', width: 1.5 },
  { dash: [1, 4], ink: 'ink2', width: 2.5 },
];

/** The look of a reference value. */
export const REFERENCE = 100;

/**
 * The option of a chart of shares over time.
 *
 * @param chart    What to show.
 * @param palette  Colours of the theme.
 * @returns        An ECharts option.
 */
export function curveOption(chart: CurveChart, palette: Palette): EChartsOption {
  const { lines, last, ticks, most } = chart;
  return {
    animation: false,
    aria: { enabled: false },
    textStyle: { fontFamily: palette.font, color: palette.ink3 },
    grid: { ...MARGIN, top: chart.zones.length > 0 ? 28 : MARGIN.top },
    tooltip: {
      trigger: 'axis',
      axisPointer: { type: 'line', snap: false, lineStyle: { color: palette.lineStrong } },
      backgroundColor: palette.paper,
      borderColor: palette.lineStrong,
      textStyle: { color: palette.ink, fontSize: 12, fontFamily: palette.font },
      formatter: (params: unknown) => {
        const at = Array.isArray(params) ? (params[0] as { axisValue?: number } | undefined)?.axisValue : undefined;
        return at === undefined ? '' : chart.tip(at);
      },
    },
    xAxis: {
      type: 'value',
      min: 0,
      max: last,
      axisLine: { lineStyle: { color: palette.lineStrong } },
      axisTick: { show: true, customValues: [...ticks], lineStyle: { color: palette.lineStrong } },
      axisLabel: { customValues: [...ticks], color: palette.ink3, fontSize: 12, formatter: chart.writeTick },
      splitLine: { show: false },
    },
    yAxis: {
      type: 'value',
      min: 0,
      max: most,
      interval: most > 2 ? 0.5 : 0.25,
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: { color: palette.ink3, fontSize: 12, formatter: (value: number) => `${Math.round(value * 100)}%` },
      splitLine: { lineStyle: { color: palette.line } },
    },
    series: [
      ...lines.flatMap((line, index) => bandSeries(line, index, palette)),
      ...lines.map((line, index) => lineSeries(line, index, chart, palette)),
    ],
  };
}

function bandSeries({ band, steps }: CurveLine, index: number, palette: Palette): CustomSeriesOption[] {
  if (band === undefined || band.length === 0) return [];
  return [
    {
      id: `band-${index}`,
      type: 'custom',
      silent: true,
      tooltip: { show: false },
      clip: true,
      z: 1,
      data: [[band[0]?.[0] ?? 0, band[0]?.[2] ?? 1]],
      renderItem: (_, api) => polygon(bandOutline(band, steps), api, palette),
    },
  ];
}

/**
 * The outline of a band: along its upper edge, and back along the lower one.
 *
 * @param band   Where it lies, rising.
 * @param steps  Whether it stays as it is until the next point.
 * @returns      Corners.
 */
export function bandOutline(band: readonly (readonly [x: number, low: number, high: number])[], steps: boolean): readonly Point[] {
  const edge = (at: 1 | 2): Point[] =>
    band.flatMap((one, index): Point[] => {
      const before = band[index - 1];
      return steps && before !== undefined
        ? [
            [one[0], before[at]],
            [one[0], one[at]],
          ]
        : [[one[0], one[at]]];
    });
  return [...edge(2), ...edge(1).toReversed()];
}

function polygon(corners: readonly Point[], api: CustomSeriesRenderItemAPI, palette: Palette): CustomSeriesRenderItemReturn {
  return {
    type: 'polygon',
    shape: { points: corners.map(([x, y]) => api.coord([x, y])) },
    style: { fill: palette.ink4, opacity: 0.2 },
  };
}

function lineSeries({ name, points, steps, look, marked }: CurveLine, index: number, { zones }: CurveChart, palette: Palette) {
  const { dash, ink, width } =
    look === REFERENCE ? { dash: [3, 3], ink: 'ink3' as const, width: 1 } : (LOOKS[look % LOOKS.length] ?? plain);
  const series: LineSeriesOption = {
    id: `line-${index}`,
    name,
    type: 'line',
    ...(steps ? { step: 'end' as const } : {}),
    data: points.map(([x, y]) => [x, y]),
    showSymbol: marked === true,
    symbol: 'circle',
    symbolSize: 6,
    itemStyle: { color: palette.paper, borderColor: palette[ink], borderWidth: 1.5 },
    lineStyle: { width, color: palette[ink], ...(dash.length > 0 ? { type: [...dash] } : {}) },
    emphasis: { disabled: true },
    z: look === REFERENCE ? 2 : 3,
  };
  if (index > 0 || zones.length === 0) return series;
  return {
    ...series,
    markLine: {
      silent: true,
      symbol: 'none',
      animation: false,
      lineStyle: { color: palette.lineStrong, type: 'solid' as const, width: 1 },
      label: { position: 'end' as const, color: palette.ink3, fontSize: 12, align: 'left' as const, distance: 4 },
      data: zones.map(({ from, name: zone }) => ({ xAxis: from, label: { formatter: zone, padding: [0, 0, 0, 4] } })),
    },
  };
}

const plain = { dash: [] as readonly number[], ink: 'ink' as const, width: 2 };

/**
 * The share of a line at a place.
 *
 * @param line  The line.
 * @param x     Where.
 * @returns     The share; null before its first point and after its last.
 */
export function valueAt({ points, steps }: Pick<CurveLine, 'points' | 'steps'>, x: number): number | null {
  const [last, next] = [points.findLast((point) => point[0] <= x), points.find((point) => point[0] >= x)];
  if (last === undefined || next === undefined) return null;
  if (steps || next[0] === last[0]) return last[1];
  return last[1] + ((next[1] - last[1]) * (x - last[0])) / (next[0] - last[0]);
}
