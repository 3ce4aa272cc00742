import { type Route, route } from '../../platform/module.ts';
import { assignAccount, getAccount, listAccounts, saveAccount } from './contract.ts';
import { accountCard, accountList, assign, save } from './service.ts';

export const accountsRoutes: readonly Route[] = [
  route(listAccounts, accountList),
  route(getAccount, accountCard),
  route(saveAccount, save),
  route(assignAccount, assign),
];
