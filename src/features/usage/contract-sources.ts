import { z } from 'zod';
import { LEADING } from '../../contract/access.ts';
import { domainEvent } from '../../contract/domain-event.ts';
import { job } from '../../contract/job.ts';
import { operation } from '../../contract/operation.ts';
import { daySchema, externalIdSchema, instantSchema } from '../../contract/shapes.ts';
import { EVENT_MEANINGS } from './core/kinds.ts';

const api = '/api/v1';

export const sourceHealth = operation({
  id: 'usage.source-health',
  method: 'GET',
  path: `${api}/sources/health`,
  summary: 'What arrives from each source, how much, since when nothing does, and what share is refused.',
  access: { who: 'member', functions: [...LEADING, 'product'], key: 'read' },
  input: z.object({}),
  output: z.object({
    /** Days without a delivery after which what a source tells is unknown. */
    freshnessDays: z.number().int(),
    silent: z.array(z.string()),
    sources: z.array(
      z.object({
        source: z.string(),
        state: z.enum(['fresh', 'silent', 'retired', 'only-refused']),
        events: z.number().int(),
        lastDay: daySchema.nullable(),
        lastRecordedAt: instantSchema.nullable(),
        /** Whole days without a delivery; null when there never was one. */
        silentDays: z.number().int().nullable(),
        /** Recorded in the last full hour, and the median of that hour on the 14 days before; null: not enough days. */
        lastHour: z.number().int(),
        typicalHour: z.number().nullable(),
        /** Recorded on each of the last 14 days, today last. */
        days: z.array(z.number().int()),
        /** Refused in the last 14 days, and their share of all that came. */
        refused: z.number().int(),
        refusedShare: z.number().nullable(),
      }),
    ),
  }),
  errors: [],
});

export const retireSource = operation({
  id: 'usage.retire-source',
  method: 'POST',
  path: `${api}/sources/retire`,
  summary: 'Says that nothing more is expected from a source, or that it is again: its silence is then no news.',
  access: { who: 'member', functions: LEADING, key: 'write' },
  input: z.object({ source: z.string().min(1).max(200), retired: z.boolean() }),
  output: z.object({ retired: z.boolean() }),
  errors: ['not-found'],
});

const choice = {
  customer: externalIdSchema.optional(),
  user: z.string().min(1).max(200).optional(),
  name: z.string().min(1).max(200).optional(),
  kind: z.enum(EVENT_MEANINGS).optional(),
  module: z.string().min(1).max(120).optional(),
  source: z.string().min(1).max(200).optional(),
  from: daySchema.optional().describe('30 days before `to`, if absent; a year before at most.'),
  to: daySchema.optional().describe('Tomorrow, if absent.'),
};

export const findEvents = operation({
  id: 'usage.find-events',
  method: 'GET',
  path: `${api}/events`,
  summary: 'Single events of customers that the caller may see, latest first, by customer, user, name and time.',
  access: { who: 'member', functions: 'any', key: 'read' },
  input: z.object({ ...choice, limit: z.coerce.number().int().min(1).max(500).default(50) }),
  output: z.object({
    from: daySchema,
    to: daySchema,
    total: z.number().int(),
    events: z.array(
      z.object({
        messageId: z.string(),
        customer: z.object({ externalId: z.string(), name: z.string() }),
        user: z.string().nullable(),
        name: z.string(),
        kind: z.enum(EVENT_MEANINGS),
        module: z.string().nullable(),
        client: z.string().nullable(),
        seconds: z.number().nullable(),
        value: z.number().nullable(),
        source: z.string(),
        occurredAt: instantSchema,
        recordedAt: instantSchema,
        excluded: z.boolean(),
        properties: z.record(z.string(), z.unknown()),
      }),
    ),
  }),
  errors: ['account-unknown'],
});

export const countEvents = operation({
  id: 'usage.count-events',
  method: 'GET',
  path: `${api}/events/counts`,
  summary: 'How many events there are by day, by module, by kind and by client, among those that `usage.find-events` finds.',
  access: { who: 'member', functions: 'any', key: 'read' },
  input: z.object(choice),
  output: z.object({
    from: daySchema,
    to: daySchema,
    days: z.array(z.object({ day: daySchema, events: z.number().int() })),
    modules: z.array(z.object({ module: z.string().nullable(), events: z.number().int() })),
    /** Modules beyond the 500 with the most events, together. */
    otherModules: z.object({ modules: z.number().int(), events: z.number().int() }),
    kinds: z.array(z.object({ kind: z.enum(EVENT_MEANINGS), events: z.number().int() })),
    clients: z.array(z.object({ client: z.enum(['pc', 'app', 'other']).nullable(), events: z.number().int() })),
  }),
  errors: ['account-unknown'],
});

/** Sources fell silent, are heard of again, or nothing is expected of them any more: once for each change. */
export const silenceChanged = domainEvent({
  name: 'usage.silence-changed',
  payload: z.object({ sources: z.array(z.string()).min(1) }),
});

/** Asked for when a silence may have ended; the schedule sees one begin. */
export const watchSourcesJob = job({
  name: 'usage.watch-sources',
  summary: 'Tells those who run the workspace when a source falls silent, and when it is heard of again.',
  schedule: '17 * * * *',
});
