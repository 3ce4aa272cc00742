import type { JobHandler } from '../../platform/module.ts';
import { backUpDaily } from './backups.ts';
import { backupJob, eraseJob } from './contract.ts';
import { finishErasures } from './erasure.ts';
import type { CustodyParts } from './parts.ts';

export function custodyJobs(parts: CustodyParts): readonly JobHandler[] {
  return [
    { job: backupJob, run: (ctx) => backUpDaily(parts, ctx) },
    { job: eraseJob, run: (ctx) => finishErasures(parts, ctx) },
  ];
}
