import type { Module } from '../../platform/module.ts';
import { searchRoutes } from './http.ts';

export const searchModule: Module = { name: 'search', routes: searchRoutes };
