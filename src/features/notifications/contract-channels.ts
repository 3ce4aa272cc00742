import { z } from 'zod';
import { ADMINISTERING, LEADING } from '../../contract/access.ts';
import { operation } from '../../contract/operation.ts';
import { emailSchema, instantSchema, nameSchema } from '../../contract/shapes.ts';
import { BOT_KINDS } from './core/bot-kinds.ts';
import { NOTICE_SEVERITIES } from './core/routing.ts';

const api = '/api/v1';
const administrators = { who: 'member', functions: ADMINISTERING, key: null } as const;

const hourSchema = z.number().int().min(0).max(23);
export const scheduleSchema = z.object({
  /** Null: no digest. */
  digestHour: hourSchema.nullable(),
  /** Null: never quiet. */
  quiet: z.object({ from: hourSchema, to: hourSchema }).nullable(),
  restDays: z.enum(['all', 'critical', 'none']),
});

const wishesSchema = z.object({ critical: z.boolean(), digest: z.boolean(), schedule: scheduleSchema });

export const myWishes = operation({
  id: 'notifications.wishes',
  method: 'GET',
  path: `${api}/notice-wishes`,
  summary: 'What I want by mail, and when.',
  access: { who: 'member', functions: 'any', key: null },
  input: z.object({}),
  output: z.object({
    wishes: wishesSchema,
    /** Null: nobody knows my address. */
    email: z.string().nullable(),
    /** Whether the workspace sends mail at all. */
    mailReady: z.boolean(),
    timeZone: z.string(),
  }),
  errors: [],
});

export const saveWishes = operation({
  id: 'notifications.save-wishes',
  method: 'PUT',
  path: `${api}/notice-wishes`,
  summary: 'Says what I want by mail, and when.',
  access: { who: 'member', functions: 'any', key: null },
  input: wishesSchema,
  output: wishesSchema,
  errors: [],
});

/** How a channel has been doing. */
const conditionSchema = {
  /** When it last took something; null: never. */
  sentAt: instantSchema.nullable(),
  /** Since when it takes nothing; null while all is well. */
  failingSince: instantSchema.nullable(),
  /** What the other side said last. */
  answer: z.string().nullable(),
};

const mailSchema = z.object({
  host: z.string(),
  port: z.number().int(),
  security: z.enum(['tls', 'starttls', 'none']),
  user: z.string().nullable(),
  sender: z.string(),
  password: z
    .enum(['none', 'kept', 'lost'])
    .meta({ description: 'Never the password itself. Lost: the key of the server has changed; enter it again.' }),
  ...conditionSchema,
});

export const mailSettings = operation({
  id: 'notifications.mail',
  method: 'GET',
  path: `${api}/mail-settings`,
  summary: 'The mail server by which notices go out, without its password.',
  access: administrators,
  input: z.object({}),
  output: z.object({ mail: mailSchema.nullable() }),
  errors: [],
});

export const saveMail = operation({
  id: 'notifications.save-mail',
  method: 'PUT',
  path: `${api}/mail-settings`,
  summary: 'Says by which mail server notices go out. Without `password` the one that is kept stays.',
  access: administrators,
  input: z.object({
    host: z
      .string()
      .trim()
      .toLowerCase()
      .min(1)
      .max(253)
      .regex(/^[a-z0-9.:-]+$/, 'A host name or an IP address.'),
    port: z.number().int().min(1).max(65_535),
    security: z.enum(['tls', 'starttls', 'none']),
    user: z.string().trim().max(254).nullable(),
    password: z.string().min(1).max(500).optional(),
    sender: emailSchema,
  }),
  output: z.object({ mail: mailSchema.nullable() }),
  errors: [],
});

export const removeMail = operation({
  id: 'notifications.remove-mail',
  method: 'DELETE',
  path: `${api}/mail-settings`,
  summary: 'Stops sending mail, and forgets the server with its password.',
  access: administrators,
  input: z.object({}),
  output: z.object({ mail: mailSchema.nullable() }),
  errors: [],
});

/** What the other side said to a test. */
const testedSchema = z.object({ sent: z.boolean(), answer: z.string() });

export const testMail = operation({
  id: 'notifications.test-mail',
  method: 'POST',
  path: `${api}/mail-settings/test`,
  summary: 'Sends a mail to myself, now, and says what the mail server answered.',
  access: administrators,
  input: z.object({}),
  output: testedSchema.extend({ to: z.string() }),
  errors: ['conflict'],
});

const serves = {
  name: nameSchema,
  severity: z.enum(NOTICE_SEVERITIES),
  /** Empty: all customers. */
  teams: z.array(z.string().max(60)).max(100),
  schedule: scheduleSchema,
};
const hook = z.string().trim().min(1).max(500);
const secret = z.string().trim().min(1).max(200);

const botSchema = z.object({
  botId: z.string(),
  kind: z.enum(BOT_KINDS),
  ...serves,
  /** Host and last signs of its address; the address itself is a secret. */
  hook: z.string(),
  signed: z.boolean(),
  /** The key of the server has changed: address and secret must be entered again. */
  lost: z.boolean(),
  ...conditionSchema,
});
export type BotAnswer = z.output<typeof botSchema>;

export const listBots = operation({
  id: 'notifications.bots',
  method: 'GET',
  path: `${api}/notice-bots`,
  summary: 'The group bots that are told of warnings, without their addresses and secrets.',
  access: administrators,
  input: z.object({}),
  output: z.object({ bots: z.array(botSchema), teams: z.array(z.object({ teamId: z.string(), name: z.string() })) }),
  errors: [],
});

export const addBot = operation({
  id: 'notifications.add-bot',
  method: 'POST',
  path: `${api}/notice-bots`,
  summary: 'Adds a group bot of 企业微信, 钉钉 or 飞书.',
  access: administrators,
  input: z.object({ kind: z.enum(BOT_KINDS), ...serves, hook, secret: secret.optional() }),
  output: z.object({ botId: z.string() }),
  errors: [],
});

export const saveBot = operation({
  id: 'notifications.save-bot',
  method: 'PUT',
  path: `${api}/notice-bots/:botId`,
  summary: 'Changes a group bot. Without `hook` and `secret` those that are kept stay; a `secret` of null is taken away.',
  access: administrators,
  input: z.object({ botId: z.string().max(60), ...serves, hook: hook.optional(), secret: secret.nullable().optional() }),
  output: z.object({ botId: z.string() }),
  errors: [],
});

export const removeBot = operation({
  id: 'notifications.remove-bot',
  method: 'DELETE',
  path: `${api}/notice-bots/:botId`,
  summary: 'Forgets a group bot with its address and secret.',
  access: administrators,
  input: z.object({ botId: z.string().max(60) }),
  output: z.object({ botId: z.string() }),
  errors: [],
});

export const testBot = operation({
  id: 'notifications.test-bot',
  method: 'POST',
  path: `${api}/notice-bots/:botId/test`,
  summary: 'Sends a message to the group, now, and says what the vendor answered.',
  access: administrators,
  input: z.object({ botId: z.string().max(60) }),
  output: testedSchema,
  errors: ['conflict'],
});

const DELIVERY_STATES = ['waiting', 'sending', 'sent', 'failed', 'unsure', 'dropped'] as const;

const deliverySchema = z.object({
  deliveryId: z.string(),
  channel: z.enum(['mail', ...BOT_KINDS]),
  /** Name of the person or bot. */
  to: z.string(),
  kind: z.enum(['at-once', 'digest']),
  state: z.enum(DELIVERY_STATES),
  attempts: z.number().int(),
  notices: z.number().int(),
  createdAt: instantSchema,
  /** When it is tried, or tried again; null when it is at its end. */
  dueAt: instantSchema.nullable(),
  endedAt: instantSchema.nullable(),
  answer: z.string().nullable(),
});
export type DeliveryAnswer = z.output<typeof deliverySchema>;

export const listDeliveries = operation({
  id: 'notifications.deliveries',
  method: 'GET',
  path: `${api}/notice-deliveries`,
  summary: 'Messages that left or will leave the house, latest first, and what became of each.',
  access: { who: 'member', functions: LEADING, key: null },
  input: z.object({
    are: z.enum(['all', 'open', 'sent', 'failed']).default('all'),
    limit: z.coerce.number().int().min(1).max(300).default(100),
  }),
  output: z.object({
    deliveries: z.array(deliverySchema),
    counts: z.object({ all: z.number().int(), open: z.number().int(), sent: z.number().int(), failed: z.number().int() }),
    /** They are kept for so many days. */
    keptDays: z.number().int(),
  }),
  errors: [],
});

export const retryDelivery = operation({
  id: 'notifications.retry',
  method: 'POST',
  path: `${api}/notice-deliveries/:deliveryId/retry`,
  summary: 'Tries a message again that failed, or of which nobody knows whether it arrived.',
  access: { who: 'member', functions: LEADING, key: null },
  input: z.object({ deliveryId: z.string().max(60) }),
  output: z.object({ deliveryId: z.string() }),
  errors: ['conflict'],
});
