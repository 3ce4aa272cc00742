import type { OutputOf } from '../../../../contract/operation.ts';
import { formatFull } from '../../../../web/format.ts';
import type { listLedger } from '../../contract-ledger.ts';
import { minorDigits } from '../../core/exchange.ts';

/** An entry of the ledger, as pages get it. */
export type Entry = OutputOf<typeof listLedger>['entries'][number];

/**
 * An amount a year with all its digits and its currency.
 *
 * @param amountMinor  Minor units, with their sign.
 * @param currency     Its currency.
 * @returns            As in `−1,200 CNY`.
 */
export function amountText(amountMinor: number, currency: string): string {
  const major = Math.abs(amountMinor) / 10 ** minorDigits(currency);
  return `${amountMinor < 0 ? '−' : ''}${formatFull(major)} ${currency}`;
}
