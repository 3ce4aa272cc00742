import { known, type Maybe, unknown } from '../known.ts';
import { checkChances, checkFlags } from './check-column.ts';

export interface Brier {
  /** Mean squared distance of chance and outcome, 0 (right and sure) to 1. */
  readonly score: number;
  /** The score of saying the base rate to everyone. */
  readonly reference: number;
  /** 1 − score ÷ reference: above 0 is better than the base rate. Unknown(`one-outcome`) when all labels are the same. */
  readonly skill: Maybe<number>;
}

/**
 * The Brier score: how far probabilities were from what came.
 *
 * @param chances  A probability a row, 0 to 1.
 * @param labels   0 or 1 a row.
 * @returns        Known score; Unknown(`insufficient-data`) for no rows.
 * @throws         InvariantError for a chance outside 0 to 1 or a label other than 0 and 1.
 * @source         G. W. Brier, Monthly Weather Review 78 (1950), in its form for two outcomes; skill score against climatology.
 * @example        brierScore([0.5, 0.5, 1], [0, 1, 1]).value.score.toFixed(4) // => '0.1667'
 */
export function brierScore(chances: ArrayLike<number>, labels: ArrayLike<number>): Maybe<Brier> {
  const rows = labels.length;
  const ones = checkFlags('labels', labels, rows);
  checkChances('chances', chances, rows);
  if (rows === 0) return unknown('insufficient-data');
  let sum = 0;
  for (let row = 0; row < rows; row++) sum += ((chances[row] ?? 0) - (labels[row] ?? 0)) ** 2;
  const [score, baseRate] = [sum / rows, ones / rows];
  const reference = baseRate * (1 - baseRate);
  return known({ score, reference, skill: reference > 0 ? known(1 - score / reference) : unknown('one-outcome') });
}
