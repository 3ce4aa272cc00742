import { keepPreviousData, useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import type { OutputOf } from '../../../contract/operation.ts';
import { call } from '../../../web/call.ts';
import { useChange } from '../../../web/use-operation.ts';
import { editCards, listCards, listViews } from '../contract.ts';
import type { Condition, Sort } from '../core/conditions.ts';
import { CUSTOM } from '../core/fields.ts';
import type { Shown } from './card-words.ts';

/** Rows asked for at once. */
export const PAGE = 100;
/** Customers that a file, or a choice of all, fetches at once. */
const LARGE = 500;
/** While cards are being made the list looks again. */
const BUILDING_MS = 2000;
/** What others do shows within seconds. */
const FRESH_MS = 4_000;

export interface Asked {
  readonly search: string | undefined;
  readonly where: readonly Condition[];
  readonly sort: readonly Sort[];
}

function inputOf({ search, where, sort }: Asked, offset: number, limit: number) {
  return {
    ...(search === undefined ? {} : { search }),
    ...(where.length === 0 ? {} : { where: JSON.stringify(where) }),
    ...(sort.length === 0 ? {} : { sort: JSON.stringify(sort) }),
    offset,
    limit,
  };
}

function asking(asked: Asked, page: number) {
  const input = inputOf(asked, page * PAGE, PAGE);
  return { queryKey: [listCards.id, input] as const, queryFn: () => call(listCards, input) };
}

/** The list as asked: its sums, and the rows of the pages that are looked at. */
export function useCards(asked: Asked, pages: readonly number[]) {
  const first = useQuery({
    ...asking(asked, 0),
    placeholderData: keepPreviousData,
    refetchInterval: (query) => (query.state.data?.building === true ? BUILDING_MS : FRESH_MS),
  });
  const others = useQueries({
    queries: pages.filter((page) => page > 0).map((page) => ({ ...asking(asked, page), staleTime: FRESH_MS, refetchInterval: FRESH_MS })),
  });
  const shown = pages.filter((page) => page > 0);
  const rowAt = (index: number): Shown | undefined => {
    const page = Math.floor(index / PAGE);
    const data = page === 0 ? first.data : others[shown.indexOf(page)]?.data;
    return data?.rows[index % PAGE];
  };
  return { first, rowAt };
}

/** All customers that are found, at most so many, however many pages that takes. */
export async function allCards(asked: Asked, most: number): Promise<readonly Shown[]> {
  const found: Shown[] = [];
  while (found.length < most) {
    const { rows, totals } = await call(listCards, inputOf(asked, found.length, Math.min(LARGE, most - found.length)));
    found.push(...rows);
    if (rows.length === 0 || found.length >= totals.count) break;
  }
  return found;
}

export type Edited = OutputOf<typeof editCards>;

/** Changes a field of customers; the rows that are seen say so at once. */
export function useEdit() {
  const cache = useQueryClient();
  const change = useChange(editCards);
  const again = useCallback((): void => {
    for (const id of [listCards.id, listViews.id]) void cache.invalidateQueries({ queryKey: [id] });
  }, [cache]);
  const edit = useCallback(
    async (field: string, rows: readonly { externalId: string; to: string | null; from?: string | null }[]): Promise<Edited> => {
      const to = new Map(rows.map((row) => [row.externalId, row.to]));
      cache.setQueriesData<OutputOf<typeof listCards>>({ queryKey: [listCards.id] }, (kept) =>
        kept === undefined
          ? kept
          : { ...kept, rows: kept.rows.map((row) => (to.has(row.externalId) ? edited(row, field, to.get(row.externalId) ?? null) : row)) },
      );
      try {
        return await change.mutateAsync({ field, rows: rows.map((row) => ({ ...row })) });
      } finally {
        again();
      }
    },
    [cache, change.mutateAsync, again],
  );
  return useMemo(() => ({ edit, busy: change.isPending }), [edit, change.isPending]);
}

/** An owner's name comes with the answer; everything else is known. */
function edited(row: Shown, field: string, to: string | null): Shown {
  if (field === 'stage' || field === 'tier') return { ...row, [field]: to };
  if (field.startsWith(CUSTOM)) {
    const { [field.slice(CUSTOM.length)]: _, ...rest } = row.custom;
    return { ...row, custom: to === null ? rest : { ...rest, [field.slice(CUSTOM.length)]: to } };
  }
  return row;
}
