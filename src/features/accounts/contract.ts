import { z } from 'zod';
import { CUSTOMER_WORK, LEADING } from '../../contract/access.ts';
import { domainEvent } from '../../contract/domain-event.ts';
import { job } from '../../contract/job.ts';
import { operation } from '../../contract/operation.ts';
import { recordOperations } from '../../contract/record-operations.ts';
import { daySchema, externalIdSchema } from '../../contract/shapes.ts';
import { commitmentKind, contactKind, noteKind, orgUnitKind } from './core/kinds.ts';

const api = '/api/v1';

export const accountSchema = z.object({
  externalId: z.string(),
  name: z.string(),
  /** First day the account is live: contract start, or first seen. */
  startsOn: daySchema,
  /** Last day it is live, inclusive; null while it goes on. */
  endsOn: daySchema.nullable(),
  /** How it ended, in the source's word. */
  endKind: z.string().nullable(),
  owner: z.object({ personId: z.string(), name: z.string() }).nullable(),
  attributes: z.record(z.string(), z.string()),
});

export const listAccounts = operation({
  id: 'accounts.list',
  method: 'GET',
  path: `${api}/accounts`,
  summary: 'The customers I can see, by name.',
  access: { who: 'member', functions: 'any', key: 'read' },
  input: z.object({
    search: z.string().trim().max(100).optional(),
    cursor: z.string().max(400).optional(),
    limit: z.coerce.number().int().min(1).max(500).default(100),
  }),
  output: z.object({ accounts: z.array(accountSchema), next: z.string().nullable(), total: z.number().int() }),
  errors: [],
});

export const getAccount = operation({
  id: 'accounts.get',
  method: 'GET',
  path: `${api}/accounts/:externalId`,
  summary: 'One customer.',
  access: { who: 'member', functions: 'any', key: 'read' },
  input: z.object({ externalId: externalIdSchema }),
  output: accountSchema,
  errors: ['account-unknown'],
});

export const saveAccount = operation({
  id: 'accounts.save',
  method: 'PUT',
  path: `${api}/accounts/:externalId`,
  summary: 'Creates a customer or changes the fields given.',
  access: { who: 'member', functions: LEADING, key: 'write' },
  input: z.object({
    externalId: externalIdSchema,
    name: z.string().trim().min(1).max(200).optional(),
    startsOn: daySchema.optional(),
    endsOn: daySchema.nullable().optional(),
    endKind: z.string().max(80).nullable().optional(),
    attributes: z.record(z.string().max(80), z.string().max(2000)).optional(),
  }),
  output: accountSchema,
  errors: [],
});

export const assignAccount = operation({
  id: 'accounts.assign',
  method: 'PUT',
  path: `${api}/accounts/:externalId/owner`,
  summary: 'Names the customer success manager of a customer, or nobody.',
  access: { who: 'member', functions: CUSTOMER_WORK, key: 'write' },
  input: z.object({ externalId: externalIdSchema, personId: z.string().nullable() }),
  output: accountSchema,
  errors: ['account-unknown'],
});

/** Accounts were created, or their live days changed: their series must be computed again. */
export const accountsChanged = domainEvent({ name: 'accounts.changed', payload: z.object({ accountIds: z.array(z.string()).min(1) }) });

export const orgUnits = recordOperations(orgUnitKind, 'org-units', CUSTOMER_WORK);
export const contacts = recordOperations(contactKind, 'contacts', CUSTOMER_WORK);
export const commitments = recordOperations(commitmentKind, 'commitments', CUSTOMER_WORK);
export const notes = recordOperations(noteKind, 'notes', CUSTOMER_WORK);

/** Empties the recycle bin of records of every kind that have lain in it for 30 days. */
export const emptyBinJob = job({
  name: 'accounts.empty-bin',
  summary: 'Removes what has been in the recycle bin for 30 days.',
  schedule: '40 3 * * *',
});
