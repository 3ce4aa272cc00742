import { z } from 'zod';
import { CUSTOMER_WORK, LEADING } from '../../contract/access.ts';
import { operation } from '../../contract/operation.ts';
import { daySchema, externalIdSchema, instantSchema, maybeNumberSchema } from '../../contract/shapes.ts';
import { RANK_REASONS } from './core/rank.ts';

const api = '/api/v1';

export const TASK_STATES = ['open', 'claimed', 'snoozed', 'done', 'cancelled'] as const;
/** 已解决 / 继续跟进 / 误报 (settled 11). */
export const TASK_OUTCOMES = ['resolved', 'following-up', 'false-alarm'] as const;

const personRef = z.object({ personId: z.string(), name: z.string() });

export const taskSchema = z.object({
  taskId: z.string(),
  /** Position in the day, from 1. */
  rank: z.number().int(),
  /** What put it below the task above it under the same heading; absent for the first. */
  rankedBy: z.enum(RANK_REASONS).optional(),
  /** `must`: due today or overdue; `warning`: due later; `growth`: of a warning of something good; `snoozed`: asleep; `done`: finished today. */
  group: z.enum(['must', 'warning', 'growth', 'snoozed', 'done']),
  /** Key of the sentence that says what to do; `params` fill it (`src/web/locales`). */
  kind: z.string(),
  /** What it is about, where a person made it; its reason is empty then. Null for one that came from a warning. */
  title: z.string().nullable(),
  account: z.object({ externalId: z.string(), name: z.string(), owner: personRef.nullable() }),
  /** Risk points of the customer (MON-09), what recurs a year in whole minor units, and their product (MON-08); null where it is not known. */
  atRisk: z.object({ risk: z.number().nullable(), arrMinor: z.number().nullable(), amountMinor: z.number().nullable() }),
  /** Why: the rule that fired and the numbers it fired on. */
  reason: z.object({
    rule: z.string(),
    metric: z.string(),
    value: z.number(),
    threshold: z.number(),
    openedOn: daySchema,
    direction: z.enum(['down', 'up']),
    /** The words of a rule of the workspace's own; null for one of ours. */
    said: z.object({ title: z.string(), act: z.string() }).nullable(),
  }),
  severity: z.enum(['critical', 'high', 'normal']),
  state: z.enum(TASK_STATES),
  assignee: personRef.nullable(),
  dueOn: daySchema,
  /** The due day rests on a calendar year that is not published yet. */
  dueProvisional: z.boolean(),
  snoozedUntil: daySchema.nullable(),
  outcome: z.enum(TASK_OUTCOMES).nullable(),
  note: z.string().nullable(),
  warningState: z.string().nullable(),
  /** Present value of the metric, and its last 90 days, oldest first, null where Unknown. */
  current: maybeNumberSchema,
  spark: z.array(z.number().nullable()),
  /** Increases with each change; sent back with a change so that two people at once are told. */
  version: z.number().int(),
});
export type Task = z.output<typeof taskSchema>;

export const myDay = operation({
  id: 'tasks.myDay',
  method: 'GET',
  path: `${api}/my-day`,
  summary: 'My work for today, ranked, with reasons.',
  access: { who: 'member', functions: CUSTOMER_WORK, key: 'read' },
  input: z.object({ whose: z.enum(['mine', 'team']).default('mine') }),
  output: z.object({
    asOf: instantSchema,
    today: daySchema,
    timeZone: z.string(),
    tasks: z.array(taskSchema),
    /** For the sentence on top. */
    counts: z.object({
      open: z.number().int(),
      must: z.number().int(),
      growth: z.number().int(),
      unclaimed: z.number().int(),
      customers: z.number().int(),
      overdue: z.number().int(),
    }),
  }),
  errors: [],
});

export const getTask = operation({
  id: 'tasks.get',
  method: 'GET',
  path: `${api}/tasks/:taskId`,
  summary: 'One task with its evidence and history.',
  access: { who: 'member', functions: CUSTOMER_WORK, key: 'read' },
  input: z.object({ taskId: z.string() }),
  output: z.object({
    task: taskSchema,
    evidence: z.object({
      /** Window the rule looked at. */
      from: daySchema,
      to: daySchema,
      /** Message ids of the latest login events in the window, and how many there are in all. */
      sourceEvents: z.array(
        z.object({ messageId: z.string(), name: z.string(), userId: z.string().nullable(), occurredAt: instantSchema, source: z.string() }),
      ),
      sourceEventCount: z.number().int(),
    }),
    history: z.array(z.object({ at: instantSchema, who: z.string(), what: z.string(), detail: z.string().nullable() })),
  }),
  errors: [],
});

export const customerTasks = operation({
  id: 'tasks.ofCustomer',
  method: 'GET',
  path: `${api}/accounts/:externalId/tasks`,
  summary: 'What is still to do about one customer, in the order of the day.',
  access: { who: 'member', functions: 'any', key: 'read' },
  input: z.object({ externalId: externalIdSchema }),
  output: z.object({ today: daySchema, tasks: z.array(taskSchema) }),
  errors: ['account-unknown'],
});

export const createTask = operation({
  id: 'tasks.create',
  method: 'POST',
  path: `${api}/tasks`,
  summary: 'Makes a task about a customer by hand, for oneself or a colleague.',
  access: { who: 'member', functions: CUSTOMER_WORK, key: 'write' },
  input: z.object({
    externalId: externalIdSchema,
    title: z.string().trim().min(1).max(300),
    dueOn: daySchema,
    /** Absent: whoever makes it. */
    personId: z.string().max(60).optional(),
  }),
  output: taskSchema,
  errors: ['account-unknown', 'invalid-input'],
});

const change = { taskId: z.string(), version: z.number().int() };
const worker = { who: 'member', functions: CUSTOMER_WORK, key: 'write' } as const;

export const claimTask = operation({
  id: 'tasks.claim',
  method: 'POST',
  path: `${api}/tasks/:taskId/claim`,
  summary: 'Takes a task; its warning becomes acknowledged.',
  access: { ...worker, key: null },
  input: z.object(change),
  output: taskSchema,
  errors: ['conflict'],
});
export const releaseTask = operation({
  id: 'tasks.release',
  method: 'POST',
  path: `${api}/tasks/:taskId/release`,
  summary: 'Puts a claimed task back.',
  access: { ...worker, key: null },
  input: z.object(change),
  output: taskSchema,
  errors: ['conflict'],
});
export const assignTask = operation({
  id: 'tasks.assign',
  method: 'POST',
  path: `${api}/tasks/:taskId/assign`,
  summary: 'Hands a task to a colleague.',
  access: worker,
  input: z.object({ ...change, personId: z.string() }),
  output: taskSchema,
  errors: ['conflict'],
});
export const snoozeTask = operation({
  id: 'tasks.snooze',
  method: 'POST',
  path: `${api}/tasks/:taskId/snooze`,
  summary: 'Puts a task to sleep until a later day.',
  access: worker,
  input: z.object({ ...change, until: daySchema }),
  output: taskSchema,
  errors: ['conflict', 'invalid-input'],
});
export const wakeTask = operation({
  id: 'tasks.wake',
  method: 'POST',
  path: `${api}/tasks/:taskId/wake`,
  summary: 'Wakes a snoozed task.',
  access: worker,
  input: z.object(change),
  output: taskSchema,
  errors: ['conflict'],
});
export const completeTask = operation({
  id: 'tasks.complete',
  method: 'POST',
  path: `${api}/tasks/:taskId/complete`,
  summary: 'Finishes a task with its outcome; its warning follows.',
  access: worker,
  input: z.object({ ...change, outcome: z.enum(TASK_OUTCOMES), note: z.string().trim().max(2000).optional() }),
  output: taskSchema,
  errors: ['conflict'],
});
export const reopenTask = operation({
  id: 'tasks.reopen',
  method: 'POST',
  path: `${api}/tasks/:taskId/reopen`,
  summary: 'Takes a completion back: the undo.',
  access: worker,
  input: z.object(change),
  output: taskSchema,
  errors: ['conflict'],
});

export const cancelTask = operation({
  id: 'tasks.cancel',
  method: 'POST',
  path: `${api}/tasks/:taskId/cancel`,
  summary: 'Takes back a task that a person made.',
  access: worker,
  input: z.object(change),
  output: taskSchema,
  errors: ['conflict'],
});

const operationsTaskSchema = z.object({
  taskId: z.string(),
  /**
   * `source-silent`: the source `subject` delivered nothing after the day `since`. `warning-storm`: the rule `subject` warned of so many customers
   * on that day that their warnings wait, `waiting` of them.
   */
  kind: z.enum(['source-silent', 'warning-storm']),
  waiting: z.number().int().nullable(),
  subject: z.string(),
  since: daySchema,
  openedOn: daySchema,
  assignee: personRef.nullable(),
  version: z.number().int(),
});
export type OperationsTask = z.output<typeof operationsTaskSchema>;

export const listOperations = operation({
  id: 'tasks.operations',
  method: 'GET',
  path: `${api}/operations-tasks`,
  summary:
    'What those who run the workspace have to see to: sources that fell silent, rules that warned of too many at once. Each goes away by itself when it is over.',
  access: { who: 'member', functions: LEADING, key: 'read' },
  input: z.object({}),
  output: z.object({ today: daySchema, tasks: z.array(operationsTaskSchema) }),
  errors: [],
});
export const claimOperation = operation({
  id: 'tasks.claim-operation',
  method: 'POST',
  path: `${api}/operations-tasks/:taskId/claim`,
  summary: 'Takes such a task, or puts it back.',
  access: { who: 'member', functions: LEADING, key: null },
  input: z.object({ ...change, take: z.boolean() }),
  output: operationsTaskSchema,
  errors: ['conflict'],
});
