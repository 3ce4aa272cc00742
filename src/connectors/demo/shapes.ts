/** How the use of an invented customer goes over time. */
export const SHAPES = ['steady', 'growing', 'drifting', 'fading', 'collapsed', 'recovering', 'silent', 'new', 'barely'] as const;
export type Shape = (typeof SHAPES)[number];

/** The words of the customer page. */
export const SHAPE_WORDS: Readonly<Record<Shape, string>> = {
  steady: '平稳',
  growing: '增长',
  drifting: '缓降',
  fading: '下滑',
  collapsed: '骤降',
  recovering: '恢复',
  silent: '断传',
  new: '新客户',
  barely: '未用起来',
};

/** What makes two customers of one shape differ. */
export interface ShapeDetail {
  /** The level use starts from, or returns to: a share of the users. */
  readonly level: number;
  /** Days before the anchor on which it changes; for a new customer, on which it begins. */
  readonly turn: number;
}

/** The shape takes this many days to fall to its low. */
const FALL_DAYS = 7;

/**
 * The share of an invented customer's users that log in on a working day.
 *
 * @param shape   The shape.
 * @param detail  What makes this customer differ from others of its shape.
 * @param day     Days after the anchor; negative before it.
 * @returns       A fraction, 0 to 1. A silent customer is used on, but nothing arrives any more.
 */
export function shareOfUsers(shape: Shape, { level, turn }: ShapeDetail, day: number): number {
  const since = day + turn;
  switch (shape) {
    case 'steady':
    case 'silent':
      return level;
    case 'growing':
      return level * between(0.55, 1.15, (day + 180) / 180);
    case 'drifting':
      return level * between(1.05, 0.55, since / turn);
    case 'fading':
      return level * between(1.05, 0.4, since / turn);
    case 'barely':
      return level * 0.15;
    case 'collapsed':
      return level * between(1, 0.16, since / FALL_DAYS);
    case 'recovering':
      return since < 45 ? level * between(1, 0.2, since / FALL_DAYS) : level * between(0.2, 0.95, (since - 45) / 14);
    case 'new':
      return since < 0 ? 0 : level * between(0.5, 1, since / 15);
  }
}

/** From one value to another as `progress` goes from 0 to 1, and no further. */
function between(from: number, to: number, progress: number): number {
  return from + (to - from) * Math.min(1, Math.max(0, progress));
}
