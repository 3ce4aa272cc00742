import { constants, existsSync } from 'node:fs';
import { cp, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import pg from 'pg';
import { InvariantError } from '../../kernel/errors.ts';
import type { WorkspaceId } from '../../kernel/ids.ts';
import { ExitError } from '../exit-codes.ts';
import { unpackFolder } from './archive.ts';
import { CallersFirstPool, inBackground } from './callers-first.ts';
import type { Db } from './db.ts';
import { checkedHandle, handlesOver } from './handles.ts';
import { engineSocket } from './pglite-stream.ts';
import { startPglite } from './pglite-thread.ts';
import { sweepOne } from './sweep.ts';

/** The relational store: the same SQL on the embedded engine and on a PostgreSQL server. */
export interface Relational {
  readonly kind: 'pglite' | 'postgres';
  /** Outside any transaction and bound to no workspace: only `access` and `platform` use it. Inside a transaction it throws. */
  readonly unscopedDb: Db;
  /** Runs in one transaction; `db` *is* the transaction, bound to no workspace. */
  transaction<T>(run: (db: Db) => Promise<T>): Promise<T>;
  /** One text as it stands, for the job library, which brings its own SQL. */
  query(text: string, values: readonly unknown[]): Promise<{ rows: Record<string, unknown>[] }>;
  /**
   * Reads at length what is kept at one moment, which passes while `hold` runs: `moment` calls it, and may see to it that other stores stand
   * still meanwhile. The embedded engine has one session, so its folder is copied into `workFolder`: others wait for the copying only.
   */
  frozen<T>(workFolder: string, moment: (hold: () => Promise<void>) => Promise<void>, read: (db: Db) => Promise<T>): Promise<T>;
  /** Cleans up after changes, a little at a time; null when there is nothing to do. A server does it by itself. */
  sweep(): Promise<string | null>;
  close(): Promise<void>;
}

/** A caller of the last seconds may be back at once. */
const CALM_MS = 3000;

/** Steps inside a transaction; drizzle writes them itself. */
const SAVEPOINT = /^(savepoint|release savepoint|rollback to savepoint) sp\d+$/;

/** The same handle for one workspace: it refuses a statement that does not name `workspace_id` or does not pass this workspace's id (decision 0007). */
export function scoped(db: Db, workspaceId: WorkspaceId): Db {
  return checkedHandle(db, ({ sql, params }) => {
    if (SAVEPOINT.test(sql)) return;
    if (!sql.includes('workspace_id')) throw new InvariantError(`A statement does not name workspace_id: ${sql.slice(0, 200)}`);
    if (!params.includes(workspaceId)) throw new InvariantError(`A statement does not pass the id of its workspace: ${sql.slice(0, 200)}`);
  });
}

/**
 * Opens the embedded engine in a folder (null: a temporary one, removed at the end). A folder that is not there yet is unpacked from
 * `templateFile` (db/template.ts) when there is one, and else made by the engine, which takes seconds.
 */
export async function openPglite(options: { folder: string | null; templateFile?: string | null }): Promise<Relational> {
  const temporary = options.folder === null ? await mkdtemp(join(tmpdir(), 'mooring-pglite-')) : null;
  const folder = options.folder ?? join(temporary ?? '', 'relational');
  if (!existsSync(join(folder, 'PG_VERSION'))) await makeFolder(folder, options.templateFile ?? null);
  const thread = await startPglite(folder);
  // The engine has one session, so there is one connection: transactions wait for each other.
  const pool = new CallersFirstPool({
    idleTimeoutMillis: 0,
    user: 'postgres',
    database: 'postgres',
    password: '',
    ssl: false,
    stream: () => engineSocket(thread.exchange),
  });
  pool.on('error', () => undefined);
  const handles = handlesOver(pool);
  return {
    kind: 'pglite',
    ...handles,
    sweep: () => inBackground(() => sweepOne(handles.unscopedDb, pool.quietMs() >= CALM_MS)),
    async frozen(workFolder, moment, read) {
      const copy = join(workFolder, 'still');
      try {
        // Who holds the only connection keeps the engine still: nothing is written but what it asks for.
        const client = await pool.connect();
        try {
          await moment(() => copyStill(client, folder, copy));
        } finally {
          client.release();
        }
        const still = await openPglite({ folder: copy });
        return await still.transaction(read).finally(() => still.close());
      } finally {
        await rm(copy, { recursive: true, force: true });
      }
    },
    async close() {
      await pool.end();
      await thread.close();
      if (temporary !== null) await rm(temporary, { recursive: true, force: true });
    },
  };
}

async function copyStill(client: pg.PoolClient, folder: string, copy: string): Promise<void> {
  await client.query('checkpoint');
  await cp(folder, copy, { recursive: true, mode: constants.COPYFILE_FICLONE });
}

/** What this transaction reads from now on is as it is now. */
export async function holdStill(db: Db): Promise<void> {
  await db.execute(sql`set transaction isolation level repeatable read, read only`);
  // The first query takes the picture.
  await db.execute(sql`select 1`);
}

/** Made beside its place and then moved, so that a folder that is there is a whole one, also after a crash. */
async function makeFolder(folder: string, templateFile: string | null): Promise<void> {
  const half = `${folder}.new`;
  await rm(half, { recursive: true, force: true });
  if (templateFile !== null && existsSync(templateFile)) await unpackFolder(await readFile(templateFile), half);
  else await (await startPglite(half)).close();
  await rename(half, folder);
}

/** The oldest PostgreSQL that is tested. */
const OLDEST_SERVER = 15;

/** Opens a PostgreSQL server. One that does not answer, or is too old, ends the program. */
export async function openPostgres(databaseUrl: string): Promise<Relational> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 10, connectionTimeoutMillis: 10_000, application_name: 'mooring' });
  // An idle connection that the server closed is replaced by the next use.
  pool.on('error', () => undefined);
  try {
    const { rows } = await pool.query<{ version: string }>(`select current_setting('server_version_num') as version`);
    const version = Math.floor(Number(rows[0]?.version) / 10_000);
    if (version < OLDEST_SERVER)
      throw new ExitError('database unreachable', `PostgreSQL ${version} is too old; Mooring needs ${OLDEST_SERVER} or later.`);
  } catch (error) {
    await pool.end();
    if (error instanceof ExitError) throw error;
    const reason = error instanceof Error ? error.message || String(error) : String(error);
    throw new ExitError('database unreachable', `PostgreSQL of DATABASE_URL does not answer: ${reason}`);
  }
  const server: Relational = {
    kind: 'postgres',
    ...handlesOver(pool),
    frozen: (_workFolder, moment, read) =>
      server.transaction(async (db) => {
        await moment(() => holdStill(db));
        return read(db);
      }),
    sweep: async () => null,
    close: () => pool.end(),
  };
  return server;
}
