import type { Module } from '../../platform/module.ts';
import { qualityJob } from './contract.ts';
import { qualityRoutes } from './http.ts';
import { checkQuality } from './service.ts';

export const qualityModule: Module = {
  name: 'quality',
  routes: qualityRoutes,
  jobs: [{ job: qualityJob, run: checkQuality }],
};
