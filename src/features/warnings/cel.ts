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

const reader = new Environment({ unlistedVariablesAreDyn: true, limits: { maxAstNodes: 200, maxDepth: 30 } });

/**
 * Reads a condition.
 *
 * @throws AppError('invalid-input') that names the place and what is wrong there.
 */
export function conditionOf(text: string): Condition {
  if (text.length > LONGEST_CONDITION) throw unread(`A condition has at most ${LONGEST_CONDITION} characters.`);
  let ast: ASTNode;
  try {
    ast = reader.parse(text).ast;
  } catch (error) {
    // The library quotes the place on further lines.
    throw unread((error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '');
  }
  return condition(ast, text);
}

const COMPARISONS = ['<', '<=', '>', '>=', '==', '!='] as const;
const ARITHMETIC = ['+', '-', '*', '/', '%'] as const;
const CONNECTIVES = { '&&': 'and', '||': 'or' } as const;

function condition(node: ASTNode, text: string): Condition {
  const comparison = COMPARISONS.find((op) => op === node.op);
  if (comparison !== undefined) return { is: comparison, of: both(node, text, amount) };
  if (node.op === '&&' || node.op === '||') return { is: CONNECTIVES[node.op], of: both(node, text, condition) };
  if (node.op === '!_') return { is: 'not', of: condition(node.args as ASTNode, text) };
  throw unread(`'${partOf(node, text)}' is not a comparison. Write one like activity_rate < 0.2.`);
}

function amount(node: ASTNode, text: string): Amount {
  if (node.op === 'value' && (typeof node.args === 'number' || typeof node.args === 'bigint'))
    return { is: 'number', value: Number(node.args) };
  if (node.op === 'id') return { is: 'metric', id: metricNamed(String(node.args)) };
  if (node.op === '-_') return { is: '-', of: [{ is: 'number', value: 0 }, amount(node.args as ASTNode, text)] };
  const arithmetic = ARITHMETIC.find((op) => op === node.op);
  if (arithmetic !== undefined) return { is: arithmetic, of: both(node, text, amount) };
  throw unread(`'${partOf(node, text)}' is neither a number nor a metric.`);
}

function both<T>(node: ASTNode, text: string, read: (node: ASTNode, text: string) => T): readonly [T, T] {
  const [left, right] = node.args as [ASTNode, ASTNode];
  return [read(left, text), read(right, text)];
}

function metricNamed(name: string): string {
  const id = name.replaceAll('_', '-');
  if (metricById(id) === undefined) throw unread(`There is no metric '${name}'.`);
  return id;
}

function partOf({ start, end }: ASTNode, text: string): string {
  return text.slice(start, end).slice(0, 60);
}

function unread(message: string): AppError {
  return new AppError('invalid-input', `The condition cannot be read: ${message}`, { issues: [{ path: 'condition', message }] });
}
