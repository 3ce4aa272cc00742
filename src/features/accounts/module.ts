import type { Module } from '../../platform/module.ts';
import { accountsRoutes } from './http.ts';

export const accountsModule: Module = { name: 'accounts', routes: accountsRoutes };
