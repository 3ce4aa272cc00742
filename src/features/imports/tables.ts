import { bigint, boolean, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { Principal } from '../../contract/access.ts';
import type { AccountId, WorkspaceId } from '../../kernel/ids.ts';
import type { Day, Instant } from '../../kernel/time.ts';
import type { ImportReport } from './contract.ts';
import type { ImportMapping } from './contract-mapping.ts';
import type { FileProgress } from './run.ts';

/** Where an import stands: `waiting` and `running` ones go on at the next start. */
export type ImportState = 'waiting' | 'running' | 'finished' | 'cancelling' | 'cancelled' | 'failed' | 'undone';

const workspaceId = () => text('workspace_id').$type<WorkspaceId>().notNull();
const instant = (name: string) => bigint(name, { mode: 'number' }).$type<Instant>();

export const imports = pgTable(
  'imports',
  {
    workspaceId: workspaceId(),
    id: text('id').notNull(),
    source: text('source').notNull(),
    asOf: text('as_of').$type<Day>().notNull(),
    startedAt: instant('started_at').notNull(),
    /** Null when it was cut short. */
    finishedAt: instant('finished_at'),
    /** A person's id, `key:<name>`, `operator` or `auto`. */
    by: text('by').notNull(),
    files: jsonb('files').$type<ImportReport['files']>().notNull(),
    state: text('state').$type<ImportState>().notNull(),
    dryRun: boolean('dry_run').notNull(),
    mapping: jsonb('mapping').$type<ImportMapping>(),
    principal: jsonb('principal').$type<Principal>(),
    inputs: jsonb('inputs').$type<readonly ImportInputFile[]>(),
    progress: jsonb('progress').$type<readonly FileProgress[]>(),
    recorded: jsonb('recorded').$type<readonly Instant[]>(),
    problem: text('problem'),
    undoneAt: instant('undone_at'),
    undoneBy: text('undone_by'),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.id] })],
);

/** An uploaded file under the name that the mapping gives it. */
export interface ImportInputFile {
  readonly name: string;
  readonly fileId: string;
}

export type ImportRun = typeof imports.$inferSelect;

export const importRejects = pgTable(
  'import_rejects',
  {
    workspaceId: workspaceId(),
    importId: text('import_id').notNull(),
    file: integer('file').notNull(),
    number: integer('number').notNull(),
    line: integer('line').notNull(),
    columnName: text('column_name'),
    value: text('value'),
    reason: text('reason').notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.importId, table.file, table.number] })],
);

/** How an end user was registered. */
export interface UserImage {
  readonly from: Day;
  readonly stated: boolean;
  readonly to: Day | null;
}

export const importUsers = pgTable(
  'import_users',
  {
    workspaceId: workspaceId(),
    importId: text('import_id').notNull(),
    accountId: text('account_id').$type<AccountId>().notNull(),
    userId: text('user_id').notNull(),
    before: jsonb('before').$type<UserImage>(),
    after: jsonb('after').$type<UserImage>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.importId, table.accountId, table.userId] })],
);

export const importFiles = pgTable(
  'import_files',
  {
    workspaceId: workspaceId(),
    id: text('id').notNull(),
    name: text('name').notNull(),
    bytes: bigint('bytes', { mode: 'number' }).notNull(),
    uploadedAt: instant('uploaded_at').notNull(),
    uploadedBy: text('uploaded_by').notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.id] })],
);

export const importMappings = pgTable(
  'import_mappings',
  {
    workspaceId: workspaceId(),
    name: text('name').notNull(),
    mapping: jsonb('mapping').$type<ImportMapping>().notNull(),
    headers: jsonb('headers').$type<readonly { readonly file: string; readonly headers: string }[]>().notNull(),
    savedAt: instant('saved_at').notNull(),
    savedBy: text('saved_by').notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.name] })],
);
