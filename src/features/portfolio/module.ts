import type { AccountId } from '../../kernel/ids.ts';
import { day } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { type Module, on } from '../../platform/module.ts';
import { accountsChanged, accountsDescribed, recordsChanged } from '../accounts/contract.ts';
import { ratesChanged } from '../contracts/contract.ts';
import { healthScored } from '../health/contract.ts';
import { tasksChanged } from '../tasks/contract-events.ts';
import { warningsChanged } from '../warnings/contract.ts';
import { bringUpToDate, type Facet, refreshCards } from './cards.ts';
import { cardsJob } from './contract.ts';
import { portfolioRoutes } from './http.ts';
import { markStale } from './store.ts';

const refresh =
  (...facets: Facet[]) =>
  (ctx: Ctx, { accountIds }: { accountIds: readonly string[] }): Promise<void> =>
    refreshCards(ctx, accountIds as readonly AccountId[], facets);

export const portfolioModule: Module = {
  name: 'portfolio',
  routes: portfolioRoutes,
  subscriptions: [
    on(accountsDescribed, 'portfolio.described', refresh('who')),
    on(accountsChanged, 'portfolio.accounts', refresh('who', 'work', 'rest')),
    on(recordsChanged, 'portfolio.records', refresh('work', 'rest')),
    on(healthScored, 'portfolio.health', refresh('rest')),
    on(warningsChanged, 'portfolio.warnings', refresh('work')),
    on(tasksChanged, 'portfolio.tasks', refresh('work')),
    on(ratesChanged, 'portfolio.rates', async (ctx) => {
      await markStale(ctx, day('1970-01-01'));
      ctx.requestJob(cardsJob);
    }),
  ],
  jobs: [{ job: cardsJob, run: bringUpToDate }],
};
