import { InvariantError } from '../errors.ts';
import type { Sbg } from './sbg-fit.ts';

/**
 * Which share of those still here renews, by how old they are. It rises with age, because those likely to leave have left.
 *
 * @param model    α and β of a shifted-beta-geometric, > 0.
 * @param renewal  The first renewal is 1, the second 2, and so on.
 * @returns        The retention rate r(t) = (β + t − 1) ÷ (α + β + t − 1), 0 to 1.
 * @throws         InvariantError for α or β not above 0, or a renewal below 1.
 * @source         P. S. Fader, B. G. S. Hardie, "How to Project Customer Retention" (2007), equation 8.
 * @example        sbgRetention({ alpha: 1, beta: 3 }, 1) // => 0.75
 */
export function sbgRetention(model: Sbg, renewal: number): number {
  checkSbg(model);
  if (!(Number.isInteger(renewal) && renewal >= 1)) throw new InvariantError(`${renewal} is not the number of a renewal.`);
  return (model.beta + renewal - 1) / (model.alpha + model.beta + renewal - 1);
}

/**
 * Which share of a cohort is still here after some renewals.
 *
 * @param model     α and β of a shifted-beta-geometric, > 0.
 * @param renewals  How many renewals lie behind them, ≥ 0.
 * @returns         The share S(t), 0 to 1: the product of the retention rates.
 * @throws          InvariantError for α or β not above 0, or a negative or broken number of renewals.
 * @source          P. S. Fader, B. G. S. Hardie, "How to Project Customer Retention" (2007), equation 6.
 * @example         sbgSurvival({ alpha: 1, beta: 1 }, 3) // => 0.25
 */
export function sbgSurvival(model: Sbg, renewals: number): number {
  checkSbg(model);
  if (!(Number.isInteger(renewals) && renewals >= 0)) throw new InvariantError(`${renewals} is not a number of renewals.`);
  let share = 1;
  for (let renewal = 1; renewal <= renewals; renewal++) share *= sbgRetention(model, renewal);
  return share;
}

/**
 * Refuses α or β that make no distribution.
 *
 * @param model  α and β.
 * @returns      Nothing.
 * @throws       InvariantError when one is not a finite number above 0.
 * @example      checkSbg({ alpha: 1, beta: 1 }) // => undefined
 */
export function checkSbg({ alpha, beta }: Sbg): void {
  if (!(alpha > 0 && beta > 0 && Number.isFinite(alpha + beta))) throw new InvariantError(`α = ${alpha} and β = ${beta} are not above 0.`);
}
