import { type Route, route } from '../../platform/module.ts';
import { listMetrics, listSaid, say, series, withdraw } from './contract.ts';
import { saidList, sayValue, withdrawValue } from './said.ts';
import { metricList, seriesOf } from './service.ts';

export const metricsRoutes: readonly Route[] = [
  route(series, seriesOf),
  route(listMetrics, metricList),
  route(listSaid, saidList),
  route(say, sayValue),
  route(withdraw, withdrawValue),
];
