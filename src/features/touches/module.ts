import type { Module } from '../../platform/module.ts';
import { touchesRoutes } from './http.ts';

export const touchesModule: Module = { name: 'touches', routes: touchesRoutes };
