import { known, type Maybe, unknown } from '../../../kernel/known.ts';

/** The parts of the usage health score, in the order of the formula. */
export const PART_IDS = ['activity', 'core-modules', 'module-breadth', 'integration'] as const;
export type PartId = (typeof PART_IDS)[number];

/** Changes with the formula or its weights, and is kept with every snapshot. The two settings are kept beside it. */
export const MODEL_VERSION = 'usage-health-1';

/** Weights of HLT-02; they add up to 1. */
export const PART_WEIGHTS: Readonly<Record<PartId, number>> = {
  activity: 0.4,
  'core-modules': 0.25,
  'module-breadth': 0.15,
  integration: 0.2,
};

/** HLT-01: activity below the alarm level of MON-05 caps the score. */
export const CAP = { belowActivity: 0.2, points: 39 } as const;

/** Lowest rounded score of each band (HLT-02). */
export const BAND_FROM = { healthy: 75, watch: 50 } as const;
export type Band = 'healthy' | 'watch' | 'danger' | 'insufficient-data';

export interface HealthSettings {
  /** Activity that earns all points, a fraction (default 0.6). */
  readonly expectedActivity: number;
  /** Share of the weight that must be Known for a score (default 0.6, settled 6). */
  readonly requiredCoverage: number;
}

export const DEFAULT_SETTINGS: HealthSettings = { expectedActivity: 0.6, requiredCoverage: 0.6 };

export interface UsageHealth {
  /** Points, not rounded. Unknown(`insufficient-data`) below the required coverage, and always without activity. */
  readonly score: Maybe<number>;
  readonly band: Band;
  /** Known weight ÷ weight of all expected parts. */
  readonly coverage: number;
  /** True when low activity held the score down. */
  readonly capped: boolean;
  /** Weights add up to 1 over the expected parts. */
  readonly parts: readonly { readonly id: PartId; readonly weight: number; readonly score: Maybe<number> }[];
  readonly missing: readonly PartId[];
}

/**
 * The usage health score: H = 0.40·activity + 0.25·core modules + 0.15·breadth + 0.20·integration, over the Known parts.
 *
 * @param scores            Points 0 to 100 of each part; `null` for a part that is not expected of this customer (no integration agreed).
 * @param activity          The activity itself, a fraction, for the cap.
 * @param requiredCoverage  Share of the weight that must be Known, 0 to 1.
 * @returns                 The score with its parts, coverage and what is missing. Unknown(`insufficient-data`) when too little is Known
 *                          or the activity is not.
 * @source                  HLT-01, HLT-02, settled 5 and 6.
 * @example                 usageHealth({ activity: known(75), 'core-modules': known(75), 'module-breadth': known(60), integration: null }, known(0.45), 0.6).score // => known(72.1875)
 */
export function usageHealth(
  scores: Readonly<Record<PartId, Maybe<number> | null>>,
  activity: Maybe<number>,
  requiredCoverage: number,
): UsageHealth {
  const expected = PART_IDS.flatMap((id) => {
    const score = scores[id];
    return score === null ? [] : [{ id, score }];
  });
  const total = expected.reduce((sum, { id }) => sum + PART_WEIGHTS[id], 0);
  const parts = expected.map(({ id, score }) => ({ id, weight: PART_WEIGHTS[id] / total, score }));
  let [weight, points] = [0, 0];
  for (const { id, score } of parts) {
    if (!score.known) continue;
    weight += PART_WEIGHTS[id];
    points += PART_WEIGHTS[id] * score.value;
  }
  const coverage = weight / total;
  const missing = parts.filter(({ score }) => !score.known).map(({ id }) => id);
  // The tolerance is for the last bit of adding the weights, not for the meaning.
  const enough = activity.known && scores.activity?.known === true && coverage >= requiredCoverage - 1e-9;
  if (!enough) return { score: unknown('insufficient-data'), band: 'insufficient-data', coverage, capped: false, parts, missing };
  const capped = activity.value < CAP.belowActivity && points / weight > CAP.points;
  const score = capped ? CAP.points : points / weight;
  return { score: known(score), band: bandOf(score), coverage, capped, parts, missing };
}

/**
 * The band of a score, judged on the rounded points that people see.
 *
 * @param score  Points, 0 to 100.
 * @returns      `healthy` from 75, `watch` from 50, else `danger`.
 * @source       HLT-02.
 * @example      bandOf(74.5) // => 'healthy'
 */
export function bandOf(score: number): Exclude<Band, 'insufficient-data'> {
  const rounded = Math.round(score);
  if (rounded >= BAND_FROM.healthy) return 'healthy';
  return rounded >= BAND_FROM.watch ? 'watch' : 'danger';
}

/**
 * The points of an integration: 0 without one, 60 for a live one, up to 100 as its calls reach what is expected.
 *
 * @param live           Whether an integration is live.
 * @param callsPerDay    Calls a day, ≥ 0.
 * @param expectedCalls  Expected calls a day, above 0.
 * @returns              Points, 0 to 100.
 * @source               HLT-02, part I.
 * @example              integrationPoints(true, 900, 1000) // => 96
 */
export function integrationPoints(live: boolean, callsPerDay: number, expectedCalls: number): number {
  return live ? 60 + Math.min(1, callsPerDay / expectedCalls) * 40 : 0;
}
