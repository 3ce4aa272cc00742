import type { PersonFunction } from '../../../contract/access.ts';

/** What the overview of a customer is made of, by the column it stands in, in the order in which it stands for whoever looks after it. */
export const WIDGETS = {
  main: ['health', 'usage', 'activity', 'people', 'issues'],
  side: ['actions', 'warnings', 'terms', 'timeline', 'facts'],
} as const;

export type Column = keyof typeof WIDGETS;
export type Widget = (typeof WIDGETS)[Column][number];
export type Order = { readonly [C in Column]: readonly Widget[] };

/** What comes first for whom; the first function of a person that is named here decides. The rest follows as it stands. */
const FIRST: Partial<Record<PersonFunction, { readonly [C in Column]: readonly Widget[] }>> = {
  csm: { main: [], side: [] },
  support: { main: ['issues', 'people', 'usage'], side: ['actions', 'timeline'] },
  'cs-head': { main: ['health', 'issues'], side: ['warnings', 'terms'] },
  sales: { main: ['people'], side: ['terms', 'actions'] },
  am: { main: ['people'], side: ['terms', 'actions'] },
  exec: { main: ['health', 'activity'], side: ['terms', 'warnings'] },
};

/**
 * The order of the overview for a person.
 *
 * @param functions  What they do here.
 * @param own        How they put it themselves; what it does not name comes after it, what there is no more is left out.
 * @returns          Every widget once, by column.
 * @example          orderFor(['support'], null).main[0] // => 'issues'
 */
export function orderFor(functions: readonly PersonFunction[], own: Partial<Order> | null): Order {
  const role = functions.find((one) => FIRST[one] !== undefined);
  const first = role === undefined ? undefined : FIRST[role];
  const ordered = (column: Column): readonly Widget[] => {
    const all: readonly Widget[] = WIDGETS[column];
    const wanted = own?.[column] ?? first?.[column] ?? [];
    return [...new Set([...wanted.filter((one) => all.includes(one)), ...all])];
  };
  return { main: ordered('main'), side: ordered('side') };
}

/** The same order with one widget a place further up or down. */
export function movedIn(order: readonly Widget[], widget: Widget, by: -1 | 1): readonly Widget[] {
  const at = order.indexOf(widget);
  const to = at + by;
  if (at === -1 || to < 0 || to >= order.length) return order;
  const next = [...order];
  [next[at], next[to]] = [next[to] as Widget, widget];
  return next;
}

/** What a browser remembers of orders, by person; what cannot be read is nothing. */
export function ordersIn(text: string | null): Readonly<Record<string, Partial<Order>>> {
  try {
    const read: unknown = JSON.parse(text ?? '{}');
    return typeof read === 'object' && read !== null ? (read as Record<string, Partial<Order>>) : {};
  } catch {
    return {};
  }
}
