import type { Module } from '../../platform/module.ts';
import { custodyRoutes } from './http.ts';
import { custodyJobs } from './jobs.ts';
import type { CustodyParts } from './parts.ts';

export function custodyModule(parts: CustodyParts): Module {
  return { name: 'custody', routes: custodyRoutes(parts), jobs: custodyJobs(parts) };
}
