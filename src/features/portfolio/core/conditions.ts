import type { CustomField, CustomType } from '../../../kernel/custom-field.ts';
import { isDay } from '../../../kernel/time.ts';
import { CUSTOM, FIELDS, type Field, type FieldName, type FieldType, OPS_OF, type Op } from './fields.ts';

export type Value = string | number | boolean;

/** One thing that is asked of a customer. All that are given must hold. */
export interface Condition {
  readonly field: string;
  readonly op: Op;
  readonly values: readonly Value[];
}

/** A field by which rows are sorted; what is not known comes last either way. */
export interface Sort {
  readonly field: string;
  readonly down: boolean;
}

/** Days that a comparison may reach: a hundred years. */
const MOST_DAYS = 36_500;

const TYPE_OF: Readonly<Record<CustomType, FieldType>> = { text: 'text', number: 'number', day: 'day', flag: 'flag', choice: 'choice' };

/**
 * The field of a name: one that every card carries, or one that the workspace added.
 *
 * @param name    As `tier` or `custom.size`.
 * @param custom  The fields that the workspace has, none of them archived.
 * @returns       The field; null where there is none of that name (any more).
 * @example       fieldOf('tier', [])?.type // => 'choice'
 * @example       fieldOf('custom.gone', []) // => null
 */
export function fieldOf(name: string, custom: readonly CustomField[]): Field | null {
  if (!name.startsWith(CUSTOM)) return Object.hasOwn(FIELDS, name) ? FIELDS[name as FieldName] : null;
  const own = custom.find(({ key }) => key === name.slice(CUSTOM.length));
  if (own === undefined) return null;
  return own.type === 'choice' ? { type: 'choice', choices: own.choices } : { type: TYPE_OF[own.type] };
}

/** Why a condition cannot be asked. */
export type Problem = 'no-such-field' | 'does-not-suit' | 'no-value' | 'wrong-value';

/**
 * Why a condition cannot be asked.
 *
 * @param condition  Field, comparison and values.
 * @param custom     The fields that the workspace has.
 * @returns          Null where it can.
 * @example          problemOf({ field: 'tier', op: 'in', values: ['STRATEGIC'] }, []) // => null
 * @example          problemOf({ field: 'tier', op: 'least', values: [3] }, []) // => 'does-not-suit'
 * @example          problemOf({ field: 'custom.gone', op: 'known', values: [] }, []) // => 'no-such-field'
 * @example          problemOf({ field: 'arr', op: 'least', values: ['much'] }, []) // => 'wrong-value'
 */
export function problemOf({ field: name, op, values }: Condition, custom: readonly CustomField[]): Problem | null {
  const field = fieldOf(name, custom);
  if (field === null) return 'no-such-field';
  if (!OPS_OF[field.type].includes(op)) return 'does-not-suit';
  if (op === 'known' || op === 'unknown') return null;
  if (values.length === 0) return 'no-value';
  if (op !== 'in' && op !== 'out' && values.length > 1) return 'wrong-value';
  return values.every((value) => fits(value, op, field)) ? null : 'wrong-value';
}

function fits(value: Value, op: Op, { type, choices }: Field): boolean {
  switch (op) {
    case 'is':
      return typeof value === 'boolean';
    case 'least':
    case 'most':
      return typeof value === 'number' && Number.isFinite(value);
    case 'ahead':
    case 'ago':
    case 'older':
      return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= MOST_DAYS;
    case 'from':
    case 'to':
      return typeof value === 'string' && isDay(value);
    default:
      if (typeof value !== 'string' || value === '') return false;
      // Words of a field of the workspace's own may have changed since; a closed list has not.
      return type !== 'choice' || choices === undefined || op === 'out' || choices.includes(value);
  }
}

/**
 * Sorts conditions and sorting of a view apart into what can still be asked and what cannot.
 *
 * @param view    What was saved.
 * @param custom  The fields that the workspace has now.
 * @returns       The view without what has vanished, and the conditions that were left out.
 * @example       usable({ where: [{ field: 'custom.gone', op: 'known', values: [] }], sort: [{ field: 'custom.gone', down: true }], columns: ['name', 'custom.gone'] }, []) // => { view: { where: [], sort: [], columns: ['name'] }, leftOut: [{ field: 'custom.gone', op: 'known', values: [] }] }
 */
export function usable<
  V extends { readonly where: readonly Condition[]; readonly sort: readonly Sort[]; readonly columns: readonly string[] },
>(view: V, custom: readonly CustomField[]): { readonly view: V; readonly leftOut: readonly Condition[] } {
  const leftOut = view.where.filter((condition) => problemOf(condition, custom) !== null);
  return {
    view: {
      ...view,
      where: view.where.filter((condition) => !leftOut.includes(condition)),
      sort: view.sort.filter(({ field }) => fieldOf(field, custom) !== null),
      columns: view.columns.filter((field) => field === 'spark' || fieldOf(field, custom) !== null),
    },
    leftOut,
  };
}
