import { z } from 'zod';
import { LEADING } from '../../contract/access.ts';
import { operation } from '../../contract/operation.ts';
import { externalIdSchema, instantSchema } from '../../contract/shapes.ts';

const api = '/api/v1/events/waiting';
const access = { who: 'member', functions: LEADING, key: 'read' } as const;
const changing = { who: 'member', functions: LEADING, key: 'write' } as const;

/** A group as `usage.waiting` lists them. */
const groupSchema = z.object({ status: z.enum(['quarantined', 'rejected']), code: z.string().max(40), subject: z.string().max(300) });

export const listWaitingItems = operation({
  id: 'usage.waiting-items',
  method: 'GET',
  path: `${api}/items`,
  summary: 'The latest items of a group that waits or was refused, as they came.',
  access,
  input: groupSchema,
  output: z.object({ items: z.array(z.object({ id: z.string(), source: z.string(), at: instantSchema, item: z.unknown() })) }),
  errors: [],
});

export const listWaitingUsers = operation({
  id: 'usage.waiting-users',
  method: 'GET',
  path: `${api}/users`,
  summary: 'The users of whom nobody said to which customer they belong, those with most items first.',
  access,
  input: z.object({}),
  output: z.object({ users: z.array(z.object({ userId: z.string(), count: z.number().int(), latestAt: instantSchema })) }),
  errors: [],
});

export const assignWaiting = operation({
  id: 'usage.assign-waiting',
  method: 'POST',
  path: `${api}/assign`,
  summary: 'Says to which customer an unknown external id or a user belongs; what waits for it, and what comes, is counted there.',
  access: changing,
  input: z.object({ what: z.enum(['account', 'user']), name: z.string().min(1).max(200), customer: externalIdSchema }),
  output: z.object({ waiting: z.number().int() }),
  errors: ['account-unknown', 'conflict'],
});

export const replayWaiting = operation({
  id: 'usage.replay-waiting',
  method: 'POST',
  path: `${api}/replay`,
  summary: 'Takes the items of a group once more: those that are too old are kept now, the others are judged anew.',
  access: changing,
  input: groupSchema,
  output: z.object({
    accepted: z.number().int(),
    duplicate: z.number().int(),
    quarantined: z.number().int(),
    rejected: z.number().int(),
    /** Not tried: kept only in part, or beyond what one go takes (5,000; 1 stands for all of them). */
    left: z.number().int(),
  }),
  errors: [],
});

export const discardWaiting = operation({
  id: 'usage.discard-waiting',
  method: 'POST',
  path: `${api}/discard`,
  summary: 'Removes the items of a group for good.',
  access: changing,
  input: groupSchema,
  output: z.object({ discarded: z.number().int() }),
  errors: [],
});
