import { z } from 'zod';
import { CUSTOMER_WORK, LEADING } from '../../contract/access.ts';
import { domainEvent } from '../../contract/domain-event.ts';
import { operation } from '../../contract/operation.ts';
import { daySchema, instantSchema } from '../../contract/shapes.ts';

const api = '/api/v1';

export const WARNING_STATES = ['new', 'acknowledged', 'working', 'resolved', 'false-alarm'] as const;
export const SEVERITIES = ['critical', 'high', 'normal'] as const;

export const warningSchema = z.object({
  warningId: z.string(),
  rule: z.string(),
  ruleVersion: z.string(),
  severity: z.enum(SEVERITIES),
  direction: z.enum(['down', 'up']),
  account: z.object({ externalId: z.string(), name: z.string(), owner: z.string().nullable() }),
  state: z.enum(WARNING_STATES),
  openedOn: daySchema,
  resolvedAt: instantSchema.nullable(),
  /** A person's name, or `auto`. */
  resolvedBy: z.string().nullable(),
  /** The value that fired, and the threshold it fired at, in the metric's unit. */
  metric: z.string(),
  value: z.number(),
  threshold: z.number(),
  previousWarningId: z.string().nullable(),
  /** The title of a rule of the workspace's own; null for one of ours. */
  title: z.string().nullable(),
});

export const listWarnings = operation({
  id: 'warnings.list',
  method: 'GET',
  path: `${api}/warnings`,
  summary: 'Warnings on the customers I can see, latest first.',
  access: { who: 'member', functions: 'any', key: 'read' },
  input: z.object({
    state: z.enum(WARNING_STATES).optional(),
    /** `open`: new, acknowledged or working; `closed`: the others. */
    are: z.enum(['open', 'closed']).optional(),
    rule: z.string().max(80).optional(),
    severity: z.enum(SEVERITIES).optional(),
    externalId: z.string().max(200).optional(),
    limit: z.coerce.number().int().min(1).max(500).default(100),
  }),
  output: z.object({ today: daySchema, warnings: z.array(warningSchema), total: z.number().int() }),
  errors: [],
});

export const ruleTally = operation({
  id: 'warnings.rules',
  method: 'GET',
  path: `${api}/warning-rules`,
  summary: 'Every rule with how often it warned in the last 90 days, what is open, and its false alarms.',
  access: { who: 'member', functions: 'any', key: 'read' },
  input: z.object({}),
  output: z.object({
    since: daySchema,
    rules: z.array(
      z.object({
        rule: z.string(),
        opened: z.number().int(),
        open: z.number().int(),
        /** Of those opened: closed by a person as a false alarm. */
        falseAlarms: z.number().int(),
        /** False alarms ÷ opened (MON-07); null where nothing was opened. */
        falseRate: z.number().nullable(),
      }),
    ),
  }),
  errors: [],
});

const one = z.object({ warningId: z.string().max(60) });

export const acknowledgeWarning = operation({
  id: 'warnings.acknowledge',
  method: 'POST',
  path: `${api}/warnings/:warningId/acknowledge`,
  summary: 'Somebody has seen it and will look after it.',
  access: { who: 'member', functions: CUSTOMER_WORK, key: null },
  input: one,
  output: z.object({ warningId: z.string(), state: z.enum(WARNING_STATES) }),
  errors: ['not-found'],
});

export const closeWarnings = operation({
  id: 'warnings.close',
  method: 'POST',
  path: `${api}/warnings/close`,
  summary: 'Says how warnings ended: resolved, or a false alarm. Work on them that is still open is cancelled.',
  access: { who: 'member', functions: CUSTOMER_WORK, key: null },
  input: z.object({ warningIds: z.array(z.string().max(60)).min(1).max(200), outcome: z.enum(['resolved', 'false-alarm']) }),
  output: z.object({ closed: z.array(z.string()) }),
  errors: [],
});

export const reopenWarnings = operation({
  id: 'warnings.reopen',
  method: 'POST',
  path: `${api}/warnings/reopen`,
  summary: 'Takes a closing back.',
  access: { who: 'member', functions: CUSTOMER_WORK, key: null },
  input: z.object({ warningIds: z.array(z.string().max(60)).min(1).max(200) }),
  output: z.object({ reopened: z.array(z.string()) }),
  errors: ['conflict'],
});

export const listStorms = operation({
  id: 'warnings.storms',
  method: 'GET',
  path: `${api}/warning-storms`,
  summary: 'Rules that warned of very many customers on one day, and whose warnings wait without tasks until somebody has looked.',
  access: { who: 'member', functions: 'any', key: 'read' },
  input: z.object({}),
  output: z.object({
    storms: z.array(z.object({ rule: z.string(), since: daySchema, waiting: z.number().int() })),
    limits: z.object({ least: z.number().int(), share: z.number() }),
  }),
  errors: [],
});

export const setStormLimits = operation({
  id: 'warnings.setStormLimits',
  method: 'PUT',
  path: `${api}/warning-storms/limits`,
  summary: 'Says how many warnings of one rule on one day, and which share of the live customers, wait until somebody has looked.',
  access: { who: 'member', functions: LEADING, key: 'write' },
  input: z.object({
    least: z.number().int().min(2).max(100_000),
    /** A fraction: 0.2 for 20 %. */
    share: z.number().min(0).max(1),
  }),
  output: z.object({ least: z.number().int(), share: z.number() }),
  errors: ['invalid-input'],
});

export const releaseStorm = operation({
  id: 'warnings.releaseStorm',
  method: 'POST',
  path: `${api}/warning-storms/:rule/release`,
  summary: 'Lets the waiting warnings of a rule through: each opens its task.',
  access: { who: 'member', functions: LEADING, key: null },
  input: z.object({ rule: z.string().max(80) }),
  output: z.object({ released: z.number().int() }),
  errors: ['not-found'],
});

export const dismissStorm = operation({
  id: 'warnings.dismissStorm',
  method: 'POST',
  path: `${api}/warning-storms/:rule/dismiss`,
  summary: 'Calls all waiting warnings of a rule false alarms.',
  access: { who: 'member', functions: LEADING, key: null },
  input: z.object({ rule: z.string().max(80) }),
  output: z.object({ closed: z.array(z.string()) }),
  errors: ['not-found'],
});

/** Warnings on these customers opened, ended or came back: which are open now is asked of the warnings. */
export const warningsChanged = domainEvent({ name: 'warnings.changed', payload: z.object({ accountIds: z.array(z.string()).min(1) }) });
export const warningOpened = domainEvent({
  name: 'warning.opened',
  payload: z.object({ warningId: z.string(), accountId: z.string(), asOf: daySchema }),
});
/** Warnings of a rule joined a storm, were let through or ended: how many wait now is asked of the warnings. */
export const stormChanged = domainEvent({ name: 'warning.storm-changed', payload: z.object({ rule: z.string() }) });
/** The cause is gone, or the judgement was taken back: open work on it is moot. */
export const warningResolved = domainEvent({
  name: 'warning.resolved',
  payload: z.object({ warningId: z.string(), by: z.enum(['person', 'auto']) }),
});
