import type { MetricUnit } from '../../metrics/core/definition.ts';
import type { Cap, HealthModel, ModelMeasure } from './model.ts';
import { MEASURES } from './registry.ts';
import { type Scoring, type ScoringProblem, scoringProblem } from './scoring.ts';
import { askedBy } from './segments.ts';

/** What can be wrong with a model; `{value}` is what was written. Pages have words for each code. */
const MESSAGES = {
  'no-weight': 'At least one measure must have a weight above 0.',
  'same-id': "There are two measures '{value}'.",
  weight: 'A weight must be 0 or more.',
  'no-metric': "There is no metric '{value}'.",
  itself: 'A health cannot be made of itself.',
  'no-measure': "There is no measure '{value}'.",
  finite: 'Every number of a scoring must be finite.',
  'full-zero': 'The value that earns all points must be above 0.',
  'same-ends': 'No points and all points must stand at different values.',
  'log-ends': 'The median and the good value must be above 0 and differ.',
  'no-steps': 'There must be at least one step.',
  'step-points': 'Points must lie between 0 and 100.',
  'steps-fall': 'Steps must rise from one to the next.',
  'share-in-percent': 'This metric is a share: write {value} as a fraction, 0.6 for 60 %.',
  'not-a-flag': 'This metric is 0 or 1; {value} is neither.',
  'cap-points': 'A cap must lie between 0 and 100 points.',
  'cap-limit': 'The limit must be a number.',
  'no-activity': 'A model must rest on activity: without it there is no health (HLT-01).',
  coverage: 'The coverage must be above 0 and at most 1.',
  bands: 'Bands must rise: 0 < watch < healthy ≤ 100.',
  level: 'A threshold of a level must be a number above 0; days at most 30, activity a fraction below 1.',
  'no-segment': 'Say which customers it applies to.',
  'no-segment-here': 'The built-in model is for all customers for whom there is no other.',
} as const;
export type ProblemCode = keyof typeof MESSAGES;

/** What is wrong with a model: where, and why. */
export interface ModelProblem {
  readonly path: string;
  readonly code: ProblemCode;
  /** What was written, where that says more than the place. */
  readonly value: string;
  readonly message: string;
}

/**
 * A problem with its message.
 *
 * @param path   Where: `measures.0.weight`.
 * @param code   What.
 * @param value  What was written; empty where that says nothing.
 * @returns      The problem.
 * @example      problemAt('caps.0.metric', 'no-metric', 'gone').message // => "There is no metric 'gone'."
 */
export function problemAt(path: string, code: ProblemCode, value: string | number = ''): ModelProblem {
  return { path, code, value: String(value), message: MESSAGES[code].replace('{value}', String(value)) };
}

/** The metric without which no model may judge (HLT-01). */
export const ACTIVITY = 'activity-rate';

/** What the health says, as a metric for a full model: it rests on activity too. */
export const USAGE_METRIC = 'usage-health';

/** A share of more than this is meant in per cent: no share of ours is so large. */
const LARGEST_SHARE = 5;

type Metrics = ReadonlyMap<string, MetricUnit>;

/**
 * Everything that keeps a model from being used.
 *
 * @param model    A model somebody wrote.
 * @param metrics  The metrics there are, each with its unit.
 * @returns        Empty when it may be used.
 * @example        modelProblems({ id: 'm', version: 1, name: { 'zh-CN': '', 'en-US': '' }, measures: [], caps: [], requires: [], requiredCoverage: 1, bands: { healthy: 75, watch: 50 } }, new Map()).map(({ path }) => path) // => ['measures']
 */
export function modelProblems(model: HealthModel, metrics: Metrics): readonly ModelProblem[] {
  if (!model.measures.some(({ weight }) => weight > 0)) return [problemAt('measures', 'no-weight')];
  return [
    ...model.measures.flatMap((measure, index) => measureProblems(measure, index, model, metrics)),
    ...model.caps.flatMap((cap, index) => capProblems(cap, index, metrics)),
    ...wholeProblems(model),
  ];
}

type Check = readonly [field: string, wrong: boolean, code: ProblemCode, value?: string | number | undefined];

function measureProblems(measure: ModelMeasure, index: number, model: HealthModel, metrics: Metrics): ModelProblem[] {
  const { id, weight, metric, scoring, expectedBy, fullBy } = measure;
  const circular = model.purpose === undefined && metric === USAGE_METRIC;
  const scored = scoring.kind === 'file' ? fileProblem(scoring.measure) : scoringWords(scoring, metrics.get(metric));
  const gone = (one: string | undefined): boolean => one !== undefined && !metrics.has(one);
  return [
    ...found(`measures.${index}`, [
      ['id', model.measures.findIndex((other) => other.id === id) !== index, 'same-id', id],
      ['weight', !(weight >= 0 && Number.isFinite(weight)), 'weight'],
      ['metric', !circular && gone(metric), 'no-metric', metric],
      ['metric', circular, 'itself'],
      ['fullBy', gone(fullBy), 'no-metric', fullBy],
      ['expectedBy', gone(expectedBy), 'no-metric', expectedBy],
    ]),
    ...(scored === null ? [] : [problemAt(`measures.${index}.scoring`, scored.code, scored.value)]),
  ];
}

interface Found {
  readonly code: ProblemCode;
  readonly value: string | number;
}

function fileProblem(measure: string): Found | null {
  return MEASURES.some(({ meta }) => meta.id === measure) ? null : { code: 'no-measure', value: measure };
}

/** What is wrong with a scoring by itself, or because its values cannot be meant in the unit of its metric: 60 where a share is written 0.6. */
function scoringWords(scoring: Scoring, unit: MetricUnit | undefined): Found | null {
  const code: ScoringProblem | null = scoringProblem(scoring);
  if (code !== null) return { code, value: '' };
  const values =
    scoring.kind === 'steps'
      ? scoring.steps.map(({ from }) => from)
      : Object.values(scoring).filter((value): value is number => typeof value === 'number');
  return unitProblem(values, unit);
}

function unitProblem(values: readonly number[], unit: MetricUnit | undefined): Found | null {
  if (unit !== 'ratio' && unit !== 'flag') return null;
  const wrong = values.find((value) => Math.abs(value) > (unit === 'flag' ? 1 : LARGEST_SHARE));
  return wrong === undefined ? null : { code: unit === 'flag' ? 'not-a-flag' : 'share-in-percent', value: wrong };
}

function capProblems({ metric, points, below }: Cap, index: number, metrics: Metrics): ModelProblem[] {
  const unit = unitProblem([below], metrics.get(metric));
  return [
    ...found(`caps.${index}`, [
      ['metric', !metrics.has(metric), 'no-metric', metric],
      ['points', !(points >= 0 && points <= 100), 'cap-points'],
      ['below', !Number.isFinite(below), 'cap-limit'],
    ]),
    ...(unit === null ? [] : [problemAt(`caps.${index}.below`, unit.code, unit.value)]),
  ];
}

function wholeProblems({ measures, requires, requiredCoverage, bands, purpose, segment, levels = {} }: HealthModel): ModelProblem[] {
  const base = purpose === 'full' ? [ACTIVITY, USAGE_METRIC] : [ACTIVITY];
  const rests = measures.some(({ id, metric, weight }) => weight > 0 && base.includes(metric) && requires.includes(id));
  const unknown = requires.find((required) => !measures.some(({ id }) => id === required));
  const rising = bands.watch > 0 && bands.healthy > bands.watch && bands.healthy <= 100;
  const { activity = 0.5, integrationDays = 1, ...counts } = levels;
  const reachable = [activity, integrationDays, ...Object.values(counts)].every((limit) => limit > 0 && Number.isFinite(limit));
  return found('', [
    ['levels', !reachable || activity >= 1 || integrationDays > 30, 'level'],
    ['requires', !rests, 'no-activity'],
    ['requires', unknown !== undefined, 'no-measure', unknown],
    ['requiredCoverage', !(requiredCoverage > 0 && requiredCoverage <= 1), 'coverage'],
    ['bands', !rising, 'bands'],
    ['segment', segment !== undefined && askedBy(segment) === 0, 'no-segment'],
  ]);
}

function found(path: string, checks: readonly Check[]): ModelProblem[] {
  return checks.flatMap(([field, wrong, code, value]) => (wrong ? [problemAt(path === '' ? field : `${path}.${field}`, code, value)] : []));
}
