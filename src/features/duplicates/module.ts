import type { Module } from '../../platform/module.ts';
import { duplicatesRoutes } from './http.ts';

export const duplicatesModule: Module = { name: 'duplicates', routes: duplicatesRoutes };
