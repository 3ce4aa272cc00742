import { type Column, emptyColumn, PARTIAL, reasonCode } from '../../../kernel/column.ts';

/** A number of a day: written down, measured, or made of others. */
export type Amount =
  | { readonly is: 'number'; readonly value: number }
  | { readonly is: 'metric'; readonly id: string }
  | { readonly is: '+' | '-' | '*' | '/' | '%'; readonly of: readonly [Amount, Amount] };

/** Something that holds on a day, does not hold, or is not known. */
export type Condition = Comparison | Joined | { readonly is: 'not'; readonly of: Condition };

interface Comparison {
  readonly is: '<' | '<=' | '>' | '>=' | '==' | '!=';
  readonly of: readonly [Amount, Amount];
}

interface Joined {
  readonly is: 'and' | 'or';
  readonly of: readonly [Condition, Condition];
}

function isJoined(condition: Comparison | Joined): condition is Joined {
  return condition.is === 'and' || condition.is === 'or';
}

type Columns = Readonly<Record<string, Column>>;

const ARITHMETIC: Readonly<Record<'+' | '-' | '*' | '/' | '%', (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => (b === 0 ? Number.NaN : a / b),
  '%': (a, b) => a % b,
};

const COMPARISONS: Readonly<Record<'<' | '<=' | '>' | '>=' | '==' | '!=', (a: number, b: number) => boolean>> = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
};

/** NaN is Unknown: what is known on one side may decide alone. */
const CONNECTIVES: Readonly<Record<'and' | 'or', (a: number, b: number) => number>> = {
  and: (a, b) => (a === 0 || b === 0 ? 0 : a * b),
  or: (a, b) => (a === 1 || b === 1 ? 1 : a + b),
};

function amounts(amount: Amount, columns: Columns, from: number, length: number): Float64Array {
  if (amount.is === 'number') return new Float64Array(length).fill(amount.value);
  if (amount.is === 'metric') {
    const column = columns[amount.id];
    return Float64Array.from({ length }, (_, index) => column?.values[from + index - column.from] ?? Number.NaN);
  }
  const [left, right] = [amounts(amount.of[0], columns, from, length), amounts(amount.of[1], columns, from, length)];
  const made = ARITHMETIC[amount.is];
  return left.map((value, index) => {
    const result = made(value, right[index] ?? Number.NaN);
    return Number.isFinite(result) ? result : Number.NaN;
  });
}

function truths(condition: Condition, columns: Columns, from: number, length: number): Float64Array {
  if (condition.is === 'not') return truths(condition.of, columns, from, length).map((truth) => 1 - truth);
  if (isJoined(condition)) {
    const [left, right] = [truths(condition.of[0], columns, from, length), truths(condition.of[1], columns, from, length)];
    const connected = CONNECTIVES[condition.is];
    return left.map((truth, index) => connected(truth, right[index] ?? Number.NaN));
  }
  const [left, right] = [amounts(condition.of[0], columns, from, length), amounts(condition.of[1], columns, from, length)];
  const compared = COMPARISONS[condition.is];
  return left.map((value, index) => {
    const other = right[index] ?? Number.NaN;
    return Number.isNaN(value) || Number.isNaN(other) ? Number.NaN : Number(compared(value, other));
  });
}

/**
 * The metrics a condition looks at.
 *
 * @param condition  The condition.
 * @returns          Metric ids, each once, in the order in which they are written.
 * @example          conditionMetrics({ is: '<', of: [{ is: 'metric', id: 'a' }, { is: 'number', value: 1 }] }) // => ['a']
 */
export function conditionMetrics(condition: Condition): readonly string[] {
  const inAmount = (amount: Amount): readonly string[] =>
    amount.is === 'number' ? [] : amount.is === 'metric' ? [amount.id] : amount.of.flatMap(inAmount);
  const inCondition = (one: Condition): readonly string[] => {
    if (one.is === 'not') return inCondition(one.of);
    return isJoined(one) ? one.of.flatMap(inCondition) : one.of.flatMap(inAmount);
  };
  return [...new Set(inCondition(condition))];
}

const [NOT_STARTED, ENDED] = [reasonCode('not-started'), reasonCode('ended')];

/**
 * Where a condition holds.
 *
 * A day that is not known of one part is decided by the others where they suffice: `false && unknown` is false. A division by zero is not known.
 *
 * @param columns    By metric id. A metric that is absent is not known.
 * @param condition  The condition.
 * @param from       Day number of the first cell.
 * @param to         Day number of the last cell, included.
 * @returns          1 where it holds, 0 where not; else Unknown with the reason of the first metric that is missing, `insufficient-data` where
 *                   all are there. Where a customer is not live it is Unknown for that reason.
 * @example          conditionColumn({ a: { from: 0, values: Float64Array.of(1, 5), reasons: new Uint8Array(2) } }, { is: '<', of: [{ is: 'metric', id: 'a' }, { is: 'number', value: 2 }] }, 0, 1).values // => Float64Array.of(1, 0)
 */
export function conditionColumn(columns: Columns, condition: Condition, from: number, to: number): Column {
  const length = Math.max(0, to - from + 1);
  const answer = emptyColumn(from, length, 'insufficient-data');
  const found = truths(condition, columns, from, length);
  const used = conditionMetrics(condition).map((id) => columns[id]);
  for (let index = 0; index < length; index++) {
    const reasons = used.map((column) => column?.reasons[from + index - column.from] ?? reasonCode('not-computed'));
    const outside = reasons.find((reason) => reason === NOT_STARTED || reason === ENDED);
    const missing = outside ?? reasons.find((reason) => reason !== 0 && reason !== PARTIAL);
    const truth = found[index] ?? Number.NaN;
    if (outside === undefined && !Number.isNaN(truth)) {
      answer.values[index] = truth;
      answer.reasons[index] = reasons.includes(PARTIAL) ? PARTIAL : 0;
    } else if (missing !== undefined) answer.reasons[index] = missing;
  }
  return answer;
}

/** A comparison of a metric with a number: what people read as the line that was crossed. */
export interface Line {
  readonly metric: string;
  readonly threshold: number;
}

/**
 * Every comparison of a condition that sets one metric against one number.
 *
 * @param condition  The condition.
 * @returns          Metrics and numbers, in the order in which they are written.
 * @example          linesOf({ is: 'not', of: { is: '>', of: [{ is: 'number', value: 2 }, { is: 'metric', id: 'a' }] } }) // => [{ metric: 'a', threshold: 2 }]
 */
export function linesOf(condition: Condition): readonly Line[] {
  if (condition.is === 'not') return linesOf(condition.of);
  if (isJoined(condition)) return condition.of.flatMap(linesOf);
  const [left, right] = condition.of;
  if (left.is === 'metric' && right.is === 'number') return [{ metric: left.id, threshold: right.value }];
  if (left.is === 'number' && right.is === 'metric') return [{ metric: right.id, threshold: left.value }];
  return [];
}
