import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { SentInputOf } from '../../../contract/operation.ts';
import { isDay } from '../../../kernel/time.ts';
import { CELLS, type months } from '../contract.ts';
import { BASES, CONVERSIONS, LEVELS, RATES, WINDOWS } from '../core/definition.ts';

export const RANGES = ['12', '24', 'all'] as const;
export type Range = (typeof RANGES)[number];

/** By what is counted: as an operation takes it. */
export type By = Omit<SentInputOf<typeof months>, 'from' | 'to'>;
export type Cell = (typeof CELLS)[number];

/** What the address says. */
export interface RevenueSearch {
  readonly by: By;
  readonly range: Range;
  /** Amounts a month instead of a year. */
  readonly monthly: boolean;
  /** The cell that is open. */
  readonly open: { readonly month: string; readonly cell: Cell } | null;
}

type Search = Readonly<Record<string, unknown>>;

/** What the address says; what it says wrongly counts as not said. */
export function revenueSearch(search: Search): RevenueSearch {
  const oneOf = <T extends string | number>(value: unknown, choices: readonly T[]): T | undefined =>
    choices.find((one) => String(one) === String(value));
  const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
  const dayIn = (value: unknown) => (typeof value === 'string' && isDay(value) ? value : undefined);
  const currency = text(search.currency);
  const by = {
    definition: text(search.definition),
    level: oneOf(search.level, LEVELS),
    basis: oneOf(search.basis, BASES),
    rate: oneOf(search.rate, RATES),
    window: oneOf(search.window, WINDOWS),
    trials: oneOf(search.trials, ['excluded', 'included'] as const),
    graceDays: /^\d{1,3}$/.test(String(search.graceDays ?? '')) ? Number(search.graceDays) : undefined,
    currency: currency !== undefined && /^[A-Z]{3}$/.test(currency) ? currency : undefined,
    conversion: oneOf(search.conversion, CONVERSIONS),
    asOf: dayIn(search.asOf),
    recordedBy: dayIn(search.recordedBy),
  };
  const [month = '', cellName] = String(search.cell ?? '').split('.');
  const cell = oneOf(cellName, CELLS);
  return {
    by: Object.fromEntries(Object.entries(by).filter(([, value]) => value !== undefined)) as By,
    range: oneOf(search.range, RANGES) ?? '12',
    monthly: search.per === 'month',
    open: cell !== undefined && /^\d{4}-\d{2}$/.test(month) ? { month, cell } : null,
  };
}

/** What the address says, and how to say otherwise; undefined takes a part out of it. */
export function useRevenueSearch(): [RevenueSearch, (change: Readonly<Record<string, string | number | undefined>>) => void] {
  const search: Search = useSearch({ strict: false });
  const navigate = useNavigate();
  const key = JSON.stringify(search);
  // biome-ignore lint/correctness/useExhaustiveDependencies: equal texts are equal addresses
  const found = useMemo(() => revenueSearch(search), [key]);
  return [
    found,
    (change) => {
      const next = Object.fromEntries(Object.entries({ ...search, ...change }).filter(([, value]) => value !== undefined));
      void navigate({ to: '.', search: next, replace: true });
    },
  ];
}
