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
  if (amount.is === 'metric') return valuesOf(columns[amount.id], from, length);
  const [left, right] = [amounts(amount.of[0], columns, from, length), amounts(amount.of[1], columns, from, length)];
  const made = ARITHMETIC[amount.is];
  for (let index = 0; index < length; index++) {
    const result = made(left[index] ?? Number.NaN, right[index] ?? Number.NaN);
    left[index] = Number.isFinite(result) ? result : Number.NaN;
  }
  return left;
}

function valuesOf(column: Column | undefined, from: number, length: number): Float64Array {
  const values = new Float64Array(length);
  const shift = column === undefined ? 0 : from - column.from;
  for (let index = 0; index < length; index++) values[index] = column?.values[index + shift] ?? Number.NaN;
  return values;
}

/** Written over the amounts of the left side: nobody else has them. */
function truths(condition: Condition, columns: Columns, from: number, length: number): Float64Array {
  if (condition.is === 'not') return truths(condition.of, columns, from, length).map((truth) => 1 - truth);
  if (isJoined(condition)) {
    const [left, right] = [truths(condition.of[0], columns, from, length), truths(condition.of[1], columns, from, length)];
    const connected = CONNECTIVES[condition.is];
    for (let index = 0; index < length; index++) left[index] = connected(left[index] ?? Number.NaN, right[index] ?? Number.NaN);
    return left;
  }
  const [left, right] = [amounts(condition.of[0], columns, from, length), amounts(condition.of[1], columns, from, length)];
  const compared = COMPARISONS[condition.is];
  for (let index = 0; index < length; index++) {
    const [value, other] = [left[index] ?? Number.NaN, right[index] ?? Number.NaN];
    left[index] = Number.isNaN(value) || Number.isNaN(other) ? Number.NaN : Number(compared(value, other));
  }
  return left;
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

const [NOT_STARTED, ENDED, NOT_COMPUTED] = [reasonCode('not-started'), reasonCode('ended'), reasonCode('not-computed')];
const INSUFFICIENT = reasonCode('insufficient-data');

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
    const truth = found[index] ?? Number.NaN;
    const reason = reasonOn(used, from + index, !Number.isNaN(truth));
    answer.reasons[index] = reason;
    if (reason === 0 || reason === PARTIAL) answer.values[index] = truth;
  }
  return answer;
}

/** That the customer is not live goes before all; why an answer is not known, the first metric says that is missing. */
function reasonOn(used: readonly (Column | undefined)[], day: number, isKnown: boolean): number {
  let [missing, partial] = [0, 0];
  for (const column of used) {
    const reason = column?.reasons[day - column.from] ?? NOT_COMPUTED;
    if (reason === NOT_STARTED || reason === ENDED) return reason;
    if (reason === PARTIAL) partial = PARTIAL;
    else if (missing === 0) missing = reason;
  }
  return isKnown ? partial : missing || INSUFFICIENT;
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
