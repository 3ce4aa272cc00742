import { z } from 'zod';
import { CUSTOMER_WORK, LEADING } from '../../contract/access.ts';
import { domainEvent } from '../../contract/domain-event.ts';
import { job } from '../../contract/job.ts';
import { operation } from '../../contract/operation.ts';
import { fieldsSchema, fieldValueSchema, historySchema, recordOperations } from '../../contract/record-operations.ts';
import { daySchema, externalIdSchema, instantSchema } from '../../contract/shapes.ts';
import { PROFILE } from './core/account-words.ts';
import { accountKind, commitmentKind, contactKind, noteKind, orgUnitKind } from './core/kinds.ts';

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

/** One customer with its profile: type, tier, industry, stage and whatever else the kind `account` declares. */
const accountCardSchema = accountSchema.extend({
  profile: z.record(z.string(), fieldValueSchema),
  /** Whether a person, an import or a sender said when it starts; otherwise it is the first day seen. */
  startsStated: z.boolean(),
  /** Counts the changes. */
  version: z.number().int(),
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
  output: accountCardSchema,
  errors: ['account-unknown'],
});

export const recordCounts = operation({
  id: 'accounts.recordCounts',
  method: 'GET',
  path: `${api}/accounts/:externalId/record-counts`,
  summary: 'How many records of each kind a customer has.',
  access: { who: 'member', functions: 'any', key: 'read' },
  input: z.object({ externalId: externalIdSchema }),
  output: z.object({ counts: z.array(z.object({ kind: z.string(), count: z.number().int() })) }),
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
    profile: fieldsSchema(accountKind, PROFILE).optional(),
    /** The version that was on the screen; 0 for a new one. Another one answers `conflict`. */
    version: z.number().int().min(0).optional(),
  }),
  output: accountCardSchema,
  errors: ['conflict'],
});

const named = z.object({ externalId: externalIdSchema });

export const archiveAccount = operation({
  id: 'accounts.archive',
  method: 'POST',
  path: `${api}/accounts/:externalId/archive`,
  summary: 'Puts a customer into the recycle bin: nobody sees it, or anything of it, until it is taken out.',
  access: { who: 'member', functions: LEADING, key: 'write' },
  input: named,
  output: named,
  errors: ['account-unknown'],
});

export const restoreAccount = operation({
  id: 'accounts.restore',
  method: 'POST',
  path: `${api}/accounts/:externalId/restore`,
  summary: 'Takes a customer out of the recycle bin.',
  access: { who: 'member', functions: LEADING, key: 'write' },
  input: named,
  output: accountCardSchema,
  errors: ['account-unknown'],
});

export const listArchivedAccounts = operation({
  id: 'accounts.archived',
  method: 'GET',
  path: `${api}/archived-accounts`,
  summary: 'The customers in the recycle bin, the latest first.',
  access: { who: 'member', functions: LEADING, key: 'read' },
  input: z.object({}),
  output: z.object({
    accounts: z.array(z.object({ externalId: z.string(), name: z.string(), archivedAt: instantSchema, archivedBy: z.string() })),
  }),
  errors: [],
});

export const accountHistory = operation({
  id: 'accounts.history',
  method: 'GET',
  path: `${api}/accounts/:externalId/history`,
  summary: 'Who changed what about a customer, latest first.',
  access: { who: 'member', functions: 'any', key: 'read' },
  input: named.extend({ limit: z.coerce.number().int().min(1).max(500).default(100) }),
  output: historySchema,
  errors: ['account-unknown'],
});

export const assignAccount = operation({
  id: 'accounts.assign',
  method: 'PUT',
  path: `${api}/accounts/:externalId/owner`,
  summary: 'Names the customer success manager of a customer, or nobody.',
  access: { who: 'member', functions: CUSTOMER_WORK, key: 'write' },
  input: z.object({ externalId: externalIdSchema, personId: z.string().nullable() }),
  output: accountCardSchema,
  errors: ['account-unknown'],
});

/** Something that is recorded about these customers changed: what is measured from records is measured anew. */
export const recordsChanged = domainEvent({
  name: 'accounts.records-changed',
  payload: z.object({ accountIds: z.array(z.string()).min(1) }),
});

/** Somebody mentioned colleagues in a note, who may all see its customer. `by`: a person. */
export const noteMentioned = domainEvent({
  name: 'accounts.note-mentioned',
  payload: z.object({
    noteId: z.string(),
    version: z.number().int(),
    accountId: z.string(),
    personIds: z.array(z.string()).min(1),
    by: z.string(),
  }),
});

/** What is said of customers themselves changed: what they are called, their days, who owns them, their profile or their own fields. */
export const accountsDescribed = domainEvent({
  name: 'accounts.described',
  payload: z.object({ accountIds: z.array(z.string()).min(1) }),
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
