import { type Route, route } from '../../platform/module.ts';
import { listImports, runDemo, runImport } from './contract.ts';
import { importList } from './report.ts';
import { runDemoOf, runImportOf } from './service.ts';

// An import works in steps: one transaction over 200,000 rows would hold everybody else up, and the event log has its own.
export const importsRoutes: readonly Route[] = [
  route(runImport, runImportOf, { transaction: false }),
  route(runDemo, runDemoOf, { transaction: false }),
  route(listImports, importList),
];
