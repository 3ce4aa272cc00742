import { type Route, route } from '../../platform/module.ts';
import { find } from './contract.ts';
import { findAll } from './service.ts';

export const searchRoutes: readonly Route[] = [route(find, findAll)];
