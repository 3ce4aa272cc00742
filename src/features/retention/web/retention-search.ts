import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { SentInputOf } from '../../../contract/operation.ts';
import { isDay } from '../../../kernel/time.ts';
import { type Report, type report, TRAITS } from '../contract.ts';
import { BENCHMARKS } from '../core/benchmarks.ts';
import { COHORTS, MEASURES } from '../core/cohort-table.ts';

export const VIEWS = ['survival', 'cohorts', 'projection', 'value'] as const;
export type View = (typeof VIEWS)[number];
export const OUTCOMES = ['ended', 'dormant:30', 'dormant:60', 'dormant:90', 'dormant:180'] as const;
export const PERIODS = [1, 3, 12] as const;

/** What the report is asked, as the operation takes it. */
export type Asked = SentInputOf<typeof report>;

/** What the address says. */
export interface RetentionSearch {
  readonly asked: Asked;
  readonly view: View;
  /** Id of a reference value that is drawn. */
  readonly line: string | null;
}

export type Change = (change: Readonly<Record<string, string | number | undefined>>) => void;

/** What every view of the page gets. */
export interface ViewProps {
  readonly found: Report;
  readonly search: RetentionSearch;
  readonly change: Change;
}

/** Whether gone means silent, not ended. */
export function isDormant({ asked }: RetentionSearch): boolean {
  return asked.outcome?.startsWith('dormant') === true;
}

type Search = Readonly<Record<string, unknown>>;

/** What the address says; what it says wrongly counts as not said. */
export function retentionSearch(search: Search): RetentionSearch {
  const oneOf = <T extends string | number>(value: unknown, choices: readonly T[]): T | undefined =>
    choices.find((one) => String(one) === String(value));
  const dayIn = (value: unknown) => (typeof value === 'string' && isDay(value) ? value : undefined);
  const fittedTo = Number(search.fittedTo);
  const asked = {
    outcome: /^(ended|dormant:([7-9]|[1-9]\d|[1-6]\d\d|7[0-2]\d|730))$/.test(String(search.outcome)) ? String(search.outcome) : undefined,
    by: typeof search.by === 'string' && isTrait(search.by) ? search.by : undefined,
    only: typeof search.only === 'string' && isOnly(search.only) ? search.only : undefined,
    since: dayIn(search.since),
    until: dayIn(search.until),
    asOf: dayIn(search.asOf),
    months: oneOf(search.months, PERIODS),
    fittedTo: Number.isInteger(fittedTo) && fittedTo >= 2 && fittedTo <= 120 ? fittedTo : undefined,
    cohort: oneOf(search.cohort, COHORTS),
    measure: oneOf(search.measure, MEASURES),
  };
  return {
    asked: Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined)),
    view: oneOf(search.view, VIEWS) ?? 'survival',
    line: BENCHMARKS.find(({ id }) => id === search.line)?.id ?? null,
  };
}

function isTrait(text: string): boolean {
  return TRAITS.some((trait) => trait === text) || /^custom\.[^:]{1,80}$/.test(text);
}

function isOnly(text: string): boolean {
  const colon = text.indexOf(':');
  return colon > 0 && text.length <= 300 && isTrait(text.slice(0, colon));
}

/** What the address says, and how to say otherwise; undefined takes a part out of it. */
export function useRetentionSearch(): [RetentionSearch, Change] {
  const search: Search = useSearch({ strict: false });
  const navigate = useNavigate();
  const key = JSON.stringify(search);
  // biome-ignore lint/correctness/useExhaustiveDependencies: equal texts are equal addresses
  const found = useMemo(() => retentionSearch(search), [key]);
  return [
    found,
    (change) => {
      const next = Object.fromEntries(Object.entries({ ...search, ...change }).filter(([, value]) => value !== undefined));
      void navigate({ to: '.', search: next as never, replace: true });
    },
  ];
}
