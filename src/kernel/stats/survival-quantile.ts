import { InvariantError } from '../errors.ts';
import { known, type Maybe, unknown } from '../known.ts';
import type { SurvivalStep } from './kaplan-meier.ts';

/**
 * After how long only a share is left; by default the median life.
 *
 * @param curve  Steps of a Kaplan–Meier curve, rising in time.
 * @param share  Share that is left, 0 < share < 1.
 * @returns      Known time in the unit of the curve: where the curve falls below the share; where it runs exactly along it, the middle of that
 *               stretch, as R's survival package does. Unknown(`not-reached`) when more are left at the end.
 * @throws       InvariantError for a share outside 0 to 1.
 * @source       R. Brookmeyer, J. Crowley, "A Confidence Interval for the Median Survival Time", Biometrics 38 (1982).
 * @example      survivalQuantile(kaplanMeier({ times: [2, 4, 6], ended: [1, 1, 1] }).value) // => { known: true, value: 4 }
 */
export function survivalQuantile(curve: readonly SurvivalStep[], share = 0.5): Maybe<number> {
  if (!(share > 0 && share < 1)) throw new InvariantError(`${share} is not a share between 0 and 1.`);
  const reached = curve.find((step) => step.share <= share + 1e-12);
  if (reached === undefined) return unknown('not-reached');
  const below = reached.share < share - 1e-12 ? reached : curve.find((step) => step.share < share - 1e-12);
  return known((reached.time + (below ?? reached).time) / 2);
}
