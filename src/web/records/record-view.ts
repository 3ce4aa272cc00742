import type { FieldValue } from '../../kernel/record.ts';
import type { Day } from '../../kernel/time.ts';
import type { ShownKind } from './record-kinds.ts';
import type { ShownRecord } from './record-source.ts';

/** How a list is narrowed and sorted; it stands in the address. */
export interface ListView {
  /** A text that stands somewhere in the record. */
  readonly find: string;
  /** Whether what is over is shown too. */
  readonly over: boolean;
  /** Codes by field: a record matches when it has one of them. */
  readonly picked: Readonly<Record<string, readonly string[]>>;
  /** A field; with `-` before it from the largest down. */
  readonly order: string;
}

/** What of a record a search looks in: the words that are shown, and the id. */
export type TextOf = (record: ShownRecord) => string;

/**
 * The records that a list shows, in its order.
 *
 * @param records  All of them.
 * @param view     How the list is narrowed and sorted.
 * @param kind     Says what is over, and which fields there are.
 * @param at       Today, and the time zone it is in.
 * @param textOf   What a search looks in.
 * @returns        Those to show; and how many are hidden because they are over.
 */
export function seen(
  records: readonly ShownRecord[],
  view: ListView,
  kind: ShownKind,
  at: { readonly today: Day; readonly timeZone: string },
  textOf: TextOf,
): { readonly rows: readonly ShownRecord[]; readonly hidden: number } {
  const find = view.find.trim().toLowerCase();
  const matching = records.filter(
    (record) =>
      (find === '' || textOf(record).toLowerCase().includes(find)) &&
      Object.entries(view.picked).every(([field, codes]) => codes.length === 0 || hasOne(record.fields[field], codes)),
  );
  const isOver = (record: ShownRecord): boolean => kind.over?.(record.fields, at.today, at.timeZone) ?? false;
  const rows = view.over ? matching : matching.filter((record) => !isOver(record));
  return { rows: sorted(rows, view.order, isOver), hidden: matching.length - rows.length };
}

function hasOne(value: FieldValue | undefined, codes: readonly string[]): boolean {
  return Array.isArray(value) ? value.some((one) => codes.includes(one)) : codes.includes(String(value));
}

/** What goes on stands before what is over; no value stands last, whichever way. */
function sorted(records: readonly ShownRecord[], order: string, isOver: (record: ShownRecord) => boolean): readonly ShownRecord[] {
  const down = order.startsWith('-');
  const field = down ? order.slice(1) : order;
  const valueAt = ({ fields, custom }: ShownRecord): FieldValue | undefined =>
    field.startsWith('custom.') ? custom[field.slice('custom.'.length)] : fields[field];
  return records.toSorted((a, b) => {
    const [over, under] = [Number(isOver(a)), Number(isOver(b))];
    if (over !== under) return over - under;
    const [one, other] = [valueAt(a), valueAt(b)];
    if (one === undefined || other === undefined) return Number(one === undefined) - Number(other === undefined);
    return (down ? -1 : 1) * compared(one, other);
  });
}

function compared(a: FieldValue, b: FieldValue): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a).localeCompare(String(b), 'zh-CN', { numeric: true });
}

type Search = Readonly<Record<string, unknown>>;

/**
 * Reads how a list is narrowed from an address; what cannot be is left out.
 *
 * @param search  The search part of the address.
 * @param kind    Says by what it may be narrowed.
 */
export function viewIn(search: Search, { filters, order, kind }: ShownKind): ListView {
  const text = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value).slice(0, 100) : '');
  const sort = text(search.order);
  const known = new Set([...Object.keys(kind.fields)]);
  const field = sort.replace(/^-/, '');
  return {
    find: text(search.find),
    over: search.over === true || search.over === 'true' || search.over === 1,
    picked: Object.fromEntries(
      filters.flatMap((name) => {
        const codes = text(search[name]).split(',').filter(Boolean);
        return codes.length === 0 ? [] : [[name, codes]];
      }),
    ),
    order: known.has(field) || field.startsWith('custom.') ? sort : order,
  };
}

/** A view as an address says it: only what differs from how a list begins. */
export function searchOf({ find, over, picked, order }: ListView, kind: ShownKind): Record<string, string | true> {
  return {
    ...(find === '' ? {} : { find }),
    ...(over ? { over: true as const } : {}),
    ...(order === kind.order ? {} : { order }),
    ...Object.fromEntries(Object.entries(picked).flatMap(([name, codes]) => (codes.length === 0 ? [] : [[name, codes.join(',')]]))),
  };
}
