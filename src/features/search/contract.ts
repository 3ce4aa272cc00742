import { z } from 'zod';
import { operation } from '../../contract/operation.ts';
import { daySchema } from '../../contract/shapes.ts';

const accountRef = z.object({ externalId: z.string(), name: z.string() });

export const find = operation({
  id: 'search.find',
  method: 'GET',
  path: '/api/v1/find',
  summary: 'Customers I can see, the people at them, and colleagues, by name, pinyin, initials or external id: the best of each.',
  access: { who: 'member', functions: 'any', key: 'read' },
  input: z.object({
    /** Nothing typed finds nothing, but has the names ready for what comes. */
    text: z.string().trim().max(100).default(''),
    limit: z.coerce.number().int().min(1).max(50).default(6),
  }),
  output: z.object({
    customers: z.array(accountRef.extend({ endsOn: daySchema.nullable() })),
    contacts: z.array(z.object({ id: z.string(), name: z.string(), jobTitle: z.string().nullable(), account: accountRef })),
    colleagues: z.array(z.object({ personId: z.string(), name: z.string(), email: z.string().nullable() })),
  }),
  errors: [],
});
