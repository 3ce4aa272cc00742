import { z } from 'zod';
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
  account: z.object({ externalId: z.string(), name: z.string() }),
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
});

export const listWarnings = operation({
  id: 'warnings.list',
  method: 'GET',
  path: `${api}/warnings`,
  summary: 'Warnings on the customers I can see, latest first.',
  access: { who: 'member', functions: 'any', key: 'read' },
  input: z.object({
    state: z.enum(WARNING_STATES).optional(),
    externalId: z.string().max(200).optional(),
    limit: z.coerce.number().int().min(1).max(500).default(100),
  }),
  output: z.object({ warnings: z.array(warningSchema) }),
  errors: [],
});

export const warningOpened = domainEvent({
  name: 'warning.opened',
  payload: z.object({ warningId: z.string(), accountId: z.string(), asOf: daySchema }),
});
/** The cause is gone, or the judgement was taken back: open work on it is moot. */
export const warningResolved = domainEvent({
  name: 'warning.resolved',
  payload: z.object({ warningId: z.string(), by: z.enum(['person', 'auto']) }),
});
