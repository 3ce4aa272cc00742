import { type Route, route } from '../../platform/module.ts';
import {
  getMapping,
  listEventNames,
  listEventSamples,
  listMappingVersions,
  previewMapping,
  restoreMapping,
  saveMapping,
  steerBackfill,
} from './contract-mappings.ts';
import { nameList, sampleList } from './event-names.ts';
import { currentMapping, preview, restore, save, steer, versionList } from './mappings.ts';

export const mappingRoutes: readonly Route[] = [
  route(getMapping, currentMapping),
  route(listEventNames, nameList),
  route(listEventSamples, sampleList),
  // It only looks, and long.
  route(previewMapping, preview, { transaction: false }),
  // What holds in memory changes once the change is committed.
  route(saveMapping, save, { transaction: false }),
  route(restoreMapping, restore, { transaction: false }),
  route(listMappingVersions, versionList),
  route(steerBackfill, steer),
];
