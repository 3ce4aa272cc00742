import { z } from 'zod';
import { job } from '../../contract/job.ts';
import { operation } from '../../contract/operation.ts';
import { daySchema, instantSchema } from '../../contract/shapes.ts';
import { NOTICE_KINDS, NOTICE_SEVERITIES } from './core/routing.ts';

const api = '/api/v1';
/** Everybody about themselves; a key is nobody and is told nothing. */
const reader = { who: 'member', functions: 'any', key: null } as const;

const noticeSchema = z.object({
  noticeId: z.string(),
  kind: z.enum(NOTICE_KINDS),
  severity: z.enum(NOTICE_SEVERITIES),
  account: z.object({ externalId: z.string(), name: z.string() }).nullable(),
  /** Id of the warning or task, name of the source. */
  subject: z.string(),
  rule: z.string().nullable(),
  title: z.string().nullable(),
  act: z.string().nullable(),
  metric: z.string().nullable(),
  value: z.number().nullable(),
  threshold: z.number().nullable(),
  /** Who handed the task over. */
  by: z.string().nullable(),
  /** The day the task is due; the last day on which the source delivered. */
  day: daySchema.nullable(),
  source: z.string().nullable(),
  toldAt: instantSchema,
  toldOn: daySchema,
  read: z.boolean(),
  /** There is nothing to do any more: the warning is closed, the task done or another's, the source heard of again. */
  over: z.boolean(),
});
export type NoticeAnswer = z.output<typeof noticeSchema>;

export const listNotices = operation({
  id: 'notifications.list',
  method: 'GET',
  path: `${api}/notices`,
  summary: 'What I was told, latest first.',
  access: reader,
  input: z.object({ are: z.enum(['all', 'unread']).default('all'), limit: z.coerce.number().int().min(1).max(300).default(100) }),
  output: z.object({
    today: daySchema,
    asOf: instantSchema,
    unread: z.number().int(),
    total: z.number().int(),
    notices: z.array(noticeSchema),
  }),
  errors: [],
});

export const countNotices = operation({
  id: 'notifications.count',
  method: 'GET',
  path: `${api}/notices/unread`,
  summary: 'How much of what I was told I have not read, and is not over.',
  access: reader,
  input: z.object({}),
  output: z.object({ unread: z.number().int() }),
  errors: [],
});

export const readNotices = operation({
  id: 'notifications.read',
  method: 'POST',
  path: `${api}/notices/read`,
  summary: 'Marks as read some of what I was told, or all of it up to a moment.',
  access: reader,
  input: z.object({ noticeIds: z.array(z.string().max(60)).max(300).default([]), upTo: instantSchema.optional() }),
  output: z.object({ unread: z.number().int() }),
  errors: [],
});

export const sendJob = job({
  name: 'notifications.send',
  summary: 'Gathers digests whose hour has come, and sends what is due to mail servers and group bots.',
  // Not on the whole or half hour: the vendors are busiest then.
  schedule: '3-58/5 * * * *',
  long: true,
});

export const dueJob = job({
  name: 'notifications.due',
  summary: 'Tells people of tasks that are due today or overdue.',
  schedule: '4 0 * * *',
});
