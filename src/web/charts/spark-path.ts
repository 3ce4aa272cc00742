/** Geometry of a row spark: pure numbers, drawn by `ui/Spark.tsx`. */
export interface SparkPath {
  /** SVG path of the line; it breaks where a value is Unknown. */
  readonly line: string;
  /** Hatched rectangles over Unknown days, `[x, width]`. */
  readonly gaps: readonly (readonly [number, number])[];
  /** Height of the threshold, or null when it is out of view. */
  readonly threshold: number | null;
  /** Where the line ends: the last Known day. */
  readonly end: readonly [number, number] | null;
}

/** How much a row's window shows at least, in the metric's unit: slopes of rows compare only when all windows are alike. */
const LEAST_RATIO_SPAN = 0.32;

/**
 * Draws a line of days into a small box.
 *
 * @param values     Oldest first, null where Unknown.
 * @param threshold  Line to compare with, in the unit of the values; null for none.
 * @param box        Width and height in pixels.
 * @returns          Path, gaps, threshold and end point in pixels.
 */
export function sparkPath(
  values: readonly (number | null)[],
  threshold: number | null,
  box: { readonly width: number; readonly height: number },
): SparkPath {
  const [low, high] = sparkWindow(values, threshold);
  const step = values.length > 1 ? (box.width - 6) / (values.length - 1) : 0;
  const x = (index: number): number => round(2 + index * step);
  const y = (value: number): number => round(box.height - 2 - ((value - low) / (high - low)) * (box.height - 4));
  let line = '';
  let pen = false;
  let end: readonly [number, number] | null = null;
  values.forEach((value, index) => {
    if (value === null) {
      pen = false;
      return;
    }
    line += `${pen ? 'L' : 'M'}${x(index)} ${y(value)}`;
    pen = true;
    end = [x(index), y(value)];
  });
  const inView = threshold !== null && threshold >= low && threshold <= high;
  return { line, gaps: sparkGaps(values, step, box.width), threshold: inView ? y(threshold) : null, end };
}

/**
 * The values a spark shows: the data, widened to the least span.
 *
 * @param values     Oldest first, null where Unknown.
 * @param threshold  Drawn when near; null for none.
 * @returns          Lowest and highest value of the window, never equal.
 */
export function sparkWindow(values: readonly (number | null)[], threshold: number | null): readonly [number, number] {
  const seen = values.filter((value) => value !== null);
  if (seen.length === 0) return [0, LEAST_RATIO_SPAN];
  let low = Math.min(...seen);
  let high = Math.max(...seen);
  const span = high <= 1.5 ? LEAST_RATIO_SPAN : Math.max(high * 0.4, 4);
  if (threshold !== null && threshold > low - span && threshold < high + span) {
    low = Math.min(low, threshold);
    high = Math.max(high, threshold);
  }
  if (high - low < span) {
    const middle = (low + high) / 2;
    low = Math.max(0, middle - span / 2);
    high = low + span;
  }
  return [low, high];
}

function sparkGaps(values: readonly (number | null)[], step: number, width: number): (readonly [number, number])[] {
  const gaps: [number, number][] = [];
  let start = -1;
  for (let index = 0; index <= values.length; index += 1) {
    const missing = index < values.length && values[index] === null;
    if (missing && start < 0) start = index;
    if (!missing && start >= 0) {
      const from = Math.max(0, 2 + (start - 0.5) * step);
      const to = Math.min(width, index === values.length ? width : 2 + (index - 0.5) * step);
      gaps.push([round(from), round(to - from)]);
      start = -1;
    }
  }
  return gaps;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
