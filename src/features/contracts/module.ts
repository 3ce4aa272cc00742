import type { Module } from '../../platform/module.ts';
import { contractsRoutes } from './http.ts';

export const contractsModule: Module = { name: 'contracts', routes: contractsRoutes };
