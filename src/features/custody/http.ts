import { type Route, route } from '../../platform/module.ts';
import { backupFile, backupLink, backupList, beginBackup } from './backups.ts';
import * as contract from './contract.ts';
import { beginErasure, erasureList, refuseUnclear } from './erasure.ts';
import type { CustodyParts } from './parts.ts';

/** These ask about all workspaces first, which a transaction of one workspace cannot. */
const steps = { transaction: false };

export function custodyRoutes(parts: CustodyParts): readonly Route[] {
  return [
    route(contract.listBackups, (ctx) => backupList(parts, ctx)),
    route(contract.createBackup, (ctx) => beginBackup(parts, ctx), steps),
    route(contract.linkToBackup, (ctx, input) => backupLink(parts, ctx, input), steps),
    route(contract.erase, async (ctx, input) => {
      refuseUnclear(input);
      return beginErasure(ctx, input);
    }),
    route(contract.listErasures, erasureList),
    route(contract.downloadBackup, (ctx, input) => backupFile(parts, ctx, input)),
  ];
}
