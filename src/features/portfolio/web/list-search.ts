import type { OutputOf } from '../../../contract/operation.ts';
import type { listViews } from '../contract.ts';
import type { Condition, Sort } from '../core/conditions.ts';
import { OPS } from '../core/fields.ts';
import { BUILT_IN, COLUMNS, type View } from '../core/views.ts';

export type SavedView = OutputOf<typeof listViews>['views'][number];

/** What the address says of the list. What it does not say, the view says. */
export interface ListSearch {
  readonly view?: string;
  readonly search?: string;
  readonly where?: readonly Condition[];
  readonly sort?: readonly Sort[];
  readonly columns?: readonly string[];
}

/** What an address says, as far as it can be read. */
export function searchIn(found: Readonly<Record<string, unknown>>): ListSearch {
  const { view, search, where, sort, columns } = found;
  return {
    ...(typeof view === 'string' ? { view } : {}),
    ...(typeof search === 'string' && search !== '' ? { search } : {}),
    ...(Array.isArray(where) ? { where: where.filter(isCondition) } : {}),
    ...(Array.isArray(sort) ? { sort: sort.filter(isSort) } : {}),
    ...(Array.isArray(columns) ? { columns: columns.filter((one): one is string => typeof one === 'string') } : {}),
  };
}

function isCondition(one: unknown): one is Condition {
  if (typeof one !== 'object' || one === null) return false;
  const { field, op, values } = one as Readonly<Record<string, unknown>>;
  const ops: readonly unknown[] = OPS;
  return typeof field === 'string' && ops.includes(op) && Array.isArray(values);
}

function isSort(one: unknown): one is Sort {
  if (typeof one !== 'object' || one === null) return false;
  const { field, down } = one as Readonly<Record<string, unknown>>;
  return typeof field === 'string' && typeof down === 'boolean';
}

/** What the list shows: the address over the view it names, which is that of all customers where it names none that is there. */
export function shownView(search: ListSearch, views: readonly SavedView[]): { readonly saved: SavedView | null; readonly view: View } {
  const id = search.view ?? 'all';
  const saved = views.find(({ viewId }) => viewId === id) ?? null;
  const base: View = saved?.view ?? BUILT_IN[id] ?? { where: [], sort: [], columns: COLUMNS };
  return {
    saved,
    view: { where: search.where ?? base.where, sort: search.sort ?? base.sort, columns: search.columns ?? base.columns },
  };
}

/** Whether the list shows something else than its view. */
export function isChanged({ where, sort, columns }: ListSearch, base: View | undefined): boolean {
  const other = (mine: unknown, its: unknown): boolean => mine !== undefined && JSON.stringify(mine) !== JSON.stringify(its);
  return other(where, base?.where) || other(sort, base?.sort) || other(columns, base?.columns);
}

/** Sorting after a head was pressed: up, down, none; with others kept where more than one is meant. */
export function sortedBy(sort: readonly Sort[], field: string, besides: boolean): readonly Sort[] {
  const before = sort.find((one) => one.field === field);
  const next: readonly Sort[] = before === undefined ? [{ field, down: true }] : before.down ? [{ field, down: false }] : [];
  if (!besides) return next;
  return before === undefined ? [...sort, ...next].slice(-5) : sort.flatMap((one) => (one.field === field ? next : [one]));
}
