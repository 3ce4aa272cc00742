import { z } from 'zod';
import { LEADING } from '../../contract/access.ts';
import { operation } from '../../contract/operation.ts';
import { daySchema, instantSchema } from '../../contract/shapes.ts';
import { SEVERITIES } from './contract.ts';

const api = '/api/v1';

const severity = z.enum(SEVERITIES);
const clearDays = z.number().int().min(1).max(90);
const coolDownDays = z.number().int().min(0).max(365);

/** What a workspace says of a rule: other numbers for one of ours, or a whole rule of its own. */
export const ruleDefinitionSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ours'), fireAt: z.number(), clearAt: z.number(), clearDays, coolDownDays, severity }),
  z.object({
    kind: z.literal('own'),
    title: z.string().trim().min(1).max(80),
    act: z.string().trim().min(1).max(80),
    /** In the Common Expression Language, over metrics: `activity_rate < 0.3 && issues_open >= 2`. */
    condition: z.string().trim().min(1).max(1000),
    direction: z.enum(['down', 'up']),
    severity,
    dueInWorkingDays: z.number().int().min(0).max(60),
    clearDays,
    coolDownDays,
  }),
]);
export type RuleDefinition = z.infer<typeof ruleDefinitionSchema>;

export const ruleSchema = z.object({
  rule: z.string(),
  /** 0: as it comes. */
  version: z.number().int(),
  active: z.boolean(),
  definition: ruleDefinitionSchema,
  /** The metric whose line is drawn; of one of ours. */
  metric: z.string().nullable(),
  /** Why it cannot judge any more, as when a metric of it has gone. */
  problem: z.string().nullable(),
  changedAt: instantSchema.nullable(),
  changedBy: z.string().nullable(),
});
export type SaidRule = z.infer<typeof ruleSchema>;

const idSchema = z
  .string()
  .min(1)
  .max(60)
  .regex(/^[a-z0-9-]+$/, 'Lower-case letters, digits, hyphens.');

export const listRules = operation({
  id: 'warnings.listRules',
  method: 'GET',
  path: `${api}/warning-rules/settings`,
  summary: 'Every rule as it judges now, ours and the own ones of the workspace.',
  access: { who: 'member', functions: 'any', key: 'read' },
  input: z.object({}),
  output: z.object({ today: daySchema, rules: z.array(ruleSchema) }),
  errors: [],
});

export const saveRule = operation({
  id: 'warnings.saveRule',
  method: 'PUT',
  path: `${api}/warning-rules/:rule`,
  summary: 'Says anew how a rule judges, or makes one. Everybody is judged again; warnings of a rule that is switched off are resolved.',
  access: { who: 'member', functions: LEADING, key: 'write' },
  input: z.object({
    rule: idSchema,
    /** The version that was on the screen; 0 for one as it comes, and for a new one. */
    version: z.number().int().min(0),
    active: z.boolean(),
    definition: ruleDefinitionSchema,
  }),
  output: ruleSchema,
  errors: ['conflict', 'invalid-input', 'not-found'],
});

export const ruleVersions = operation({
  id: 'warnings.ruleVersions',
  method: 'GET',
  path: `${api}/warning-rules/:rule/versions`,
  summary: 'Every version of a rule, the latest first: who said it, and when.',
  access: { who: 'member', functions: 'any', key: 'read' },
  input: z.object({ rule: idSchema }),
  output: z.object({
    versions: z.array(ruleSchema.pick({ version: true, active: true, definition: true, changedAt: true, changedBy: true })),
  }),
  errors: ['not-found'],
});

export const tryRule = operation({
  id: 'warnings.tryRule',
  method: 'POST',
  path: `${api}/warning-rules/try`,
  summary: 'Whom a rule would warn of today, and how often it would have warned in the last 90 days. Nothing is kept.',
  access: { who: 'member', functions: LEADING, key: 'read' },
  input: z.object({ rule: idSchema, definition: ruleDefinitionSchema }),
  output: z.object({
    /** Customers that were looked at. */
    customers: z.number().int(),
    /** Those of whom it would have a warning open today. */
    warned: z.number().int(),
    /** Those of whom too little is known to say. */
    unknown: z.number().int(),
    /** Warnings it would have opened in the last 90 days. */
    opened: z.number().int(),
    samples: z.array(z.object({ externalId: z.string(), name: z.string(), metric: z.string(), value: z.number().nullable() })),
  }),
  errors: ['invalid-input', 'not-found'],
});
