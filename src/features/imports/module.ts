import type { Module } from '../../platform/module.ts';
import { runWaiting } from './background.ts';
import { importJob } from './contract.ts';
import { importsRoutes } from './http.ts';
import type { ImportParts } from './parts.ts';

export function importsModule(parts: ImportParts): Module {
  return { name: 'imports', routes: importsRoutes(parts), jobs: [{ job: importJob, run: (ctx) => runWaiting(parts, ctx) }] };
}
