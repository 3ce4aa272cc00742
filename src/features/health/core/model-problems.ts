import type { Cap, HealthModel, ModelMeasure } from './model.ts';
import { scoringProblem } from './scoring.ts';

/** What is wrong with a model: where, and why. */
export interface ModelProblem {
  readonly path: string;
  readonly message: string;
}

/** The metric without which no model may judge (HLT-01). */
export const ACTIVITY = 'activity-rate';

/**
 * Everything that keeps a model from being used.
 *
 * @param model    A model somebody wrote.
 * @param metrics  The metric ids there are.
 * @returns        Empty when it may be used.
 * @example        modelProblems({ id: 'm', version: 1, name: { 'zh-CN': '', 'en-US': '' }, measures: [], caps: [], requires: [], requiredCoverage: 1, bands: { healthy: 75, watch: 50 } }, new Set()).map(({ path }) => path) // => ['measures']
 */
export function modelProblems(model: HealthModel, metrics: ReadonlySet<string>): readonly ModelProblem[] {
  if (!model.measures.some(({ weight }) => weight > 0))
    return [{ path: 'measures', message: 'At least one measure must have a weight above 0.' }];
  return [
    ...model.measures.flatMap((measure, index) => measureProblems(measure, index, model, metrics)),
    ...model.caps.flatMap((cap, index) => capProblems(cap, index, metrics)),
    ...wholeProblems(model),
  ];
}

function measureProblems(measure: ModelMeasure, index: number, model: HealthModel, metrics: ReadonlySet<string>): ModelProblem[] {
  const { id, weight, metric, scoring, expectedBy } = measure;
  const scored = scoringProblem(scoring);
  return found(`measures.${index}`, [
    ['id', model.measures.findIndex((other) => other.id === id) !== index, `There are two measures '${id}'.`],
    ['weight', !(weight >= 0 && Number.isFinite(weight)), 'A weight must be 0 or more.'],
    ['metric', !metrics.has(metric), `There is no metric '${metric}'.`],
    ['expectedBy', expectedBy !== undefined && !metrics.has(expectedBy), `There is no metric '${expectedBy ?? ''}'.`],
    ['scoring', scored !== null, scored ?? ''],
  ]);
}

function capProblems({ metric, points, below }: Cap, index: number, metrics: ReadonlySet<string>): ModelProblem[] {
  return found(`caps.${index}`, [
    ['metric', !metrics.has(metric), `There is no metric '${metric}'.`],
    ['points', !(points >= 0 && points <= 100), 'A cap must lie between 0 and 100 points.'],
    ['below', !Number.isFinite(below), 'The limit must be a number.'],
  ]);
}

function wholeProblems({ measures, requires, requiredCoverage, bands }: HealthModel): ModelProblem[] {
  const rests = measures.some(({ id, metric, weight }) => weight > 0 && metric === ACTIVITY && requires.includes(id));
  const unknown = requires.find((required) => !measures.some(({ id }) => id === required));
  const rising = bands.watch > 0 && bands.healthy > bands.watch && bands.healthy <= 100;
  return found('', [
    ['requires', !rests, 'A model must rest on activity: without it there is no health (HLT-01).'],
    ['requires', unknown !== undefined, `There is no measure '${unknown ?? ''}'.`],
    ['requiredCoverage', !(requiredCoverage > 0 && requiredCoverage <= 1), 'The coverage must be above 0 and at most 1.'],
    ['bands', !rising, 'Bands must rise: 0 < watch < healthy ≤ 100.'],
  ]);
}

function found(path: string, checks: readonly (readonly [field: string, wrong: boolean, message: string])[]): ModelProblem[] {
  return checks.flatMap(([field, wrong, message]) => (wrong ? [{ path: path === '' ? field : `${path}.${field}`, message }] : []));
}
