import { type Route, route } from '../../platform/module.ts';
import { acceptFinding, listQuality, reopenFinding, runQuality } from './contract.ts';
import { accept, qualityList, reopen } from './findings-list.ts';
import { checkQuality } from './service.ts';

export const qualityRoutes: readonly Route[] = [
  route(listQuality, qualityList),
  // It reads for seconds: a transaction would hold a connection, and embedded the whole database.
  route(
    runQuality,
    async (ctx) => {
      await checkQuality(ctx);
      return { findings: (await qualityList(ctx)).findings.length };
    },
    { transaction: false },
  ),
  route(acceptFinding, accept),
  route(reopenFinding, reopen),
];
