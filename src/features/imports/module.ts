import type { Module } from '../../platform/module.ts';
import { importsRoutes } from './http.ts';

export const importsModule: Module = { name: 'imports', routes: importsRoutes };
