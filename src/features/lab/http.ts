import { type Route, route } from '../../platform/module.ts';
import { cancel, found, predictions, start } from './backtest.ts';
import { replayRule, replayThresholds } from './contract.ts';
import { backTestPredictions, cancelBackTest, getBackTest, startBackTest } from './contract-backtest.ts';
import { discardAnyDraft, listDrafts, publishAnyDraft, rollBack, saveRuleDraft, startShadow, stopShadow } from './contract-drafts.ts';
import { economy, saveBudget } from './contract-economy.ts';
import { learnedOf, learnedRisks, learnedRisksFile, learnedState, saveLearned, stopTraining, trainLearned } from './contract-learned.ts';
import { lift } from './contract-lift.ts';
import { discard, draftList, keepRuleDraft, publish, rollBackTo, startOne, stopOne } from './drafts.ts';
import { economyOf, sayBudget } from './economy.ts';
import { askTraining, riskOf, risksFile, risksSaid, saySettings, stateOf, stop } from './learned.ts';
import { liftOf } from './lift.ts';
import { replay, thresholds } from './replay.ts';

export const labRoutes: readonly Route[] = [
  route(replayRule, replay),
  route(replayThresholds, thresholds),
  // It goes on after the answer, and keeps nothing.
  route(startBackTest, start, { transaction: false }),
  route(getBackTest, found),
  route(cancelBackTest, cancel, { transaction: false }),
  route(backTestPredictions, predictions),
  route(listDrafts, draftList),
  route(saveRuleDraft, keepRuleDraft),
  route(discardAnyDraft, discard),
  route(publishAnyDraft, publish),
  route(startShadow, startOne),
  route(stopShadow, stopOne),
  route(rollBack, rollBackTo),
  route(economy, economyOf),
  route(saveBudget, sayBudget),
  route(lift, liftOf),
  route(learnedState, stateOf),
  route(saveLearned, saySettings),
  route(trainLearned, askTraining),
  route(stopTraining, stop),
  route(learnedRisks, risksSaid),
  route(learnedRisksFile, risksFile),
  route(learnedOf, riskOf),
];
