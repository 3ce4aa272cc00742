import { type Route, route } from '../../platform/module.ts';
import { lastBacktests } from './backtests.ts';
import { endOverride, explain, explainChange, listOverrides, overrideHealth } from './contract.ts';
import {
  discardDraft,
  listModels,
  modelBacktests,
  previewModel,
  publishModel,
  readiness,
  retireModel,
  saveDraft,
} from './contract-models.ts';
import { explainHealth } from './explain.ts';
import { changeOfHealth } from './explain-change.ts';
import { dropDraft, keepDraft, modelList, publishDraft, retire } from './models.ts';
import { endBand, overrideList, sayBand } from './overrides.ts';
import { preview } from './preview.ts';
import { readinessToday } from './readiness.ts';

export const healthRoutes: readonly Route[] = [
  route(explain, explainHealth),
  route(explainChange, changeOfHealth),
  route(listOverrides, overrideList),
  route(overrideHealth, sayBand),
  route(endOverride, endBand),
  route(listModels, modelList),
  route(saveDraft, keepDraft),
  route(discardDraft, dropDraft),
  route(previewModel, preview),
  route(modelBacktests, lastBacktests),
  route(publishModel, publishDraft),
  route(retireModel, retire),
  route(readiness, readinessToday),
];
