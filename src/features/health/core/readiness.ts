import type { UnknownReason } from '../../../kernel/known.ts';

/** What makes a value known that is not. Each has words and a link in the page 评分就绪. */
export const FIXES = [
  'map-logins',
  'map-modules',
  'map-depth',
  'send-events',
  'restart-source',
  'import-users',
  'record-modules',
  'record-issues',
  'record-touches',
  'record-answers',
  'record-contacts',
  'record-lines',
  'say-integration',
  'say-value',
  'await-days',
  'await-calendar',
  'mend-model',
] as const;
export type Fix = (typeof FIXES)[number];

const RECORDED: Readonly<Record<string, Fix>> = {
  'core-module-share': 'record-modules',
  'module-share': 'record-modules',
  'issues-open-oldest': 'record-issues',
  'issues-open': 'record-issues',
  'issues-escalated': 'record-issues',
  'issues-raised-30': 'record-issues',
  'days-since-issue': 'record-issues',
  'touches-90': 'record-touches',
  'days-since-touch': 'record-touches',
  'days-since-decider-touch': 'record-touches',
  'approaches-avoided-60': 'record-touches',
  'last-nps': 'record-answers',
  'last-nps-detractor': 'record-answers',
  'last-csat': 'record-answers',
  'decision-makers': 'record-contacts',
  'decision-makers-left-90': 'record-contacts',
  arr: 'record-lines',
  seats: 'record-lines',
  'days-to-renewal': 'record-lines',
  'integration-expected': 'say-integration',
  'integration-points': 'say-integration',
};
const DEEP = ['record-events-30', 'process-runs-30', 'process-users-30', 'integration-days-30', 'integration-calls', 'extension-users-30'];

/**
 * What would make a missing value known.
 *
 * @param metric  Id of the metric.
 * @param reason  Why it is not known.
 * @param exists  Whether there is such a metric at all: a model may name one that has gone.
 * @returns       The fix.
 * @source        Issue 5: every 数据不足 lists what is missing, with a link that fixes it.
 * @example       fixFor('activity-rate', 'not-mapped', true) // => 'map-logins'
 */
export function fixFor(metric: string, reason: UnknownReason, exists: boolean): Fix {
  if (!exists) return 'mend-model';
  switch (reason) {
    case 'not-mapped':
      if (metric.includes('module')) return 'map-modules';
      if (metric === 'integration-points') return 'say-integration';
      return DEEP.includes(metric) ? 'map-depth' : 'map-logins';
    case 'source-silent':
      return 'restart-source';
    case 'no-registered-users':
      return 'import-users';
    case 'too-few-days':
    case 'no-active-users':
      return 'await-days';
    case 'calendar-unpublished':
      return 'await-calendar';
    case 'not-measured':
      return RECORDED[metric] ?? 'say-value';
    case 'not-computed':
    case 'insufficient-data':
    case 'not-started':
    case 'ended':
    // No metric is Unknown for these: they are answers of estimates over many customers.
    case 'one-outcome':
    case 'no-estimate':
    case 'not-reached':
      return 'send-events';
  }
}

/** A customer without a score, as far as it matters here. */
export interface Unscored {
  readonly account: string;
  /** Weight of what is expected, and the share of it that must be known. */
  readonly expected: number;
  readonly requiredCoverage: number;
  readonly known: number;
  readonly missing: readonly { readonly measure: string; readonly weight: number; readonly required: boolean; readonly fix: Fix }[];
}

export interface RankedFix {
  readonly fix: Fix;
  /** Customers without a score that lack it. */
  readonly affects: number;
  /** Of them: those who have a score when nothing else is done. */
  readonly unlocks: number;
  /** Customers who have a score when it is done after all before it in the list. */
  readonly unlockedSoFar: number;
  readonly measures: readonly string[];
  /** Some of those who lack it. */
  readonly accounts: readonly string[];
}

/** Named at most for each fix. */
const EXAMPLES = 5;

/**
 * Fixes in the order in which they bring most scores.
 *
 * @param unscored  Customers without a score.
 * @returns         Each fix that somebody lacks, the one that unlocks most after those before it first; then the one that more lack.
 * @source          Issue 5: fixes ranked by customers unlocked.
 * @example         rankFixes([{ account: 'a', expected: 1, requiredCoverage: 0.6, known: 0, missing: [{ measure: 'm', weight: 1, required: true, fix: 'map-logins' }] }]).map(({ fix, unlocks }) => [fix, unlocks]) // => [['map-logins', 1]]
 */
export function rankFixes(unscored: readonly Unscored[]): readonly RankedFix[] {
  const left = new Set(unscored.flatMap(({ missing }) => missing.map(({ fix }) => fix)));
  const done = new Set<Fix>();
  const ranked: RankedFix[] = [];
  while (left.size > 0) {
    const candidates = [...left].map((fix) => ({
      fix,
      soFar: scoredWith(unscored, new Set([...done, fix])),
      affects: lacking(unscored, fix).length,
    }));
    candidates.sort((a, b) => b.soFar - a.soFar || b.affects - a.affects || FIXES.indexOf(a.fix) - FIXES.indexOf(b.fix));
    const [best] = candidates;
    if (best === undefined) break;
    left.delete(best.fix);
    done.add(best.fix);
    const own = lacking(unscored, best.fix);
    ranked.push({
      fix: best.fix,
      affects: best.affects,
      unlocks: scoredWith(unscored, new Set([best.fix])),
      unlockedSoFar: best.soFar,
      measures: [...new Set(own.flatMap(({ missing }) => missing.flatMap(({ measure, fix }) => (fix === best.fix ? [measure] : []))))],
      accounts: own.slice(0, EXAMPLES).map(({ account }) => account),
    });
  }
  return ranked;
}

function lacking(unscored: readonly Unscored[], wanted: Fix): readonly Unscored[] {
  return unscored.filter(({ missing }) => missing.some(({ fix }) => fix === wanted));
}

function scoredWith(unscored: readonly Unscored[], done: ReadonlySet<Fix>): number {
  return unscored.filter(({ expected, requiredCoverage, known, missing }) => {
    const gained = missing.reduce((sum, { weight, fix }) => sum + (done.has(fix) ? weight : 0), 0);
    const hasRequired = missing.every(({ required, fix }) => !required || done.has(fix));
    return hasRequired && expected > 0 && (known + gained) / expected >= requiredCoverage - 1e-9;
  }).length;
}
