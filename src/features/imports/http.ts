import { type Route, route, uploadRoute } from '../../platform/module.ts';
import { beginImport, cancel, importAnswer, rejectsFile } from './background.ts';
import * as contract from './contract.ts';
import * as filesContract from './contract-files.ts';
import { removeDemoOf, runDemoOf, truthOfDemo } from './demo.ts';
import { announce, dropFile, fileList, takePiece } from './files.ts';
import type { ImportParts } from './parts.ts';
import { forgetMapping, keepMapping, mappingList, previewOf, proposalsFor } from './proposals.ts';
import { importList } from './report.ts';
import { runImportOf } from './service.ts';
import { undo } from './undo.ts';

// An import works in steps: one transaction over 200,000 rows would hold everybody else up, and the event log has its own.
const steps = { transaction: false };

export function importsRoutes(parts: ImportParts): readonly Route[] {
  return [
    route(contract.runImport, runImportOf, steps),
    route(contract.runDemo, runDemoOf, steps),
    route(contract.demoTruth, truthOfDemo),
    route(contract.removeDemo, (ctx) => removeDemoOf(ctx), steps),
    route(contract.listImports, importList),
    route(contract.getImport, (ctx, { importId }) => importAnswer(ctx, importId)),
    route(contract.cancelImport, (ctx, { importId }) => cancel(ctx, importId)),
    route(contract.listRejects, (ctx, { importId }) => rejectsFile(parts, ctx, importId)),
    route(contract.undoImport, undo, steps),
    route(filesContract.announceFile, (ctx, input) => announce(parts, ctx, input)),
    uploadRoute(filesContract.uploadFile, (ctx, input, body) => takePiece(parts, ctx, input, body)),
    route(filesContract.listFiles, (ctx) => fileList(parts, ctx)),
    route(
      filesContract.removeFile,
      async (ctx, { fileId }) => {
        await dropFile(parts, ctx, fileId);
        return {};
      },
      steps,
    ),
    route(filesContract.proposeMapping, (ctx, input) => proposalsFor(parts, ctx, input), steps),
    route(filesContract.previewImport, (ctx, input) => previewOf(parts, ctx, input), steps),
    route(filesContract.startImport, (ctx, input) => beginImport(parts, ctx, input), steps),
    route(filesContract.listMappings, mappingList),
    route(filesContract.saveMapping, keepMapping),
    route(filesContract.removeMapping, async (ctx, { name }) => {
      await forgetMapping(ctx, name);
      return {};
    }),
  ];
}
