import { z } from 'zod';
import { operation } from '../../contract/operation.ts';
import { daySchema } from '../../contract/shapes.ts';
import { personSchema } from './contract.ts';

export const setAway = operation({
  id: 'access.set-away',
  method: 'PUT',
  path: '/api/v1/people/:personId/away',
  summary: 'Says from when until when a person is away, and who takes their new work. Oneself; for others, who leads or runs operations.',
  access: { who: 'member', functions: 'any', key: null },
  input: z.object({ personId: z.string(), from: daySchema, until: daySchema, standInId: z.string().nullable().default(null) }),
  output: personSchema,
  errors: ['invalid-input'],
});

export const endAway = operation({
  id: 'access.end-away',
  method: 'DELETE',
  path: '/api/v1/people/:personId/away',
  summary: 'A person is back, or is not going: new work is theirs again.',
  access: { who: 'member', functions: 'any', key: null },
  input: z.object({ personId: z.string() }),
  output: personSchema,
  errors: [],
});
