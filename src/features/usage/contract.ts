import { z } from 'zod';
import { LEADING } from '../../contract/access.ts';
import { domainEvent } from '../../contract/domain-event.ts';
import { job } from '../../contract/job.ts';
import { operation } from '../../contract/operation.ts';
import { daySchema, externalIdSchema, instantSchema } from '../../contract/shapes.ts';

const api = '/api/v1';

export const RECEIPT_STATUS = ['accepted', 'duplicate', 'quarantined', 'rejected'] as const;

/** What became of every item of a batch (settled 14). */
export const receiptSchema = z.object({
  accepted: z.number().int(),
  duplicate: z.number().int(),
  quarantined: z.number().int(),
  rejected: z.number().int(),
  items: z.array(
    z.object({
      index: z.number().int(),
      messageId: z.string().nullable(),
      status: z.enum(RECEIPT_STATUS),
      /** Why it was not accepted: `unknown-account`, `too-old`, `too-far-ahead`, `shape`, … */
      code: z.string().optional(),
      hint: z.string().optional(),
    }),
  ),
});
export type Receipt = z.output<typeof receiptSchema>;

export const batch = operation({
  id: 'usage.batch',
  method: 'POST',
  path: '/v1/batch',
  summary: "Segment's batch of track, identify, group, page, screen calls; answers with a receipt for every item.",
  access: { who: 'member', functions: [], key: 'ingest' },
  // Items stay unknown here: each is judged by itself in core/normalise, so that one bad item never costs its neighbours.
  input: z.looseObject({
    batch: z.array(z.unknown()).min(1).max(1000),
    sentAt: z.string().optional(),
    context: z.unknown().optional(),
    writeKey: z.string().optional(),
  }),
  output: receiptSchema,
  errors: ['receipt-nothing-kept', 'too-large', 'too-many-requests', 'unavailable'],
  bodyLimit: 1024 * 1024,
});

/** Segment's calls one by one: the same receipt, with one item. */
function single<const Call extends string>(call: Call) {
  return operation({
    id: `usage.${call}`,
    method: 'POST',
    path: `/v1/${call}`,
    summary: `One ${call} call, as Segment's clients send it; answers with a receipt of one item.`,
    access: { who: 'member', functions: [], key: 'ingest' },
    // As in a batch, the item is judged in core/normalise.
    input: z.looseObject({}),
    output: receiptSchema,
    errors: ['receipt-nothing-kept', 'too-large', 'too-many-requests', 'unavailable'],
  });
}

export const track = single('track');
export const identify = single('identify');
export const group = single('group');
export const page = single('page');
export const screen = single('screen');
export const alias = single('alias');

export const listSources = operation({
  id: 'usage.sources',
  method: 'GET',
  path: `${api}/sources`,
  summary: 'Where events come from and when the last one came.',
  access: { who: 'member', functions: 'any', key: 'read' },
  input: z.object({}),
  output: z.object({
    sources: z.array(
      z.object({ source: z.string(), events: z.number().int(), lastDay: daySchema.nullable(), lastRecordedAt: instantSchema.nullable() }),
    ),
    waiting: z.number().int(),
  }),
  errors: [],
});

export const listWaiting = operation({
  id: 'usage.waiting',
  method: 'GET',
  path: `${api}/events/waiting`,
  summary: 'Items that were kept aside or rejected, grouped by reason, with a sample each.',
  access: { who: 'member', functions: ['cs-ops', 'cs-head', 'admin'], key: 'read' },
  input: z.object({}),
  output: z.object({
    groups: z.array(
      z.object({
        status: z.enum(['quarantined', 'rejected']),
        code: z.string(),
        subject: z.string(),
        count: z.number().int(),
        sample: z.unknown(),
        latestAt: instantSchema,
      }),
    ),
  }),
  errors: [],
});

export const listEvents = operation({
  id: 'usage.events',
  method: 'GET',
  path: `${api}/accounts/:externalId/events`,
  summary: 'The usage events of a customer, latest first.',
  access: { who: 'member', functions: 'any', key: 'read' },
  input: z.object({
    externalId: externalIdSchema,
    from: daySchema.optional(),
    to: daySchema.optional(),
    kind: z.string().max(40).optional(),
    limit: z.coerce.number().int().min(1).max(500).default(50),
  }),
  output: z.object({
    total: z.number().int(),
    events: z.array(
      z.object({
        messageId: z.string(),
        name: z.string(),
        kind: z.string(),
        userId: z.string().nullable(),
        module: z.string().nullable(),
        source: z.string(),
        occurredAt: instantSchema,
        recordedAt: instantSchema,
        excluded: z.boolean(),
      }),
    ),
  }),
  errors: ['account-unknown'],
});

const meterSchema = z.object({
  used: z.number().int(),
  limit: z.number().int().nullable(),
  /** Fraction of the limit. */
  share: z.number().nullable(),
  /** The highest threshold in percent that is reached. */
  warning: z.union([z.literal(70), z.literal(90)]).nullable(),
});

export const listLimits = operation({
  id: 'usage.limits',
  method: 'GET',
  path: `${api}/limits`,
  summary: 'What each ingest key has sent in this minute and on this day, against its limits; with warnings at 70 and 90 %.',
  access: { who: 'member', functions: LEADING, key: 'read' },
  input: z.object({}),
  output: z.object({
    keys: z.array(z.object({ keyId: z.string(), name: z.string(), minute: meterSchema, day: meterSchema })),
    /** When the next day begins. */
    dayEndsAt: instantSchema,
  }),
  errors: [],
});

/** Usage facts of these accounts changed from these days on. */
export const usageChanged = domainEvent({
  name: 'usage.changed',
  payload: z.object({ accounts: z.array(z.object({ accountId: z.string(), from: daySchema })).min(1), live: z.boolean(), asOf: daySchema }),
});

/** Asked for after every batch and import; the schedule only catches what a crash has lost. */
export const rollupJob = job({
  name: 'usage.rollup',
  summary: 'Reads on in the event log and has the series of touched customers computed again.',
  schedule: '7 * * * *',
});

export const healJob = job({
  name: 'usage.heal',
  summary: 'Counts items that were kept aside and whose customer is known by now.',
  schedule: '37 * * * *',
});

export const pruneJob = job({
  name: 'usage.prune',
  summary: 'Forgets rejected items after 30 days.',
  schedule: '20 3 * * *',
});
