import { known, type Maybe, unknown } from '../known.ts';
import type { SurvivalStep } from './kaplan-meier.ts';

/**
 * The share still here after a time.
 *
 * @param curve  Steps of a Kaplan–Meier curve, rising in time.
 * @param time   In the unit of the curve, ≥ 0.
 * @returns      Known share, 0 to 1; Unknown(`not-reached`) after the last time anybody was followed, unless all had ended by then.
 * @example      survivalAt(kaplanMeier({ times: [1, 2, 4], ended: [1, 1, 0] }).value, 1.5) // => { known: true, value: 2 / 3 }
 */
export function survivalAt(curve: readonly SurvivalStep[], time: number): Maybe<number> {
  const last = curve.at(-1);
  if (last === undefined || (time > last.time && last.share > 0)) return unknown('not-reached');
  return known(curve.findLast((step) => step.time <= time)?.share ?? 1);
}
