import { InvariantError } from '../errors.ts';
import { known, type Maybe, unknown } from '../known.ts';

export interface NetPromoterScore {
  /** Share of promoters − share of detractors, in points: −100 to 100. */
  readonly score: number;
  /** Standard error and interval in points; Unknown(`one-outcome`) when all answers are of one kind, where the formula gives a width of 0. */
  readonly interval: Maybe<{ readonly error: number; readonly low: number; readonly high: number }>;
}

/**
 * The net promoter score with its standard error.
 *
 * @param promoters   How many would recommend, an integer ≥ 0.
 * @param passives    How many are between.
 * @param detractors  How many would not.
 * @param z           Standard normal quantile of the confidence; 1.96 (the default, to more digits) is 95 %.
 * @returns           Known score; Unknown(`insufficient-data`) for no answers.
 * @throws            InvariantError for a count that is no integer ≥ 0.
 * @source            Variance of a difference of shares of one sample: p + d − (p − d)², over n. Taking p and d as independent makes it too narrow.
 * @example           netPromoterScore(250, 675, 75).value.score // => 17.5
 */
export function netPromoterScore(promoters: number, passives: number, detractors: number, z = 1.959963984540054): Maybe<NetPromoterScore> {
  for (const count of [promoters, passives, detractors]) {
    if (!(Number.isInteger(count) && count >= 0)) throw new InvariantError(`${count} is not a number of answers.`);
  }
  const answers = promoters + passives + detractors;
  if (answers === 0) return unknown('insufficient-data');
  const [score, both] = [(100 * (promoters - detractors)) / answers, (promoters + detractors) / answers];
  const error = 100 * Math.sqrt((both - (score / 100) ** 2) / answers);
  if (Math.max(promoters, passives, detractors) === answers) return known({ score, interval: unknown('one-outcome') });
  return known({ score, interval: known({ error, low: Math.max(-100, score - z * error), high: Math.min(100, score + z * error) }) });
}
