import { type Module, on } from '../../platform/module.ts';
import { noteMentioned } from '../accounts/contract.ts';
import { taskAssigned } from '../tasks/contract-events.ts';
import { silenceChanged } from '../usage/contract-sources.ts';
import { stormChanged, warningOpened, warningResolved } from '../warnings/contract.ts';
import { dueJob, sendJob } from './contract.ts';
import { notificationsRoutes } from './http.ts';
import type { NotificationParts } from './parts.ts';
import { send } from './send.ts';
import { onNoteMentioned, onSilenceChanged, onStormChanged, onTaskAssigned, onWarningOpened, onWarningResolved, tellDue } from './tell.ts';

export function notificationsModule(parts: NotificationParts): Module {
  return {
    name: 'notifications',
    routes: notificationsRoutes(parts),
    subscriptions: [
      on(warningOpened, 'notifications.warning', onWarningOpened),
      on(warningResolved, 'notifications.over', onWarningResolved),
      on(taskAssigned, 'notifications.task', onTaskAssigned),
      on(noteMentioned, 'notifications.mention', onNoteMentioned),
      on(stormChanged, 'notifications.storm', onStormChanged),
      on(silenceChanged, 'notifications.source', onSilenceChanged),
    ],
    jobs: [
      { job: sendJob, run: (ctx) => send(parts, ctx) },
      { job: dueJob, run: tellDue },
    ],
  };
}
