import type { Ctx } from '../../platform/context.ts';
import type { JobHandler } from '../../platform/module.ts';
import { healJob, pruneJob, rollupJob } from './contract.ts';
import { remapJob } from './contract-mappings.ts';
import { watchSourcesJob } from './contract-sources.ts';
import { heal } from './heal.ts';
import { saveMeters } from './meters.ts';
import { remap } from './remap.ts';
import { rollup } from './rollup.ts';
import { prune } from './service.ts';
import { watchSources } from './silences.ts';

export const usageJobs: readonly JobHandler[] = [
  { job: rollupJob, run: countAndSave },
  { job: remapJob, run: remap },
  { job: healJob, run: heal },
  { job: watchSourcesJob, run: watchSources },
  { job: pruneJob, run: prune },
];

async function countAndSave(ctx: Ctx): Promise<void> {
  await rollup(ctx);
  await saveMeters(ctx);
}
