import { InvariantError } from '../../../kernel/errors.ts';

/** 口径: how revenue is counted. Companies differ in each of these, so a figure without them says nothing. */
export interface Definition {
  /** 层级: what counts as one that stays or goes. */
  readonly level: (typeof LEVELS)[number];
  /** 口径基础: the difference between two month ends, or the entries of the ledger between them. */
  readonly basis: (typeof BASES)[number];
  /** 续约率分母: all who were there at the start of the window, or what was due in it. */
  readonly rate: (typeof RATES)[number];
  /** Over how many months rates look back. */
  readonly window: (typeof WINDOWS)[number];
  readonly trials: 'excluded' | 'included';
  /** Who comes back within so many days never left. Month ends and due ends look at it; in the ledger its own tolerance decides. */
  readonly graceDays: number;
  /** The currency of the figures; null: the base currency of the workspace. */
  readonly currency: string | null;
  /** Other currencies: revalued at each month end, with what that changes as a movement of its own; or at the rate of the day they came in. */
  readonly conversion: (typeof CONVERSIONS)[number];
}

export const LEVELS = ['account', 'contract', 'line'] as const;
export const BASES = ['snapshot', 'movements'] as const;
export const RATES = ['cohort', 'due'] as const;
export const WINDOWS = [1, 3, 12] as const;
export const CONVERSIONS = ['month-end', 'booked'] as const;

/** The definitions that are there before anybody makes one, by id. */
export const BUILT_IN: Readonly<Record<string, Definition>> = {
  standard: {
    level: 'account',
    basis: 'snapshot',
    rate: 'cohort',
    window: 12,
    trials: 'excluded',
    graceDays: 0,
    currency: null,
    conversion: 'month-end',
  },
  ledger: {
    level: 'account',
    basis: 'movements',
    rate: 'cohort',
    window: 12,
    trials: 'excluded',
    graceDays: 0,
    currency: null,
    conversion: 'month-end',
  },
  lines: {
    level: 'line',
    basis: 'snapshot',
    rate: 'cohort',
    window: 12,
    trials: 'excluded',
    graceDays: 0,
    currency: null,
    conversion: 'month-end',
  },
  due: {
    level: 'account',
    basis: 'snapshot',
    rate: 'due',
    window: 12,
    trials: 'excluded',
    graceDays: 30,
    currency: null,
    conversion: 'month-end',
  },
};

/**
 * A text by which a definition is told from every other: equal ones are equal texts.
 *
 * @param definition  The definition.
 * @returns           Its parts in one order.
 * @example           definitionKey(BUILT_IN.standard) // => 'account snapshot cohort 12 excluded 0 - month-end'
 */
export function definitionKey(definition: Definition): string {
  const { level, basis, rate, window, trials, graceDays, currency, conversion } = definition;
  return [level, basis, rate, window, trials, graceDays, currency ?? '-', conversion].join(' ');
}

/**
 * The definition that one of the built-in ones is.
 *
 * @param id  Its id.
 * @returns   The definition.
 * @throws    InvariantError when there is none of that id.
 * @example   builtIn('due').graceDays // => 30
 */
export function builtIn(id: string): Definition {
  const found = Object.hasOwn(BUILT_IN, id) ? BUILT_IN[id] : undefined;
  if (found === undefined) throw new InvariantError(`There is no definition '${id}'.`);
  return found;
}
