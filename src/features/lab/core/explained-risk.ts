import { type RiskModel, riskNow } from './learned-model.ts';

/** What one metric of a customer does to its learned risk. */
export interface RiskPart {
  readonly metric: string;
  readonly value: number;
  /** The mean of those it learned from. */
  readonly usual: number;
  /** What it adds to the log-odds. */
  readonly logOdds: number;
}

/** A learned risk taken apart: `base` and the parts add up to `total`. */
export interface ExplainedRisk {
  readonly chance: number;
  readonly base: number;
  readonly total: number;
  /** The largest effect first. */
  readonly parts: readonly RiskPart[];
  /** Metrics that are not known of the customer: they add nothing. */
  readonly unknown: readonly string[];
}

/**
 * What a learned risk says of a customer, through which metrics, and of which metrics nothing is known.
 *
 * @param model   The model.
 * @param values  By metric; absent or NaN where it is not known.
 * @returns       The probability and its parts in log-odds.
 * @source        As `riskNow`.
 * @example       explainedRisk({ base: -1, features: [{ metric: 'dau', perUnit: -0.5, mean: 2 }, { metric: 'wau', perUnit: 1, mean: 0 }] }, { dau: 4 }).unknown // => ['wau']
 */
export function explainedRisk(model: RiskModel, values: Readonly<Record<string, number>>): ExplainedRisk {
  const { base, parts, total, chance } = riskNow(model, values);
  const isKnown = (metric: string): boolean => !Number.isNaN(values[metric] ?? Number.NaN);
  const found = model.features.flatMap(({ metric, mean }, place) =>
    isKnown(metric) ? [{ metric, value: values[metric] ?? 0, usual: mean, logOdds: parts[place] ?? 0 }] : [],
  );
  return {
    ...{ chance, base, total },
    parts: found.sort((a, b) => Math.abs(b.logOdds) - Math.abs(a.logOdds)),
    unknown: model.features.flatMap(({ metric }) => (isKnown(metric) ? [] : [metric])),
  };
}
