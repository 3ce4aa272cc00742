import { type Route, route } from '../../platform/module.ts';
import { replayRule, replayThresholds } from './contract.ts';
import { replay, thresholds } from './replay.ts';

export const labRoutes: readonly Route[] = [route(replayRule, replay), route(replayThresholds, thresholds)];
