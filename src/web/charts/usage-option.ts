import type { CustomSeriesRenderItemAPI, CustomSeriesRenderItemReturn, EChartsOption } from 'echarts';
import type { CustomSeriesOption, LineSeriesOption } from 'echarts/charts';
import type { Day } from '../../kernel/time.ts';
import type { Palette } from './palette.ts';
import { type Gap, lastKnown, monthStarts, niceScale, type SeriesPoint } from './series-points.ts';
import { type PlacedMark, placedMarks, type UsageMark } from './usage-marks.ts';

/** What the chart of a customer's usage shows. Everything is data: the same input gives the same option. */
export interface UsageChart {
  /** The noisy line of single days, thin; empty where there is none. */
  readonly raw: readonly SeriesPoint[];
  /** The line to read, thick, over the same days. */
  readonly main: readonly SeriesPoint[];
  /** The runs of days without a value, hatched. */
  readonly gaps: readonly Gap[];
  /** Dashed line a rule fires at, with its name; null for none. */
  readonly threshold: { readonly value: number; readonly label: string } | null;
  /** Line of what is expected; null for none. */
  readonly expected: { readonly value: number; readonly label: string } | null;
  /** What we did and what happened, as lines from top to bottom. */
  readonly marks: readonly UsageMark[];
  /** How a value is written at the line's end and in the tooltip. */
  readonly write: (value: number) => string;
  /** How a value is written on the axis. */
  readonly writeAxis: (value: number) => string;
  /** Name of a month on the axis. */
  readonly writeMonth: (day: Day) => string;
  /** One day in the tooltip. */
  readonly writeDay: (day: Day) => string;
  /** A sentence for each reason, written into the gap when it is wide enough and into the tooltip. */
  readonly writeGap: (gap: Gap) => string;
  /** The thin line's last point is of a day that is not over: drawn dotted and hollow, with these words in the tooltip. Null when it is over. */
  readonly unfinished: string | null;
  /** Size in pixels; decides how many months are named and which labels would collide. */
  readonly width: number;
  readonly height: number;
}

const LEFT = 40;
const TOP = 12;
/** With marks there is a line of their labels above. */
const TOP_MARKED = 30;
const BOTTOM = 26;
/** Height of a label's line. */
const LABEL = 15;

/**
 * The option of the usage chart: ink only, label at the line's end, hatched gaps for Unknown, y from zero, no legend.
 *
 * @param chart    What to show.
 * @param palette  Colours of the theme.
 * @returns        An ECharts option.
 */
export function usageOption(chart: UsageChart, palette: Palette): EChartsOption {
  const days = chart.main.map((point) => point.day);
  const values = chart.main.map((point) => point.value);
  const scale = niceScale(highest(chart));
  const right = rightMargin(chart, values);
  const inside = Math.max(1, chart.width - LEFT - right);
  const months = new Set(monthStarts(days, Math.ceil((days.length * 52) / inside)));
  return {
    animation: false,
    aria: { enabled: false },
    textStyle: { fontFamily: palette.font, color: palette.ink3 },
    grid: { left: LEFT, right, top: topOf(chart), bottom: BOTTOM },
    tooltip: tooltip(chart, palette),
    xAxis: {
      type: 'category',
      data: days,
      boundaryGap: false,
      axisLine: { lineStyle: { color: palette.lineStrong } },
      axisTick: {
        show: true,
        alignWithLabel: true,
        interval: (index: number) => months.has(index),
        lineStyle: { color: palette.lineStrong },
        length: 4,
      },
      axisLabel: {
        interval: (index: number) => months.has(index),
        formatter: (day: string) => chart.writeMonth(day as Day),
        color: palette.ink3,
        fontSize: 12,
        align: 'left',
        hideOverlap: true,
      },
    },
    yAxis: {
      type: 'value',
      min: 0,
      max: scale.max,
      interval: scale.step,
      axisLabel: { color: palette.ink3, fontSize: 12, formatter: (value: number) => chart.writeAxis(value) },
      splitLine: { lineStyle: { color: palette.line } },
    },
    series: [
      gapSeries(chart.gaps, chart, palette),
      ...thinLines(chart, palette),
      {
        ...thickLine(values, chart, inside / Math.max(1, days.length - 1), palette),
        markLine: marks(chart, values, scale.max, inside, palette),
      },
    ],
  };
}

/** Room for what is written beside the lines' ends: Chinese characters are as wide as they are high. */
function rightMargin(chart: UsageChart, values: readonly (number | null)[]): number {
  const end = lastKnown(values);
  const labels = [chart.expected?.label, chart.threshold?.label, end === null ? '' : chart.write(end.value)];
  const wide = (text: string): number => [...text].reduce((sum, letter) => sum + (letter > '\u2e80' ? 12 : 6.8), 0);
  return Math.ceil(16 + Math.max(24, ...labels.map((label) => wide(label ?? ''))));
}

function highest(chart: UsageChart): number {
  const seen = [...chart.raw, ...chart.main].flatMap((point) => (point.value === null ? [] : [point.value]));
  return Math.max(0, ...seen, (chart.threshold?.value ?? 0) * 1.15, (chart.expected?.value ?? 0) * 1.1);
}

/** The single days. Today's is still growing: dotted to a hollow point, so that a morning does not look like a fall. */
function thinLines(chart: UsageChart, palette: Palette): LineSeriesOption[] {
  const values = chart.raw.map((point) => point.value);
  if (values.length === 0) return [];
  const style = { showSymbol: false, silent: true, connectNulls: false, z: 2 } as const;
  const over = chart.unfinished === null ? values : values.with(-1, null);
  const lines: LineSeriesOption[] = [{ ...style, id: 'raw', type: 'line', data: over, lineStyle: { width: 1, color: palette.ink4 } }];
  if (chart.unfinished === null) return lines;
  const last = values.length - 1;
  lines.push({
    ...style,
    id: 'unfinished',
    type: 'line',
    showSymbol: true,
    data: values.map((value, index) => ({
      value: index >= last - 1 ? value : null,
      symbol: 'circle',
      symbolSize: index === last ? 6 : 0,
    })),
    lineStyle: { width: 1, color: palette.ink4, type: 'dotted' },
    itemStyle: { color: palette.paper, borderColor: palette.ink3, borderWidth: 1 },
  });
  return lines;
}

function thickLine(values: readonly (number | null)[], chart: UsageChart, step: number, palette: Palette): LineSeriesOption {
  const end = lastKnown(values);
  // The label stands past the axis, also when the line ends a day before it.
  const beyond = end === null ? 0 : (values.length - 1 - end.index) * step;
  return {
    id: 'main',
    type: 'line',
    connectNulls: false,
    silent: true,
    z: 3,
    lineStyle: { width: 2, color: palette.ink },
    itemStyle: { color: palette.ink },
    // A single Known day between two gaps has no line: it is drawn as a point.
    data: values.map((value, index) => ({
      value,
      symbol: 'circle',
      symbolSize: index === end?.index ? 7 : lonely(values, index) ? 3 : 0,
      ...(index === end?.index && {
        label: {
          show: true,
          position: 'right',
          distance: 7 + Math.min(beyond, 24),
          formatter: chart.write(end.value),
          color: palette.ink,
          fontWeight: 600,
          fontSize: 12,
        },
      }),
    })),
  };
}

function lonely(values: readonly (number | null)[], index: number): boolean {
  return values[index] !== null && (values[index - 1] ?? null) === null && (values[index + 1] ?? null) === null;
}

function marks(
  chart: UsageChart,
  values: readonly (number | null)[],
  max: number,
  inside: number,
  palette: Palette,
): NonNullable<LineSeriesOption['markLine']> {
  const end = lastKnown(values)?.value ?? null;
  const line = (mark: { readonly value: number; readonly label: string }, type: 'dashed' | 'solid'): MarkLineItem => ({
    yAxis: mark.value,
    lineStyle: { type, color: type === 'dashed' ? palette.ink2 : palette.lineStrong, width: 1 },
    label: {
      show: true,
      position: 'end',
      distance: 7,
      formatter: mark.label,
      color: palette.ink3,
      fontSize: 12,
      ...beside(mark.value, end, chart, max),
    },
  });
  const inView = [
    ...(chart.expected && chart.expected.value <= max ? [line(chart.expected, 'solid')] : []),
    ...(chart.threshold && chart.threshold.value <= max ? [line(chart.threshold, 'dashed')] : []),
  ];
  const days = chart.main.map(({ day }) => day);
  return {
    silent: true,
    symbol: 'none',
    animation: false,
    data: [...inView, ...placedMarks(chart.marks, days, inside).map((mark) => upright(mark, palette))],
  };
}

/** What happened on a day: a dotted line, ■ for what we did and □ for what happened there. */
function upright({ at, label, ours, named }: PlacedMark, palette: Palette): MarkLineItem {
  const sign = ours ? '■' : '□';
  return {
    xAxis: at,
    lineStyle: { type: 'dotted', color: palette.ink3, width: 1 },
    label: { show: true, position: 'end', distance: 4, formatter: named ? `${sign} ${label}` : sign, color: palette.ink2, fontSize: 12 },
  };
}

function topOf(chart: UsageChart): number {
  return chart.marks.length > 0 ? TOP_MARKED : TOP;
}

/** A mark's label makes way for the label of the line's end: it goes above or below its own line. */
function beside(
  mark: number,
  end: number | null,
  chart: UsageChart,
  max: number,
): { verticalAlign: 'middle' | 'top' | 'bottom'; padding?: number[] } {
  const apart = end === null ? LABEL : (Math.abs(mark - end) / max) * (chart.height - topOf(chart) - BOTTOM);
  if (end === null || apart >= LABEL) return { verticalAlign: 'middle' };
  const push = Math.max(0, LABEL / 2 - apart);
  return mark >= end ? { verticalAlign: 'bottom', padding: [0, 0, push, 0] } : { verticalAlign: 'top', padding: [push, 0, 0, 0] };
}

/** Diagonal hatching over the days without a value: a shape, never a colour alone. */
function gapSeries(gaps: readonly Gap[], chart: UsageChart, palette: Palette): CustomSeriesOption {
  return {
    id: 'gaps',
    type: 'custom',
    silent: true,
    clip: true,
    z: 1,
    data: gaps.map((gap) => [gap.start, gap.end]),
    renderItem: (params, api) => drawGap(gaps[params.dataIndex], chart, palette, api),
  };
}

function drawGap(gap: Gap | undefined, chart: UsageChart, palette: Palette, api: CustomSeriesRenderItemAPI): CustomSeriesRenderItemReturn {
  if (!gap) return null;
  const box = gapBox(gap, chart, api);
  const words = chart.writeGap(gap);
  const roomy = box.width > words.length * 12 + 16;
  return {
    type: 'group',
    children: [
      {
        type: 'group',
        clipPath: { type: 'rect', shape: box },
        children: hatchLines(box).map((shape) => ({ type: 'line' as const, shape, style: { stroke: palette.hatch, lineWidth: 1 } })),
      },
      ...(roomy
        ? [
            {
              type: 'text' as const,
              x: box.x + box.width / 2,
              y: box.y + box.height - 12,
              style: {
                text: words,
                fill: palette.ink3,
                fontSize: 12,
                fontFamily: palette.font,
                align: 'center' as const,
                verticalAlign: 'middle' as const,
                backgroundColor: palette.paper,
                padding: [1, 4],
              },
            },
          ]
        : []),
    ],
  };
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

function gapBox(gap: Gap, chart: UsageChart, api: CustomSeriesRenderItemAPI): Box {
  const last = chart.main.length - 1;
  const step = last > 0 ? ((api.coord([last, 0])[0] ?? 0) - (api.coord([0, 0])[0] ?? 0)) / last : 0;
  const [left = 0, bottom = 0] = api.coord([gap.start, 0]);
  const [right = 0] = api.coord([gap.end, 0]);
  const top = bottom - (api.getHeight() - topOf(chart) - BOTTOM);
  const from = gap.start === 0 ? left : left - step / 2;
  const to = gap.end === last ? right : right + step / 2;
  return { x: from, y: Math.max(topOf(chart), top), width: Math.max(2, to - from), height: bottom - Math.max(topOf(chart), top) };
}

/**
 * The lines of a hatch at 45 degrees, seven pixels apart, to be clipped to the box.
 *
 * @param box  Rectangle in pixels.
 * @returns    End points of each line.
 */
export function hatchLines(box: Box): { x1: number; y1: number; x2: number; y2: number }[] {
  const lines: { x1: number; y1: number; x2: number; y2: number }[] = [];
  // Anchored to the page, not to the box: neighbouring gaps hatch through without a seam.
  const first = Math.floor((box.x + box.y) / 7) * 7;
  for (let at = first; at <= box.x + box.width + box.y + box.height; at += 7) {
    lines.push({ x1: at - box.y, y1: box.y, x2: at - box.y - box.height, y2: box.y + box.height });
  }
  return lines;
}

function tooltip(chart: UsageChart, palette: Palette): NonNullable<EChartsOption['tooltip']> {
  return {
    trigger: 'axis',
    confine: true,
    backgroundColor: palette.paper,
    borderColor: palette.lineStrong,
    textStyle: { color: palette.ink, fontSize: 12 },
    renderMode: 'richText',
    axisPointer: { type: 'line', lineStyle: { color: palette.ink4, type: 'solid' } },
    formatter: (params) => {
      const first = Array.isArray(params) ? params[0] : params;
      return wordsOf(chart, first?.dataIndex ?? 0);
    },
  };
}

/** One day in words: the day, the line to read, and the single day's value. */
function wordsOf(chart: UsageChart, index: number): string {
  const point = chart.main[index];
  if (!point) return '';
  const raw = chart.raw[index]?.value ?? null;
  const gap = chart.gaps.find((one) => one.start <= index && index <= one.end);
  const unknown = gap ? chart.writeGap(gap) : '—';
  const still = index === chart.main.length - 1 ? (chart.unfinished ?? '') : '';
  const lines = [chart.writeDay(point.day) + still, point.value === null ? unknown : chart.write(point.value)];
  return [...lines, ...(raw === null ? [] : [chart.write(raw)])].join('\n');
}

type MarkLineItem = NonNullable<NonNullable<LineSeriesOption['markLine']>['data']>[number];
