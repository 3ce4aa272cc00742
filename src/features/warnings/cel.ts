import { type ASTNode, Environment } from '@marcbachmann/cel-js';
import { AppError } from '../../kernel/errors.ts';
import { metricById } from '../metrics/core/registry.ts';
import type { Amount, Condition } from './core/condition.ts';

/*
 * Conditions as people write them: the part of the Common Expression Language that speaks of numbers, comparisons and `&&`, `||`, `!`. A metric
 * is its id with `_` for `-`. There is no loop and no call, so every condition ends.
 */

/** The longest condition that is read. */
export const LONGEST_CONDITION = 1000;

/** Whether there is a metric of an id. */
export type IsMetric = (id: string) => boolean;
const isOurs: IsMetric = (id) => metricById(id) !== undefined;

/** What a condition is read from, and by. */
interface Source {
  readonly text: string;
  readonly isMetric: IsMetric;
}

const reader = new Environment({ unlistedVariablesAreDyn: true, limits: { maxAstNodes: 200, maxDepth: 30 } });

/**
 * Reads a condition over the metrics there are; ours where nobody says which.
 *
 * @throws AppError('invalid-input') that names the place and what is wrong there.
 */
export function conditionOf(text: string, isMetric: IsMetric = isOurs): Condition {
  if (text.length > LONGEST_CONDITION) throw unread(`A condition has at most ${LONGEST_CONDITION} characters.`);
  let ast: ASTNode;
  try {
    ast = reader.parse(text).ast;
  } catch (error) {
    // The library quotes the place on further lines.
    throw unread((error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '');
  }
  return condition(ast, { text, isMetric });
}

const COMPARISONS = ['<', '<=', '>', '>=', '==', '!='] as const;
const ARITHMETIC = ['+', '-', '*', '/', '%'] as const;
const CONNECTIVES = { '&&': 'and', '||': 'or' } as const;

function condition(node: ASTNode, source: Source): Condition {
  const comparison = COMPARISONS.find((op) => op === node.op);
  if (comparison !== undefined) return { is: comparison, of: both(node, source, amount) };
  if (node.op === '&&' || node.op === '||') return { is: CONNECTIVES[node.op], of: both(node, source, condition) };
  if (node.op === '!_') return { is: 'not', of: condition(node.args as ASTNode, source) };
  throw unread(`'${partOf(node, source)}' is not a comparison. Write one like activity_rate < 0.2.`);
}

function amount(node: ASTNode, source: Source): Amount {
  if (node.op === 'value' && (typeof node.args === 'number' || typeof node.args === 'bigint'))
    return { is: 'number', value: Number(node.args) };
  if (node.op === 'id') return { is: 'metric', id: metricNamed(String(node.args), source) };
  if (node.op === '-_') return { is: '-', of: [{ is: 'number', value: 0 }, amount(node.args as ASTNode, source)] };
  const arithmetic = ARITHMETIC.find((op) => op === node.op);
  if (arithmetic !== undefined) return { is: arithmetic, of: both(node, source, amount) };
  throw unread(`'${partOf(node, source)}' is neither a number nor a metric.`);
}

function both<T>(node: ASTNode, source: Source, read: (node: ASTNode, source: Source) => T): readonly [T, T] {
  const [left, right] = node.args as [ASTNode, ASTNode];
  return [read(left, source), read(right, source)];
}

function metricNamed(name: string, { isMetric }: Source): string {
  const id = name.replaceAll('_', '-');
  if (!isMetric(id)) throw unread(`There is no metric '${name}'.`);
  return id;
}

function partOf({ start, end }: ASTNode, { text }: Source): string {
  return text.slice(start, end).slice(0, 60);
}

function unread(message: string): AppError {
  return new AppError('invalid-input', `The condition cannot be read: ${message}`, { issues: [{ path: 'condition', message }] });
}
