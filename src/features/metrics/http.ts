import { type Route, route } from '../../platform/module.ts';
import { listMetrics, series } from './contract.ts';
import { metricList, seriesOf } from './service.ts';

export const metricsRoutes: readonly Route[] = [route(series, seriesOf), route(listMetrics, metricList)];
