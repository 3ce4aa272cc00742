import type { Module } from '../../platform/module.ts';
import { exportsRoutes } from './http.ts';

export const exportsModule: Module = { name: 'exports', routes: exportsRoutes };
