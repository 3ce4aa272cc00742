import type { Instant } from '../../kernel/time.ts';
import type { JobHandler } from '../../platform/module.ts';
import { emptyBin } from '../../platform/records/move-records.ts';
import { KEPT_MS } from './bin.ts';
import { emptyBinJob } from './contract.ts';

export const accountsJobs: readonly JobHandler[] = [
  {
    job: emptyBinJob,
    run: async (ctx) => {
      await ctx.transaction((inside) => emptyBin(inside, (inside.now - KEPT_MS) as Instant));
    },
  },
];
