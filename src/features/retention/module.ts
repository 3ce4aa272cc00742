import type { Module } from '../../platform/module.ts';
import { retentionRoutes } from './http.ts';

export const retentionModule: Module = { name: 'retention', routes: retentionRoutes };
