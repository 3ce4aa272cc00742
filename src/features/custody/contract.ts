import { z } from 'zod';
import { ADMINISTERING } from '../../contract/access.ts';
import { job } from '../../contract/job.ts';
import { operation } from '../../contract/operation.ts';
import { externalIdSchema, instantSchema } from '../../contract/shapes.ts';

const api = '/api/v1';

/** A backup holds all workspaces: besides being an administrator, the caller must administer every one of them (decision 0016). */
const keepers = { who: 'member', functions: ADMINISTERING, key: 'backup' } as const;

const backupName = z.string().max(100);

const backupSchema = z.object({
  name: z.string(),
  why: z.enum(['daily', 'before-update', 'by-hand']),
  madeAt: instantSchema,
  bytes: z.number().int(),
});

export const listBackups = operation({
  id: 'custody.listBackups',
  method: 'GET',
  path: `${api}/backups`,
  summary: 'The backups in the data folder, latest first, and the one that is being made.',
  access: keepers,
  input: z.object({}),
  output: z.object({
    /** False for those who do not administer every workspace of this server: they are shown none. */
    allowed: z.boolean(),
    backups: z.array(backupSchema),
    making: z.object({ name: z.string(), since: instantSchema }).nullable(),
    /** Why the last one could not be made. */
    failure: z.object({ at: instantSchema, message: z.string() }).nullable(),
    /** How many are kept. */
    keep: z.object({ daily: z.number(), weekly: z.number(), 'before-update': z.number(), 'by-hand': z.number() }),
  }),
  errors: [],
});

export const createBackup = operation({
  id: 'custody.createBackup',
  method: 'POST',
  path: `${api}/backups`,
  summary: 'Begins to make a backup, while work goes on; the list says when it is there.',
  access: keepers,
  input: z.object({}),
  output: z.object({ name: z.string() }),
  errors: [],
});

export const linkToBackup = operation({
  id: 'custody.linkToBackup',
  method: 'POST',
  path: `${api}/backups/:name/link`,
  summary: 'Makes an address at which a backup can be downloaded, once, within a minute.',
  access: keepers,
  input: z.object({ name: backupName }),
  output: z.object({ path: z.string(), expiresAt: instantSchema }),
  errors: [],
});

export const downloadBackup = operation({
  id: 'custody.downloadBackup',
  method: 'GET',
  path: `${api}/backup-files/:token`,
  summary: 'The file of a backup.',
  access: { who: 'public', why: 'The one-time token of the address is the credential.' },
  input: z.object({ token: z.string().max(200) }),
  output: z.unknown(),
  file: 'application/gzip',
  errors: ['link-expired'],
});

export const erase = operation({
  id: 'custody.erase',
  method: 'POST',
  path: `${api}/erasures`,
  summary: 'Erases a customer with all that rests on it, or an end user, for good; the list says when nothing can be found any more.',
  access: { who: 'member', functions: ADMINISTERING, key: null },
  input: z.object({ account: externalIdSchema.optional(), user: z.string().min(1).max(200).optional() }),
  output: z.object({ erasureId: z.string() }),
  errors: ['account-unknown', 'conflict'],
});

export const listErasures = operation({
  id: 'custody.listErasures',
  method: 'GET',
  path: `${api}/erasures`,
  summary: 'What was erased, latest first, without saying whom.',
  access: { who: 'member', functions: ADMINISTERING, key: null },
  input: z.object({}),
  output: z.object({
    erasures: z.array(
      z.object({
        erasureId: z.string(),
        kind: z.enum(['customer', 'end-user']),
        requestedAt: instantSchema,
        requestedBy: z.string(),
        events: z.number().int(),
        rows: z.number().int(),
        /** Null while it is under way. */
        finishedAt: instantSchema.nullable(),
      }),
    ),
  }),
  errors: [],
});

export const eraseJob = job({
  name: 'erase',
  summary: 'Brings erasures to their end: in the event log, and in the files of the data folder.',
  schedule: null,
});

export const backupJob = job({
  name: 'backup',
  summary: 'Makes the backup of the day, for all workspaces together.',
  schedule: '0 3 * * *',
});
