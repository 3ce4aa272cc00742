import type { Module } from '../../platform/module.ts';
import { accountsRoutes } from './http.ts';
import { accountsJobs } from './jobs.ts';

export const accountsModule: Module = { name: 'accounts', routes: accountsRoutes, jobs: accountsJobs };
