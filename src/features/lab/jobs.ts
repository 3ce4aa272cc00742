import type { JobHandler } from '../../platform/module.ts';
import { shadowJob } from './contract-drafts.ts';
import { learnJob } from './contract-learned.ts';
import { learn } from './learning.ts';
import { runShadows } from './shadows.ts';

export const labJobs: readonly JobHandler[] = [
  { job: shadowJob, run: runShadows },
  { job: learnJob, run: learn },
];
