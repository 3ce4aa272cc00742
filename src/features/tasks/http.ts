import { type Route, route } from '../../platform/module.ts';
import { cancel, create, ofCustomer } from './by-hand.ts';
import { assign, claim, complete, release, snooze, takeBack, wake } from './changes.ts';
import {
  assignTask,
  cancelTask,
  claimOperation,
  claimTask,
  completeTask,
  createTask,
  customerTasks,
  getTask,
  listOperations,
  myDay,
  releaseTask,
  reopenTask,
  snoozeTask,
  wakeTask,
} from './contract.ts';
import { reassignTasks, teamDay } from './contract-team.ts';
import { claimOperations, operationsList } from './operations.ts';
import { day, taskWithEvidence } from './service.ts';
import { dayOfTeam, reassign } from './team.ts';

export const tasksRoutes: readonly Route[] = [
  route(myDay, day),
  route(teamDay, (ctx) => dayOfTeam(ctx)),
  route(reassignTasks, reassign),
  route(getTask, taskWithEvidence),
  route(customerTasks, ofCustomer),
  route(createTask, create),
  route(cancelTask, cancel),
  route(claimTask, claim),
  route(releaseTask, release),
  route(assignTask, assign),
  route(snoozeTask, snooze),
  route(wakeTask, wake),
  route(completeTask, complete),
  route(reopenTask, takeBack),
  route(listOperations, operationsList),
  route(claimOperation, claimOperations),
];
