import { type Route, route } from '../../platform/module.ts';
import { timeline } from './contract.ts';
import { timelineOf } from './service.ts';

export const timelineRoutes: readonly Route[] = [route(timeline, timelineOf)];
