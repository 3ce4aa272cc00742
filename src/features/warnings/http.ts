import { type Route, route } from '../../platform/module.ts';
import {
  acknowledgeWarning,
  closeWarnings,
  dismissStorm,
  listStorms,
  listWarnings,
  releaseStorm,
  reopenWarnings,
  ruleTally,
  setStormLimits,
} from './contract.ts';
import { listRules, ruleVersions, saveRule, tryRule } from './contract-rules.ts';
import { endStagger, startStagger } from './contract-stagger.ts';
import { ruleHistory, ruleList, sayRule, trial } from './rules.ts';
import { acknowledgeOne, closeAll, reopenAll, tallyOfRules, warningList } from './service.ts';
import { endHalf, startHalf } from './stagger.ts';
import { dismiss, release, sayStormLimits, stormList } from './storms.ts';

export const warningsRoutes: readonly Route[] = [
  route(listWarnings, warningList),
  route(ruleTally, tallyOfRules),
  route(listRules, ruleList),
  route(saveRule, sayRule),
  route(ruleVersions, ruleHistory),
  route(tryRule, trial),
  route(acknowledgeWarning, acknowledgeOne),
  route(closeWarnings, closeAll),
  route(reopenWarnings, reopenAll),
  route(listStorms, stormList),
  route(setStormLimits, sayStormLimits),
  route(releaseStorm, release),
  route(dismissStorm, dismiss),
  route(startStagger, startHalf),
  route(endStagger, endHalf),
];
