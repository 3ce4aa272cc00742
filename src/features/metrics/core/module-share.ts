import { type Column, emptyColumn, PARTIAL, reasonCode } from '../../../kernel/column.ts';
import { type ModuleUse, moduleCounts } from './module-counts.ts';
import type { LiveSpan } from './record-columns.ts';

/** What is known of the modules of a customer. */
export interface ModuleFacts {
  /** The modules that the vendor sells, each with its own use by this customer. */
  readonly modules: readonly {
    readonly core: boolean;
    /** The product it is part of; null where nobody said: then every customer has it. */
    readonly product: string | null;
    readonly use: ModuleUse;
  }[];
  /** The products the customer bought, from and to which day, both included. Empty: nobody said, and all count as bought. */
  readonly products: readonly { readonly product: string; readonly from: number; readonly to: number | null }[];
}

/**
 * The share of a customer's modules that is in use.
 *
 * @param facts  Modules, what was bought of them and what was used; null where no modules are recorded.
 * @param inUse  The stored count of modules in use: why a day is not known is taken from it.
 * @param live   When the customer is live.
 * @param which  `core` only those flagged as core, `bought` all.
 * @param from   Day number of the first cell.
 * @param to     Day number of the last cell, included.
 * @returns      A fraction: modules in use ÷ modules bought by then. Unknown as the stored count is, and `not-measured` without any module.
 * @source       HLT-02 (parts C and B), HLT-03.
 * @example      moduleShareColumn(null, { from: 0, values: Float64Array.of(2), reasons: Uint8Array.of(0) }, { from: 0, to: null }, 'bought', 0, 0).reasons // => Uint8Array.of(9)
 */
export function moduleShareColumn(
  facts: ModuleFacts | null,
  inUse: Column,
  live: LiveSpan,
  which: 'core' | 'bought',
  from: number,
  to: number,
): Column {
  const column = emptyColumn(from, Math.max(0, to - from + 1), 'not-measured');
  const isLive = (day: number): boolean => day >= live.from && (live.to === null || day <= live.to);
  const counted = (facts?.modules ?? []).filter(({ core }) => which === 'bought' || core);
  const used = counted.map(({ use }) => moduleCounts(use, isLive, from, to).inUse);
  for (let index = 0; index < column.values.length; index++) {
    const day = from + index;
    const reason = inUse.reasons[day - inUse.from] ?? reasonCode('not-computed');
    if (reason !== 0 && reason !== PARTIAL) {
      column.reasons[index] = reason;
      continue;
    }
    const [bought, using] = sums(facts, counted, used, day, index);
    if (bought === 0) continue;
    column.values[index] = using / bought;
    column.reasons[index] = reason;
  }
  return column;
}

function sums(
  facts: ModuleFacts | null,
  counted: ModuleFacts['modules'],
  used: readonly Float64Array[],
  day: number,
  index: number,
): [bought: number, using: number] {
  const products = facts?.products ?? [];
  let [bought, using] = [0, 0];
  for (const [at, { product }] of counted.entries()) {
    const has = product === null || products.length === 0 || products.some((one) => one.product === product && covers(one, day));
    if (!has) continue;
    bought += 1;
    using += used[at]?.[index] ?? 0;
  }
  return [bought, using];
}

function covers({ from, to }: { readonly from: number; readonly to: number | null }, day: number): boolean {
  return day >= from && (to === null || day <= to);
}
