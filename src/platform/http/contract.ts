import { z } from 'zod';
import { operation } from '../../contract/operation.ts';

const storeState = z.enum(['ok', 'failing']);

export const health = operation({
  id: 'platform.health',
  method: 'GET',
  path: '/api/v1/health',
  summary: 'Which version runs, and whether its stores answer; 503 when one does not.',
  access: { who: 'public', why: 'Load balancers and monitors ask it; it tells a version and three words.' },
  input: z.object({}),
  output: z.object({ version: z.string(), stores: z.object({ relational: storeState, events: storeState, series: storeState }) }),
  errors: ['unavailable'],
});

export const openApi = operation({
  id: 'platform.openApi',
  method: 'GET',
  path: '/api/v1/openapi.json',
  summary: 'This description of the API, OpenAPI 3.1.',
  access: { who: 'public', why: 'It describes the program, not anybody’s data.' },
  input: z.object({}),
  output: z.looseObject({ openapi: z.string() }),
  errors: [],
});
