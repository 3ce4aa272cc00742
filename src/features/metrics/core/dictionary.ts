import type { MetricDefinition, RecordedMetric } from './definition.ts';
import type { OwnMetric } from './own-metric.ts';
import { SILENCE_LIMITS } from './usage-columns.ts';

export const METRIC_GROUPS = ['usage', 'depth', 'contract', 'service', 'relation', 'voice', 'said', 'own'] as const;
export type MetricGroup = (typeof METRIC_GROUPS)[number];
/** Where values come from: events of the product, records of customers, both, people, or other metrics. */
export const METRIC_SOURCES = ['events', 'records', 'both', 'people', 'metrics'] as const;
export const AGGREGATIONS = ['count', 'users', 'sum', 'mean', 'days', 'last', 'since', 'ratio', 'difference', 'state', 'said'] as const;

/** What a dictionary says of a metric besides its words. */
export interface DictionaryEntry {
  readonly group: MetricGroup;
  readonly source: (typeof METRIC_SOURCES)[number];
  readonly aggregation: (typeof AGGREGATIONS)[number];
  readonly basis: 'civil-days' | 'working-days';
  readonly direction: OwnMetric['direction'];
  readonly freshnessDays: number | null;
}

const GROUP_OF_RECORDS: Readonly<Record<RecordedMetric['records'], MetricGroup>> = {
  lines: 'contract',
  issues: 'service',
  touches: 'relation',
  contacts: 'relation',
  commitments: 'relation',
  answers: 'voice',
};

/** Found from several things: what they are about. */
const GROUP_WORDS: readonly (readonly [RegExp, MetricGroup])[] = [
  [/seat|activation|renewal|live|contract|term|line|arr/, 'contract'],
  [/issue|silent|silence/, 'service'],
  [/decider|touch|cold|contact|promise|approach/, 'relation'],
  [/nps|csat|survey|answer/, 'voice'],
];

/** Of which less is better. */
const LESS = /issues-(open|escalated)|oldest|without|since|avoided|overdue|late|idle|silent|silence|cold|detractor|-left-|promise|delay/;
/** Of which neither is: facts of a contract, and shares of one way of using. */
const NEITHER = /renewal|raised|expected|wanted|pc-|app-|full-seats|grown-past|age|registered|days-live/;
const BY_WORKING_DAYS = /activity|working-days|dau-change|silence-change|fall/;

/**
 * What the dictionary says of a metric besides its words: found from what the metric is, so that it never contradicts it.
 *
 * @param metric  A metric of the workspace.
 * @returns       Its group, source, aggregation, basis, direction and freshness limit.
 * @example       entryOf({ id: 'dau', kind: 'stored', column: 'dau', unit: 'users', windowDays: 1, label: { 'zh-CN': '', 'en-US': '' }, definition: { 'zh-CN': '', 'en-US': '' }, requirement: 'ACT-01' }).aggregation // => 'users'
 */
export function entryOf(metric: MetricDefinition): DictionaryEntry {
  const source = sourceOf(metric);
  const silent = metric.kind === 'own' ? metric.inputs.length > 0 : source === 'events' || source === 'both';
  return {
    ...{ group: groupOf(metric), source, aggregation: aggregationOf(metric) },
    basis: BY_WORKING_DAYS.test(metric.id) && metric.kind !== 'said' ? 'working-days' : 'civil-days',
    direction: metric.kind === 'own' ? metric.own.direction : directionOf(metric.id),
    freshnessDays: silent ? SILENCE_LIMITS.freshnessDays : null,
  };
}

function groupOf(metric: MetricDefinition): MetricGroup {
  switch (metric.kind) {
    case 'own':
      return 'own';
    case 'said':
      return 'said';
    case 'recorded':
      return GROUP_OF_RECORDS[metric.records];
    case 'stored':
    case 'derived':
      return 'usage';
    case 'use':
      if (metric.of === 'modules' || metric.of === 'depth') return 'depth';
      return GROUP_WORDS.find(([words]) => words.test(metric.id))?.[1] ?? 'usage';
  }
}

function sourceOf(metric: MetricDefinition): DictionaryEntry['source'] {
  switch (metric.kind) {
    case 'own':
      return metric.own.formula.kind === 'events' || metric.own.formula.kind === 'records' ? metric.own.formula.kind : 'metrics';
    case 'said':
      return 'people';
    case 'recorded':
      return 'records';
    case 'stored':
    case 'derived':
      return 'events';
    case 'use':
      if (metric.of === 'records') return metric.inputs.length > 0 ? 'both' : 'records';
      return metric.of === 'depth' ? 'events' : 'both';
  }
}

function aggregationOf(metric: MetricDefinition): DictionaryEntry['aggregation'] {
  if (metric.kind === 'said') return 'said';
  if (metric.kind === 'own') {
    const { formula } = metric.own;
    return formula.kind === 'events' || formula.kind === 'records' ? formula.aggregate : formula.kind;
  }
  const byUnit = AGGREGATION_OF[metric.unit];
  if (byUnit !== undefined) return byUnit;
  const byName = AGGREGATION_WORDS.find(([words]) => words.test(metric.id))?.[1];
  if (byName !== undefined) return byName;
  if (metric.windowDays === 1 && metric.kind !== 'stored') return 'state';
  return metric.unit === 'days' ? 'days' : 'count';
}

const AGGREGATION_OF: Readonly<Partial<Record<MetricDefinition['unit'], DictionaryEntry['aggregation']>>> = {
  ratio: 'ratio',
  users: 'users',
  minutes: 'mean',
};
const AGGREGATION_WORDS: readonly (readonly [RegExp, DictionaryEntry['aggregation']])[] = [
  [/since|without/, 'since'],
  [/^last-/, 'last'],
  [/-points$|-expected$/, 'state'],
];

function directionOf(id: string): OwnMetric['direction'] {
  if (LESS.test(id)) return 'down';
  return NEITHER.test(id) ? 'none' : 'up';
}
