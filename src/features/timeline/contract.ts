import { z } from 'zod';
import { operation } from '../../contract/operation.ts';
import { daySchema, externalIdSchema } from '../../contract/shapes.ts';
import { TIMELINE_GROUPS, TIMELINE_KINDS, type TimelineKind } from './core/entries.ts';

const KINDS = Object.keys(TIMELINE_KINDS) as [TimelineKind, ...TimelineKind[]];

export const timeline = operation({
  id: 'timeline.list',
  method: 'GET',
  path: '/api/v1/accounts/:externalId/timeline',
  summary: 'What happened with a customer, the latest first: touches, issues, answers, contracts, people, health, warnings, notes.',
  access: { who: 'member', functions: 'any', key: 'read' },
  input: z.object({
    externalId: externalIdSchema,
    /** Groups, separated by commas; all where it is left out. */
    groups: z
      .string()
      .max(200)
      .regex(/^[a-z]+(,[a-z]+)*$/)
      .optional(),
    after: z.string().max(400).optional(),
    limit: z.coerce.number().int().min(1).max(500).default(20),
  }),
  output: z.object({
    today: daySchema,
    entries: z.array(
      z.object({
        id: z.string(),
        kind: z.enum(KINDS),
        on: daySchema,
        code: z.string().nullable(),
        title: z.string().nullable(),
        detail: z.string().nullable(),
        who: z.string().nullable(),
        from: z.number().nullable(),
        to: z.number().nullable(),
        currency: z.string().nullable(),
      }),
    ),
    next: z.string().nullable(),
    counts: z.record(z.enum(TIMELINE_GROUPS), z.number().int()),
  }),
  errors: ['account-unknown', 'invalid-input'],
});
