import { type Module, on } from '../../platform/module.ts';
import { importEnded } from '../imports/contract-events.ts';
import { qualityJob } from './contract.ts';
import { qualityRoutes } from './http.ts';
import { checkQuality } from './service.ts';

export const qualityModule: Module = {
  name: 'quality',
  routes: qualityRoutes,
  subscriptions: [on(importEnded, 'quality.imports', async (ctx) => ctx.requestJob(qualityJob))],
  jobs: [{ job: qualityJob, run: checkQuality }],
};
