import type { Module } from '../../platform/module.ts';
import { revenueRoutes } from './http.ts';

export const revenueModule: Module = { name: 'revenue', routes: revenueRoutes };
