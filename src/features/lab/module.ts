import type { Module } from '../../platform/module.ts';
import { labRoutes } from './http.ts';

export const labModule: Module = { name: 'lab', routes: labRoutes };
