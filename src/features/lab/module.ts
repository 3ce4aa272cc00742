import type { Module } from '../../platform/module.ts';
import { labRoutes } from './http.ts';
import { labJobs } from './jobs.ts';

export const labModule: Module = { name: 'lab', routes: labRoutes, jobs: labJobs };
