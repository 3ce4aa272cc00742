import { type Route, route } from '../../platform/module.ts';
import { dismissDuplicate, listDuplicates, mergeCustomers, previewMerge, undoMerge } from './contract.ts';
import { merge, undo } from './merge.ts';
import { dismiss, duplicateList, preview } from './service.ts';

export const duplicatesRoutes: readonly Route[] = [
  route(listDuplicates, duplicateList),
  route(dismissDuplicate, dismiss),
  route(previewMerge, preview),
  route(mergeCustomers, merge),
  route(undoMerge, undo),
];
