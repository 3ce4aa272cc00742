import type { Module } from '../../platform/module.ts';
import { timelineRoutes } from './http.ts';

export const timelineModule: Module = { name: 'timeline', routes: timelineRoutes };
