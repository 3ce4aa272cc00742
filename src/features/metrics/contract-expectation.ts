import { z } from 'zod';
import { CUSTOMER_WORK } from '../../contract/access.ts';
import { operation } from '../../contract/operation.ts';
import { daySchema, externalIdSchema, unknownReasonSchema } from '../../contract/shapes.ts';

const api = '/api/v1';

const expectationSchema = z.object({
  /** Users on a day on which the product is used. */
  users: z.number().min(1),
  /** Days of a month on which it is used. */
  activeDays: z.number().min(1).max(30),
  modules: z.number().min(1).nullable(),
  /** A fraction. */
  activity: z.number().min(0.01).max(1).nullable(),
});

/** What is the case now, what was expected, and the one by the other; null: not known. */
const lineSchema = z.object({
  metric: z.string(),
  value: z.number().nullable(),
  reason: unknownReasonSchema.nullable(),
  expected: z.number().nullable(),
  share: z.number().nullable(),
});

export const expectation = operation({
  id: 'metrics.expectation',
  method: 'GET',
  path: `${api}/accounts/:externalId/expectation`,
  summary: 'What a customer is expected to use, how much of that it uses, and what its first 28 good days propose.',
  access: { who: 'member', functions: 'any', key: 'read' },
  input: z.object({ externalId: externalIdSchema }),
  output: z.object({
    asOf: daySchema,
    /** Whether somebody said what to expect. */
    isSet: z.boolean(),
    lines: z.array(lineSchema),
    /** Null until there are 28 good days. */
    proposal: expectationSchema.extend({ from: daySchema, to: daySchema }).nullable(),
    goodDays: z.number().int(),
    neededDays: z.number().int(),
  }),
  errors: ['account-unknown'],
});

export const acceptExpectation = operation({
  id: 'metrics.acceptExpectation',
  method: 'POST',
  path: `${api}/accounts/:externalId/expectation`,
  summary: 'Says what a customer is expected to use, from today on, as it was proposed or otherwise.',
  access: { who: 'member', functions: CUSTOMER_WORK, key: 'write' },
  input: expectationSchema.extend({ externalId: externalIdSchema, note: z.string().trim().min(1).max(1000) }),
  output: z.object({ said: z.array(z.string()) }),
  errors: ['account-unknown', 'invalid-input'],
});

export const peers = operation({
  id: 'metrics.peers',
  method: 'GET',
  path: `${api}/accounts/:externalId/peers`,
  summary: 'Where a customer stands among those of its value tier and industry: at least 8 of them, else of the tier alone.',
  access: { who: 'member', functions: 'any', key: 'read' },
  input: z.object({ externalId: externalIdSchema, metrics: z.string().min(1).max(400) }),
  output: z.object({
    asOf: daySchema,
    tier: z.string().nullable(),
    industry: z.string().nullable(),
    metrics: z.array(
      z.object({
        metric: z.string(),
        value: z.number().nullable(),
        reason: unknownReasonSchema.nullable(),
        /** Null with fewer than 8 peers of whom it is known. */
        position: z
          .object({
            peers: z.number().int(),
            lower: z.number().int(),
            /** The share of peers that are lower. */
            above: z.number(),
            middle: z.number(),
            among: z.object({ tier: z.string().nullable(), industry: z.string().nullable() }),
          })
          .nullable(),
      }),
    ),
  }),
  errors: ['account-unknown', 'invalid-input'],
});
