import type { JobHandler } from '../../platform/module.ts';
import { judgeJob } from './contract.ts';
import { isJudged, judge } from './service.ts';

export const metricsJobs: readonly JobHandler[] = [{ job: judgeJob, run: judge, isDone: isJudged }];
