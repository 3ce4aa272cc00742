import { z } from 'zod';
import { domainEvent } from '../../contract/domain-event.ts';

/** A task was handed to somebody by somebody else. */
export const taskAssigned = domainEvent({
  name: 'task.assigned',
  payload: z.object({ taskId: z.string(), version: z.number().int(), personId: z.string(), by: z.string() }),
});

/** Tasks on these customers opened, ended or came back: which are unfinished now is asked of the tasks. */
export const tasksChanged = domainEvent({ name: 'tasks.changed', payload: z.object({ accountIds: z.array(z.string()).min(1) }) });
