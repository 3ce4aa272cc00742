import { type Route, route } from '../../platform/module.ts';
import { editCards, firstSteps, listCards, listViews, movedWhy, overview, overviewTrend, removeView, saveView } from './contract.ts';
import { edit } from './edit.ts';
import { stepsDone } from './first-steps.ts';
import { glance, trendOf, whyMoved } from './overview.ts';
import { cardList } from './service.ts';
import { keep, remove, viewList } from './views.ts';

export const portfolioRoutes: readonly Route[] = [
  route(listCards, cardList),
  route(overview, glance),
  route(movedWhy, whyMoved),
  route(firstSteps, stepsDone),
  route(overviewTrend, trendOf),
  route(listViews, viewList),
  route(saveView, keep),
  route(removeView, remove),
  route(editCards, edit),
];
