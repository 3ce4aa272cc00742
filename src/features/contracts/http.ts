import { type Route, route } from '../../platform/module.ts';
import { recordRoutes } from '../../platform/records/record-routes.ts';
import { customersOfRecords } from '../accounts/reads.ts';
import { CONTRACT_RECORDS } from './commands.ts';
import { churnRecords, contractLines, contracts, exchangeRates, modules, products } from './contract.ts';
import { ledgerSettings, listLedger, postMovement, reverseMovement, updateLedgerSettings } from './contract-ledger.ts';
import { changeSettings, ledgerOf, post, readSettings, reverse } from './ledger-service.ts';

export const contractsRoutes: readonly Route[] = [
  ...recordRoutes(products, CONTRACT_RECORDS.product, customersOfRecords),
  ...recordRoutes(modules, CONTRACT_RECORDS.module, customersOfRecords),
  ...recordRoutes(contracts, CONTRACT_RECORDS.contract, customersOfRecords),
  ...recordRoutes(contractLines, CONTRACT_RECORDS.contractLine, customersOfRecords),
  ...recordRoutes(churnRecords, CONTRACT_RECORDS.churnRecord, customersOfRecords),
  ...recordRoutes(exchangeRates, CONTRACT_RECORDS.exchangeRate, customersOfRecords),
  route(listLedger, ledgerOf),
  route(postMovement, post),
  route(reverseMovement, reverse),
  route(ledgerSettings, readSettings),
  route(updateLedgerSettings, changeSettings),
];
