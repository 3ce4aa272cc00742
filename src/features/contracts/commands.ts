import { customerRecords } from '../accounts/commands.ts';
import { churnRecordKind, contractKind, contractLineKind, exchangeRateKind, moduleKind, productKind } from './core/kinds.ts';

/** The kinds of this feature, as imports and exports know them. */
export const CONTRACT_RECORDS = {
  product: customerRecords(productKind),
  module: customerRecords(moduleKind),
  contract: customerRecords(contractKind),
  contractLine: customerRecords(contractLineKind),
  churnRecord: customerRecords(churnRecordKind),
  exchangeRate: customerRecords(exchangeRateKind),
} as const;
