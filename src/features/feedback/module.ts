import type { Module } from '../../platform/module.ts';
import { feedbackRoutes } from './http.ts';

export const feedbackModule: Module = { name: 'feedback', routes: feedbackRoutes };
