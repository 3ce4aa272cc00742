import { type Route, route } from '../../platform/module.ts';
import { acknowledgeWarning, closeWarnings, listWarnings, reopenWarnings, ruleTally } from './contract.ts';
import { listRules, saveRule, tryRule } from './contract-rules.ts';
import { ruleList, sayRule, trial } from './rules.ts';
import { acknowledgeOne, closeAll, reopenAll, tallyOfRules, warningList } from './service.ts';

export const warningsRoutes: readonly Route[] = [
  route(listWarnings, warningList),
  route(ruleTally, tallyOfRules),
  route(listRules, ruleList),
  route(saveRule, sayRule),
  route(tryRule, trial),
  route(acknowledgeWarning, acknowledgeOne),
  route(closeWarnings, closeAll),
  route(reopenWarnings, reopenAll),
];
