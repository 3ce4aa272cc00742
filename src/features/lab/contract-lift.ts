import { z } from 'zod';
import { operation } from '../../contract/operation.ts';
import { daySchema } from '../../contract/shapes.ts';
import { staggerSchema } from '../warnings/contract-stagger.ts';

const half = z.object({ hits: z.number().int(), of: z.number().int() });

export const lift = operation({
  id: 'lab.ruleLift',
  method: 'GET',
  path: '/api/v1/lab/lift',
  summary:
    'What rules changed that were switched on for a random half of the customers first: outcomes of both halves, and their difference.',
  access: { who: 'member', functions: 'any', key: 'read' },
  input: z.object({
    /** How many days after the start are looked at, at most; fewer where the other half came sooner, or they cannot be told yet. */
    horizonDays: z.coerce.number().int().min(7).max(730).default(90),
  }),
  output: z.object({
    today: daySchema,
    staggers: z.array(
      staggerSchema.extend({
        /** Of a rule of the workspace's own. */
        title: z.string().nullable(),
        outcome: z.enum(['ended', 'expanded']),
        days: z.number().int(),
        /** Customers with the outcome, of those that were live on the day of the start and that the caller sees. */
        first: half,
        later: half,
        difference: z.object({ value: z.number(), low: z.number(), high: z.number() }).nullable(),
        verdict: z.enum(['too-few', 'open', 'fewer', 'more']),
      }),
    ),
  }),
  errors: [],
});
