import { type Column, emptyColumn, PARTIAL, reasonCode } from '../../../kernel/column.ts';
import type { MetricDefinition, OwnDefinition, Text } from './definition.ts';
import { type PickedFacts, pickedColumn, silenceDays } from './own-columns.ts';
import { type EventFormula, isPair, type OwnMetric, type PairFormula, type RecordFormula } from './own-metric.ts';
import { quotient } from './quotient.ts';
import { liveColumn } from './record-columns.ts';
import { evaluateMetrics, storedNeeds } from './registry.ts';

/**
 * The metrics of a workspace: ours, and its own, ready to be evaluated.
 *
 * @param builtIn  Our metrics.
 * @param own      Its own, in any order. One that rests on what is gone, or on itself, stays in the list and is Unknown(`not-measured`).
 * @returns        All of them, ours first.
 * @example        workspaceMetrics([], [{ id: 'own-a', label: { 'zh-CN': '甲', 'en-US': 'A' }, unit: 'count', direction: 'up', formula: { kind: 'events', name: 'order', aggregate: 'count', windowDays: 7 } }])[0].lookbackDays // => 6
 */
export function workspaceMetrics(builtIn: readonly MetricDefinition[], own: readonly OwnMetric[]): readonly MetricDefinition[] {
  const ready = new Map<string, MetricDefinition>(builtIn.map((metric) => [metric.id, metric]));
  const making = new Set<string>();
  const find = (id: string): MetricDefinition | null => {
    const found = ready.get(id);
    if (found !== undefined) return found;
    const wanted = own.find((metric) => metric.id === id);
    if (wanted === undefined || making.has(id)) return null;
    making.add(id);
    const made = isPair(wanted.formula) ? pairOf(wanted, wanted.formula, find) : pickedOf(wanted, wanted.formula);
    making.delete(id);
    ready.set(id, made);
    return made;
  };
  for (const { id } of own) find(id);
  return [...ready.values()];
}

/**
 * Metrics and all they are made of: so that what those need is read.
 *
 * @param metrics  Definitions.
 * @returns        Themselves, and the parts of ratios and differences, each once.
 * @example        withParts([]) // => []
 */
export function withParts(metrics: readonly MetricDefinition[]): readonly MetricDefinition[] {
  return [...new Set(metrics.flatMap((metric) => (metric.kind === 'own' ? [metric, ...metric.parts] : [metric])))];
}

function described(own: OwnMetric, windowDays: number, definition: Text) {
  const { id, label, unit } = own;
  const words = { 'zh-CN': label['zh-CN'] || label['en-US'], 'en-US': label['en-US'] || label['zh-CN'] };
  return { id, kind: 'own' as const, own, label: words, unit, windowDays, definition, requirement: 'ACT-07' };
}

function pickedOf(own: OwnMetric, formula: EventFormula | RecordFormula): OwnDefinition {
  const ofEvents = formula.kind === 'events';
  return {
    ...described(own, formula.windowDays, pickedWords(formula)),
    parts: [],
    inputs: ofEvents ? ['dau'] : [],
    lookbackDays: ofEvents ? silenceDays(formula) - 1 : 0,
    evaluate: (stored, facts, _settings, from, to) => {
      const picked: PickedFacts | undefined = facts?.picked?.[own.id];
      if (facts === null || picked === undefined) return emptyColumn(from, Math.max(0, to - from + 1), 'not-computed');
      const daily = ofEvents ? (stored.dau ?? emptyColumn(from, 0, 'not-computed')) : null;
      return pickedColumn(formula, picked, daily, facts.live, from, to);
    },
  };
}

function pairOf(own: OwnMetric, formula: PairFormula, find: (id: string) => MetricDefinition | null): OwnDefinition {
  const sides = [find(formula.left), find(formula.right)] as const;
  const [left, right] = sides;
  if (left === null || right === null)
    return {
      ...described(own, 1, pairWords(formula, formula.left, formula.right)),
      ...{ parts: [], inputs: [], lookbackDays: 0 },
      evaluate: (_stored, facts, _settings, from, to) =>
        facts === null ? emptyColumn(from, Math.max(0, to - from + 1), 'not-measured') : liveColumn(facts.live, from, to, 'not-measured'),
    };
  const { columns, lookbackDays } = storedNeeds([left, right]);
  const [a, b] = [left.label, right.label];
  return {
    ...described(own, Math.max(left.windowDays, right.windowDays), {
      'zh-CN': pairWords(formula, a['zh-CN'], b['zh-CN'])['zh-CN'],
      'en-US': pairWords(formula, a['en-US'], b['en-US'])['en-US'],
    }),
    parts: withParts([left, right]),
    inputs: columns,
    lookbackDays,
    evaluate: (stored, facts, settings, from, to) => {
      const found = evaluateMetrics([left, right], stored, facts, settings, from, to);
      const nothing = emptyColumn(from, 0, 'not-computed');
      const [x, y] = [found[left.id] ?? nothing, found[right.id] ?? nothing];
      return formula.kind === 'ratio' ? quotient(x, y, 'not-measured', from, to) : difference(x, y, from, to);
    },
  };
}

/**
 * One number less another, for each day.
 *
 * @param left   Covers `from` to `to`.
 * @param right  Covers `from` to `to`.
 * @param from   Day number of the first cell.
 * @param to     Day number of the last cell, included.
 * @returns      The differences. Unknown with the reason of the left, then of the right; partial where one is.
 * @example      difference({ from: 0, values: Float64Array.of(5), reasons: Uint8Array.of(0) }, { from: 0, values: Float64Array.of(3), reasons: Uint8Array.of(0) }, 0, 0).values // => Float64Array.of(2)
 */
export function difference(left: Column, right: Column, from: number, to: number): Column {
  const result = emptyColumn(from, Math.max(0, to - from + 1), 'not-computed');
  const unknown = (reason: number): boolean => reason !== 0 && reason !== PARTIAL;
  const missing = reasonCode('not-computed');
  for (let index = 0; index < result.values.length; index++) {
    const day = from + index;
    const [a, b] = [left.reasons[day - left.from] ?? missing, right.reasons[day - right.from] ?? missing];
    result.reasons[index] = unknown(a) ? a : unknown(b) ? b : Math.max(a, b);
    if (!unknown(a) && !unknown(b))
      result.values[index] = (left.values[day - left.from] ?? Number.NaN) - (right.values[day - right.from] ?? Number.NaN);
  }
  return result;
}

const AGGREGATE_WORDS: Readonly<Record<EventFormula['aggregate'], Text>> = {
  count: { 'zh-CN': '次数', 'en-US': 'how often' },
  users: { 'zh-CN': '不同使用者人数', 'en-US': 'distinct users' },
  sum: { 'zh-CN': '合计', 'en-US': 'sum' },
  mean: { 'zh-CN': '平均', 'en-US': 'mean' },
  days: { 'zh-CN': '有发生的天数', 'en-US': 'days with any' },
  last: { 'zh-CN': '最近一次的值', 'en-US': 'last value' },
  since: { 'zh-CN': '距最近一次的天数', 'en-US': 'days since the last' },
};

/** What a metric counts, in words that are made from its formula and so never contradict it. */
function pickedWords(formula: EventFormula | RecordFormula): Text {
  const { aggregate, windowDays, number } = formula;
  const parts =
    formula.kind === 'events'
      ? [
          formula.name,
          formula.eventKind,
          formula.module,
          formula.client,
          formula.property && `${formula.property.name} = ${formula.property.value}`,
        ]
      : [formula.record, formula.where && `${formula.where.field} = ${formula.where.value}`];
  const picked = parts.filter((part) => part !== undefined && part !== '').join(' · ');
  const of = number === undefined || number === '' ? '' : ` ${number}`;
  const what = AGGREGATE_WORDS[aggregate];
  const zh = aggregate === 'since' ? '' : `近 ${windowDays} 天`;
  const en = aggregate === 'since' ? '' : ` in ${windowDays} days`;
  return {
    'zh-CN': `${zh}「${picked}」${of ? `的${of} ` : '的'}${what['zh-CN']}。`,
    'en-US': `${what['en-US'][0]?.toUpperCase()}${what['en-US'].slice(1)}${of ? ` of${of}` : ''}, "${picked}"${en}.`,
  };
}

function pairWords({ kind }: PairFormula, left: string, right: string): Text {
  const sign = kind === 'ratio' ? '÷' : '−';
  return { 'zh-CN': `${left} ${sign} ${right}。`, 'en-US': `${left} ${sign} ${right}.` };
}
