import type { Module } from '../../platform/module.ts';
import { issuesRoutes } from './http.ts';

export const issuesModule: Module = { name: 'issues', routes: issuesRoutes };
