import { type Route, route } from '../../platform/module.ts';
import { listMetrics, listSaid, say, series, withdraw } from './contract.ts';
import { acceptExpectation, expectation, peers } from './contract-expectation.ts';
import { defineMetric, listOwn, metricCoverage, metricSources, metricValues, metricVersionList, tryMetric } from './contract-own.ts';
import { acceptProposal, expectationOf, peerPositions } from './expectation.ts';
import { define, ownList, sources, trial, versionsOfMetric } from './own.ts';
import { saidList, sayValue, withdrawValue } from './said.ts';
import { metricList, seriesOf } from './service.ts';
import { coverage, valuesOf } from './values.ts';

export const metricsRoutes: readonly Route[] = [
  route(series, seriesOf),
  route(listMetrics, metricList),
  route(listOwn, ownList),
  route(metricCoverage, coverage),
  route(metricSources, sources),
  route(tryMetric, trial),
  route(metricValues, valuesOf),
  route(metricVersionList, versionsOfMetric),
  route(defineMetric, define),
  route(listSaid, saidList),
  route(say, sayValue),
  route(withdraw, withdrawValue),
  route(expectation, expectationOf),
  route(acceptExpectation, acceptProposal),
  route(peers, peerPositions),
];
