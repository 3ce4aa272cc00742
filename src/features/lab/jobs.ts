import type { JobHandler } from '../../platform/module.ts';
import { shadowJob } from './contract-drafts.ts';
import { runShadows } from './shadows.ts';

export const labJobs: readonly JobHandler[] = [{ job: shadowJob, run: runShadows }];
