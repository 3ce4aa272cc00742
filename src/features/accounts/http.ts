import { type Route, route } from '../../platform/module.ts';
import { recordRoutes } from '../../platform/records/record-routes.ts';
import { binList } from './bin.ts';
import { ACCOUNT_RECORDS } from './commands.ts';
import {
  accountHistory,
  archiveAccount,
  assignAccount,
  commitments,
  contacts,
  getAccount,
  listAccounts,
  listArchivedAccounts,
  notes,
  orgUnits,
  recordCounts,
  restoreAccount,
  saveAccount,
} from './contract.ts';
import { listBin } from './contract-bin.ts';
import { archiveCustomField, listCustomFields, saveCustomField } from './contract-custom-fields.ts';
import { archiveField, customFieldList, saveField } from './custom-fields.ts';
import { customersOfRecords } from './reads.ts';
import { accountCard, accountList, archive, archivedList, assign, countsOfRecords, history, restore, save } from './service.ts';

export const accountsRoutes: readonly Route[] = [
  route(listAccounts, accountList),
  route(getAccount, accountCard),
  route(recordCounts, countsOfRecords),
  route(saveAccount, save),
  route(assignAccount, assign),
  route(archiveAccount, archive),
  route(restoreAccount, restore),
  route(listArchivedAccounts, archivedList),
  route(accountHistory, history),
  route(listBin, binList),
  route(listCustomFields, customFieldList),
  route(saveCustomField, saveField),
  route(archiveCustomField, archiveField),
  ...recordRoutes(orgUnits, ACCOUNT_RECORDS.orgUnit, customersOfRecords),
  ...recordRoutes(contacts, ACCOUNT_RECORDS.contact, customersOfRecords),
  ...recordRoutes(commitments, ACCOUNT_RECORDS.commitment, customersOfRecords),
  ...recordRoutes(notes, ACCOUNT_RECORDS.note, customersOfRecords),
];
