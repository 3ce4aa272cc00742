import { type Route, route } from '../../platform/module.ts';
import { archiveDefinition, chooseDefinition, listDefinitions, months, rows, saveDefinition } from './contract.ts';
import { cellRows, chooseDefinition as choose, definitionList, dropDefinition, monthTable, saveDefinition as save } from './service.ts';

export const revenueRoutes: readonly Route[] = [
  route(months, monthTable),
  route(rows, cellRows),
  route(listDefinitions, definitionList),
  route(saveDefinition, save),
  route(chooseDefinition, choose),
  route(archiveDefinition, dropDefinition),
];
