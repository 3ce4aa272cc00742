import { type Column, cell } from '../../../kernel/column.ts';
import { known, type Maybe, unknown } from '../../../kernel/known.ts';
import { lineFor } from '../../metrics/core/alarm-line.ts';

/** A sign that a customer may leave: points while the value of a metric stands on the wrong side. */
export interface RiskSign {
  readonly id: string;
  readonly points: number;
  readonly metric: string;
  /** Fires below this value, or from it on; one of the two. */
  readonly below?: number;
  readonly from?: number;
}

/** The signs of MON-09. The points of the first three are in the requirement, the others are defaults of ours; all are settings. */
export const RISK_SIGNS: readonly RiskSign[] = [
  { id: 'low-activity', points: 30, metric: 'activity-rate', below: 0.2 },
  { id: 'decision-maker-left', points: 25, metric: 'decision-makers-left-90', from: 1 },
  { id: 'records-only', points: 15, metric: 'health-level', below: 2 },
  { id: 'cold-relation', points: 15, metric: 'days-since-touch', from: 60 },
  { id: 'silent', points: 10, metric: 'days-since-issue', from: 60 },
  { id: 'broken-promises', points: 10, metric: 'commitments-overdue', from: 1 },
  { id: 'unhappy', points: 15, metric: 'last-nps-detractor', from: 1 },
];

export type RiskBand = 'low' | 'middle' | 'high';

/** Lowest points of a band (MON-09). */
export const RISK_BANDS = { middle: 30, high: 60 } as const;

export interface Risk {
  /** 0 to 100; Unknown(`insufficient-data`) when no sign is known at all. */
  readonly points: Maybe<number>;
  readonly band: RiskBand | null;
  /** The signs that fire, the heaviest first, with the value they saw. */
  readonly reasons: readonly { readonly sign: string; readonly points: number; readonly value: number }[];
  /** Signs of which nothing is known: what the risk does not see. */
  readonly blind: readonly string[];
}

/**
 * The risk of a customer by transparent points: never a number without its reasons.
 *
 * @param signs   Signs with their points.
 * @param values  Value of each metric; absent is not known.
 * @returns       The points, at most 100, with band, reasons and what is not seen. What is not known adds nothing, and is named.
 * @source        MON-09.
 * @example       riskOf(RISK_SIGNS, { 'health-level': known(1), 'activity-rate': known(0.15), 'decision-makers-left-90': known(1) }).points // => known(70)
 */
export function riskOf(signs: readonly RiskSign[], values: Readonly<Record<string, Maybe<number>>>): Risk {
  const seen = signs.map((sign) => ({ sign, value: values[sign.metric] ?? unknown('not-measured') }));
  const reasons = seen
    .flatMap(({ sign, value }) =>
      value.known && fires(sign, value.value) ? [{ sign: sign.id, points: sign.points, value: value.value }] : [],
    )
    .sort((a, b) => b.points - a.points || (a.sign < b.sign ? -1 : 1));
  const blind = seen.filter(({ value }) => !value.known).map(({ sign }) => sign.id);
  if (blind.length === signs.length) return { points: unknown('insufficient-data'), band: null, reasons, blind };
  const points = Math.min(
    100,
    reasons.reduce((sum, reason) => sum + reason.points, 0),
  );
  return { points: known(points), band: riskBand(points), reasons, blind };
}

/**
 * The risk of a customer on a day, by the signs of MON-09.
 *
 * @param columns  By metric id, the level among them; an absent one is not known.
 * @param day      Day number.
 * @returns        As `riskOf`.
 * @source         MON-09.
 * @example        riskFrom({ 'activity-rate': { from: 0, values: Float64Array.of(0.1), reasons: Uint8Array.of(0) } }, 0).points // => known(30)
 */
export function riskFrom(columns: Readonly<Record<string, Column>>, day: number): Risk {
  const seen = RISK_SIGNS.flatMap(({ metric }) => {
    const column = columns[metric];
    return column === undefined ? [] : [[metric, cell(column, day)] as const];
  });
  const signs = RISK_SIGNS.map((sign) =>
    sign.below === undefined ? sign : { ...sign, below: lineFor(sign.metric, sign.below, columns, day) },
  );
  return riskOf(signs, Object.fromEntries(seen));
}

function fires({ below, from }: RiskSign, value: number): boolean {
  return (below !== undefined && value < below) || (from !== undefined && value >= from);
}

/**
 * The band of risk points.
 *
 * @param points  0 to 100.
 * @returns       `low` below 30, `middle` to 59, `high` from 60.
 * @source        MON-09.
 * @example       riskBand(59) // => 'middle'
 */
export function riskBand(points: number): RiskBand {
  if (points >= RISK_BANDS.high) return 'high';
  return points >= RISK_BANDS.middle ? 'middle' : 'low';
}
