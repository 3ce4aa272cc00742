import { z } from 'zod';
import type { PersonFunction } from '../../contract/access.ts';
import { domainEvent } from '../../contract/domain-event.ts';
import { recordOperations } from '../../contract/record-operations.ts';
import { churnRecordKind, contractKind, contractLineKind, exchangeRateKind, moduleKind, productKind } from './core/kinds.ts';

/** Those who keep what was sold. */
export const COMMERCIAL = ['am', 'sales', 'cs-ops', 'cs-head', 'admin'] as const satisfies readonly PersonFunction[];

export const products = recordOperations(productKind, 'products', COMMERCIAL);
export const modules = recordOperations(moduleKind, 'modules', COMMERCIAL);
export const contracts = recordOperations(contractKind, 'contracts', COMMERCIAL);
export const contractLines = recordOperations(contractLineKind, 'contract-lines', COMMERCIAL);
export const churnRecords = recordOperations(churnRecordKind, 'churn-records', COMMERCIAL);
export const exchangeRates = recordOperations(exchangeRateKind, 'exchange-rates', COMMERCIAL);

/** Exchange rates were said anew: what is read in another currency may be another amount. */
export const ratesChanged = domainEvent({ name: 'contracts.rates-changed', payload: z.object({}) });
