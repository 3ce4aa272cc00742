import { z } from 'zod';
import { operation } from '../../contract/operation.ts';
import { fieldValueSchema } from '../../contract/record-operations.ts';
import { instantSchema } from '../../contract/shapes.ts';

/** For how long the recycle bin keeps something. */
export const KEPT_DAYS = 30;

export const listBin = operation({
  id: 'accounts.bin',
  method: 'GET',
  path: '/api/v1/recycle-bin',
  summary: 'Records of every kind that I can see and that lie in the recycle bin, the latest first.',
  access: { who: 'member', functions: 'any', key: 'read' },
  input: z.object({ limit: z.coerce.number().int().min(1).max(1000).default(200) }),
  output: z.object({
    records: z.array(
      z.object({
        kind: z.string(),
        id: z.string(),
        account: z.object({ externalId: z.string(), name: z.string() }).nullable(),
        fields: z.record(z.string(), fieldValueSchema),
        archivedAt: instantSchema,
        archivedBy: z.string(),
        /** When it is removed for good. */
        removedAt: instantSchema,
      }),
    ),
    total: z.number().int(),
  }),
  errors: [],
});
