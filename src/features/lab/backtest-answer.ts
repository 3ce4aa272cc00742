import type { Maybe } from '../../kernel/known.ts';
import type { TopShare } from '../../kernel/stats/top-share.ts';
import { dayFromNumber } from '../../kernel/time.ts';
import type { AskedBackTest, BackTestAnswer, Exclusion, Subject } from './contract-backtest.ts';
import type { Bounded } from './core/area-by-cut-off.ts';
import type { Assessment, RecalibrationReport } from './core/assess.ts';
import type { Comparison } from './core/compare.ts';
import type { LearnedModel } from './core/learned-model.ts';
import type { Gathered } from './gather.ts';

/** What a back-test found, as it goes out. */
export function answerOf(asked: AskedBackTest, gathered: Gathered, assessment: Assessment): BackTestAnswer {
  const { report, groups, segments, lead, model, comparison } = assessment;
  const { problem, windowDays } = gathered;
  const byPlace = exclusionsByPlace(gathered, report.fates);
  const cutOffs = problem.cutOffs.flatMap((cutOff, place): BackTestAnswer['cutOffs'] => {
    if (cutOff < problem.judgedFrom) return [];
    const own = report.cutOffs.find((one) => one.cutOff === cutOff);
    return [
      {
        cutOff: dayFromNumber(cutOff),
        ...{ rows: own?.rows ?? 0, outcomes: own?.outcomes ?? 0 },
        ...{ area: shownBounds(own?.area), prArea: value(own?.prArea), top: shownTop(own?.top) },
        single: own === undefined ? null : { metric: own.single.id, direction: own.single.direction, area: own.single.area },
        ...{ singleArea: shownBounds(own?.singleArea), singleTop: shownTop(own?.singleTop) },
        exclusions: counted(byPlace.get(place) ?? []),
      },
    ];
  });
  const brier = report.brier?.known ? report.brier.value : null;
  const fitted = report.calibration?.known ? report.calibration.value : null;
  return {
    ...{ subject: asked.subject, name: gathered.name, outcome: asked.outcome, windowDays, leastOutcomes: asked.leastOutcomes },
    ...{ segment: asked.segment, customers: problem.accounts, excludedEvents: gathered.excludedEvents },
    ...{ rows: report.rows, outcomes: report.outcomes, customersWithOutcome: report.customersWithOutcome },
    ...{ baseRate: report.rows === 0 ? null : report.outcomes / report.rows, skill: report.skill, addedValue: report.addedValue },
    single: cutOffs.findLast(({ single }) => single !== null)?.single ?? null,
    ...{ area: shownBounds(report.area), singleArea: shownBounds(report.singleArea), difference: shownBounds(report.difference) },
    ...{ prArea: shownBounds(report.prArea), top: shownTop(report.top), singleTop: shownTop(report.singleTop) },
    brier: brier === null ? null : { score: brier.score, reference: brier.reference },
    calibration:
      fitted === null ? null : { groups: [...fitted.groups], bias: fitted.bias, error: fitted.error, slope: value(fitted.slope) },
    recalibration: assessment.recalibration === null ? null : recalibrationOf(assessment.recalibration),
    groups: [...groups],
    lead: { outcomes: lead.outcomes, seen: lead.seen, median: value(lead.median), low: value(lead.low), high: value(lead.high) },
    segments: segments.map((one) => ({ ...one, area: shownBounds(one.area) })),
    exclusions: counted([...byPlace.values()].flat()),
    cutOffs,
    suspects: [...report.suspects],
    beside: asked.beside === undefined || comparison === null ? null : besideOf(asked.beside, gathered.beside?.name ?? null, comparison),
    card: model === null ? null : cardOf(model),
  };
}

function besideOf(subject: Subject, name: BackTestAnswer['name'], comparison: Comparison): NonNullable<BackTestAnswer['beside']> {
  const { rows, outcomes, customersWithOutcome, area, otherArea, difference, verdict } = comparison;
  const areas = { area: shownBounds(area), otherArea: shownBounds(otherArea), difference: shownBounds(difference) };
  return { subject, name, rows, outcomes, customersWithOutcome, ...areas, verdict };
}

function recalibrationOf({ cutOffs, brier, calibration }: RecalibrationReport): NonNullable<BackTestAnswer['recalibration']> {
  const before = calibration.known ? calibration.value : null;
  return {
    ...{ cutOffs, brier: brier.known ? brier.value.score : null },
    ...{ bias: before?.bias ?? null, error: before?.error ?? null, slope: value(before?.slope) },
  };
}

/** What a learned risk rests on, the largest effect first. */
function cardOf({
  features,
  from,
  to,
  rows,
  customersWithOutcome,
  penalty,
  base,
  by,
  calibration,
}: LearnedModel): NonNullable<BackTestAnswer['card']> {
  const coefficients = features.map(({ metric, perUnit, mean, deviation, unknownShare, drift }) => {
    return { metric, perUnit, perDeviation: perUnit * deviation, mean, deviation, unknownShare, drift };
  });
  return {
    ...{ from: dayFromNumber(from), to: dayFromNumber(to), rows, customersWithOutcome, penalty, base, by, calibration },
    coefficients: coefficients.sort((a, b) => Math.abs(b.perDeviation) - Math.abs(a.perDeviation)),
  };
}

/** Why customers are not judged, by place of the cut-off; only of those judged at. */
function exclusionsByPlace({ problem, leftOut }: Gathered, fates: Assessment['report']['fates']): Map<number, Exclusion[]> {
  const found = new Map<number, Exclusion[]>();
  const add = (place: number, reason: Exclusion): void => {
    if ((problem.cutOffs[place] ?? 0) < problem.judgedFrom) return;
    const own = found.get(place);
    if (own === undefined) found.set(place, [reason]);
    else own.push(reason);
  };
  for (const { place, reason } of leftOut) add(place, reason);
  for (const [row, fate] of fates.entries()) if (fate !== 'judged' && fate !== 'before') add(problem.rows.places[row] ?? 0, fate);
  return found;
}

function counted(reasons: readonly Exclusion[]): { reason: Exclusion; count: number }[] {
  const counts = new Map<Exclusion, number>();
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts].map(([reason, count]) => ({ reason, count })).sort((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1));
}

function value(one: Maybe<number> | undefined): number | null {
  return one?.known ? one.value : null;
}

function shownBounds(one: Maybe<Bounded> | undefined): { estimate: number; low: number; high: number } | null {
  return one?.known ? { estimate: one.value.estimate, low: one.value.low, high: one.value.high } : null;
}

function shownTop(one: Maybe<TopShare> | undefined): BackTestAnswer['top'] {
  if (!one?.known) return null;
  const { rows, ones, precision, baseRate, lift } = one.value;
  return { rows, outcomes: ones, precision, baseRate, lift };
}
