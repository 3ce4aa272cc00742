import { InvariantError } from '../errors.ts';
import type { Sbg } from './sbg-fit.ts';
import { checkSbg } from './sbg-retention.ts';

/**
 * Discounted expected lifetime (DEL) of a new customer, in periods: what one unit of money a period is worth today.
 *
 * Convention: paid at the start of each period. The first payment, at once, counts in full; the payment after the t-th renewal is discounted t times.
 *
 * @param model     α and β of a shifted-beta-geometric, > 0.
 * @param discount  Discount rate of one period, > 0: 0.1 is 10 %. A monthly rate is (1 + yearly) ** (1 / 12) − 1.
 * @returns         Periods, ≥ 1: the sum of S(t) ÷ (1 + discount)^t over t = 0, 1, 2 …
 * @throws          InvariantError for α or β not above 0, or a discount that is not above 0 (without one the sum may not end).
 * @source          P. S. Fader, B. G. S. Hardie, "Customer-Base Valuation in a Contractual Setting", Marketing Science 29 (2010): ₂F₁(1, β; α + β; 1 ÷ (1 + d)).
 * @example         sbgLifetime({ alpha: 0.7041, beta: 1.182 }, 0.1).toFixed(3) // => '3.695'
 */
export function sbgLifetime(model: Sbg, discount: number): number {
  checkSbg(model);
  return discountedSum(model.alpha, model.beta, discount);
}

/**
 * Discounted expected residual lifetime (DERL) of a customer whose next renewal is due now, in periods.
 *
 * Convention: the customer stands just before its n-th renewal and has not renewed yet. That renewal's payment counts in full if it comes, the one
 * after it is discounted once. Just after a renewal was paid, the worth of what follows is this figure for the next renewal ÷ (1 + discount).
 *
 * @param model     α and β of a shifted-beta-geometric, > 0.
 * @param renewal   The number n of the renewal that is due: 1 for a customer in its first period.
 * @param discount  Discount rate of one period, > 0.
 * @returns         Periods, ≥ 0: the sum of S(t) ÷ S(n − 1) ÷ (1 + discount)^(t − n) over t = n, n + 1 …
 * @throws          InvariantError for α or β not above 0, a renewal below 1, or a discount that is not above 0.
 * @source          P. S. Fader, B. G. S. Hardie (2010), equation 6: (β + n − 1) ÷ (α + β + n − 1) × ₂F₁(1, β + n; α + β + n; 1 ÷ (1 + d)).
 * @example         sbgResidualLifetime({ alpha: 0.7041, beta: 1.182 }, 1, 0.1).toFixed(3) // => '2.964'
 */
export function sbgResidualLifetime(model: Sbg, renewal: number, discount: number): number {
  checkSbg(model);
  if (!(Number.isInteger(renewal) && renewal >= 1)) throw new InvariantError(`${renewal} is not the number of a renewal.`);
  const { alpha, beta } = model;
  return ((beta + renewal - 1) / (alpha + beta + renewal - 1)) * discountedSum(alpha, beta + renewal, discount);
}

/** ₂F₁(1, beta; alpha + beta; 1 ÷ (1 + discount)): each term is the one before × a retention rate, discounted once more. */
function discountedSum(alpha: number, beta: number, discount: number): number {
  if (!(discount > 0 && Number.isFinite(discount))) throw new InvariantError(`A discount rate of ${discount} is not above 0.`);
  let [sum, term] = [1, 1];
  // The rest is at most a geometric series of the discount alone.
  for (let age = 0; term > 1e-15 * sum * discount; age++) {
    term *= (beta + age) / (alpha + beta + age) / (1 + discount);
    sum += term;
  }
  return sum;
}
