import { type Route, route } from '../../platform/module.ts';
import { editCards, listCards, listViews, overview, overviewTrend, removeView, saveView } from './contract.ts';
import { edit } from './edit.ts';
import { glance, trendOf } from './overview.ts';
import { cardList } from './service.ts';
import { keep, remove, viewList } from './views.ts';

export const portfolioRoutes: readonly Route[] = [
  route(listCards, cardList),
  route(overview, glance),
  route(overviewTrend, trendOf),
  route(listViews, viewList),
  route(saveView, keep),
  route(removeView, remove),
  route(editCards, edit),
];
