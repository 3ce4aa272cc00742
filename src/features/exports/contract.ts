import { z } from 'zod';
import { LEADING } from '../../contract/access.ts';
import { operation } from '../../contract/operation.ts';
import { EXPORTED } from './core/entities.ts';

export const exportRows = operation({
  id: 'exports.get',
  method: 'GET',
  path: '/api/v1/exports/:entity',
  summary:
    'Everything kept under a name (account, a kind of record, user, event) of customers that the caller may see, one line a row. `canonical`: in a stable order, without internal ids and times, for comparing and reading in again; else for people, with formulas kept from running.',
  access: { who: 'member', functions: LEADING, key: 'read' },
  input: z.object({
    entity: z.enum(EXPORTED as [string, ...string[]]),
    format: z.enum(['jsonl', 'csv']).default('jsonl'),
    canonical: z.enum(['true', 'false']).default('false'),
  }),
  output: z.string(),
  errors: [],
  file: 'application/octet-stream',
});
