import { z } from 'zod';
import { LEADING } from '../../contract/access.ts';
import { operation } from '../../contract/operation.ts';
import { daySchema } from '../../contract/shapes.ts';

const path = '/api/v1/warning-rules/:rule/stagger';

const rule = z
  .string()
  .min(1)
  .max(60)
  .regex(/^[a-z0-9-]+$/, 'Lower-case letters, digits, hyphens.');

export const staggerSchema = z.object({
  rule: z.string(),
  /** By which the halves are drawn. */
  seed: z.number().int(),
  startedOn: daySchema,
  /** The day on which the rule was switched on for all, or off; null while only half have it. */
  endedOn: daySchema.nullable(),
});
export type Stagger = z.infer<typeof staggerSchema>;

export const startStagger = operation({
  id: 'warnings.startStagger',
  method: 'POST',
  path,
  summary: 'Switches a rule that is off on for a random half of the customers first, so that what it changes can be measured.',
  access: { who: 'member', functions: LEADING, key: 'write' },
  input: z.object({ rule }),
  output: staggerSchema,
  errors: ['not-found', 'conflict', 'invalid-input'],
});

export const endStagger = operation({
  id: 'warnings.endStagger',
  method: 'DELETE',
  path,
  summary: 'Switches the rule on for the other half too.',
  access: { who: 'member', functions: LEADING, key: 'write' },
  input: z.object({ rule }),
  output: staggerSchema,
  errors: ['not-found'],
});
