import type { Instant } from '../../kernel/time.ts';
import type { JobHandler } from '../../platform/module.ts';
import { emptyBin } from '../../platform/records/move-records.ts';
import { emptyBinJob } from './contract.ts';

const KEPT_MS = 30 * 24 * 60 * 60 * 1000;

export const accountsJobs: readonly JobHandler[] = [
  {
    job: emptyBinJob,
    run: async (ctx) => {
      await ctx.transaction((inside) => emptyBin(inside, (inside.now - KEPT_MS) as Instant));
    },
  },
];
