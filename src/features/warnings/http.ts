import { type Route, route } from '../../platform/module.ts';
import { acknowledgeWarning, closeWarnings, listWarnings, reopenWarnings, ruleTally } from './contract.ts';
import { acknowledgeOne, closeAll, reopenAll, tallyOfRules, warningList } from './service.ts';

export const warningsRoutes: readonly Route[] = [
  route(listWarnings, warningList),
  route(ruleTally, tallyOfRules),
  route(acknowledgeWarning, acknowledgeOne),
  route(closeWarnings, closeAll),
  route(reopenWarnings, reopenAll),
];
