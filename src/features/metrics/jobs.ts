import { job } from '../../contract/job.ts';
import type { JobHandler } from '../../platform/module.ts';
import { judge } from './service.ts';

export const judgeJob = job({
  name: 'judge',
  summary: "Brings every customer's series up to today and judges it: scores, warnings, tasks.",
  schedule: '10 0 * * *',
});

export const metricsJobs: readonly JobHandler[] = [{ job: judgeJob, run: judge }];
