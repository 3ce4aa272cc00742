import type { BackTestAnswer } from '../contract-backtest.ts';

export interface AreaPoint {
  readonly cutOff: string;
  readonly x: number;
  /** Null where nothing could be judged. */
  readonly own: Mark | null;
  readonly single: Mark | null;
}

interface Mark {
  readonly y: number;
  readonly low: number;
  readonly high: number;
  readonly value: number;
}

export interface AreaChart {
  readonly width: number;
  readonly height: number;
  readonly points: readonly AreaPoint[];
  readonly ticks: readonly { readonly value: number; readonly y: number }[];
  /** Places where the months have room for their names. */
  readonly names: readonly { readonly x: number; readonly cutOff: string }[];
}

const [STEP, LEFT, RIGHT, TOP, BOTTOM, PLOT] = [44, 36, 12, 10, 24, 190];
const LEAST_WIDTH = 520;

/**
 * Where the areas of each month stand, with their intervals, from 0 to 1 or as much of it as is needed: 0.5 is always there.
 *
 * @param cutOffs  Of a report.
 * @returns        Places in pixels.
 */
export function areaChart(cutOffs: BackTestAnswer['cutOffs']): AreaChart {
  const all = cutOffs.flatMap(({ area, singleArea }) => [area?.low ?? 0.5, singleArea?.low ?? 0.5]);
  const bottom = Math.max(0, Math.floor(Math.min(0.45, ...all) * 10) / 10);
  const width = Math.max(LEAST_WIDTH, LEFT + RIGHT + STEP * cutOffs.length);
  const step = (width - LEFT - RIGHT) / Math.max(1, cutOffs.length);
  const y = (value: number): number => TOP + ((1 - value) / (1 - bottom)) * PLOT;
  const mark = (area: BackTestAnswer['area']): Mark | null =>
    area === null ? null : { y: y(area.estimate), low: y(area.low), high: y(area.high), value: area.estimate };
  const points = cutOffs.map(({ cutOff, area, singleArea }, index) => {
    return { cutOff, x: LEFT + step * (index + 0.5), own: mark(area), single: mark(singleArea) };
  });
  const every = cutOffs.length > 14 ? 3 : cutOffs.length > 8 ? 2 : 1;
  return {
    ...{ width, height: TOP + PLOT + BOTTOM, points },
    ticks: [0, 0.25, 0.5, 0.75, 1].filter((value) => value >= bottom).map((value) => ({ value, y: y(value) })),
    names: points.filter((_, index) => index % every === 0).map(({ x, cutOff }) => ({ x, cutOff })),
  };
}

/** How many months lie above the toss of a coin with their whole interval, of those judged. */
export function monthsAbove(cutOffs: BackTestAnswer['cutOffs']): { readonly above: number; readonly of: number } {
  const judged = cutOffs.flatMap(({ area }) => (area === null ? [] : [area]));
  return { above: judged.filter(({ low }) => low > 0.5).length, of: judged.length };
}

/** A share as filled tenths of ten marks: 0.327 is three whole ones and a quarter of the next. */
export function tenMarks(share: number): readonly number[] {
  return Array.from({ length: 10 }, (_, index) => Math.min(1, Math.max(0, 10 * share - index)));
}
