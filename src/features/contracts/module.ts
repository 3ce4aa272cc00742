import type { AccountId } from '../../kernel/ids.ts';
import { type Module, on } from '../../platform/module.ts';
import { accountsChanged } from '../accounts/contract.ts';
import { balanceJob } from './contract-ledger.ts';
import { contractsRoutes } from './http.ts';
import { balanceLedger } from './ledger.ts';
import { balanceAll } from './ledger-service.ts';

export const contractsModule: Module = {
  name: 'contracts',
  routes: contractsRoutes,
  // Lines may have waited for a customer that is known now.
  subscriptions: [
    on(accountsChanged, 'contracts.ledger', async (ctx, { accountIds }) => {
      await balanceLedger(ctx, accountIds as AccountId[]);
    }),
  ],
  jobs: [{ job: balanceJob, run: balanceAll }],
};
