import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { authenticateWith } from '../features/access/authenticate.ts';
import type { AccessParts } from '../features/access/parts.ts';
import { administersAll } from '../features/access/reads.ts';
import { workspaceDirectory } from '../features/access/workspaces.ts';
import { postHook } from '../features/notifications/post-hook.ts';
import { sendMail } from '../features/notifications/send-mail.ts';
import type { BackedStores } from '../platform/backup/make-backup.ts';
import { isBehind } from '../platform/backup/restore-backup.ts';
import { openShelf, type Shelf } from '../platform/backup/shelf.ts';
import type { Clock } from '../platform/clock.ts';
import type { Config } from '../platform/config.ts';
import { createRuntime } from '../platform/create-runtime.ts';
import { openDataFolder } from '../platform/data-folder.ts';
import { migrate } from '../platform/db/migrate.ts';
import { openPglite, openPostgres, type Relational } from '../platform/db/relational.ts';
import { startEventStore } from '../platform/events/event-thread.ts';
import type { Authenticate } from '../platform/http/caller.ts';
import { platformModule } from '../platform/http/module.ts';
import type { Logger } from '../platform/log.ts';
import type { Module } from '../platform/module.ts';
import type { Runtime, WorkspaceDirectory } from '../platform/runtime.ts';
import { sealWith } from '../platform/seal.ts';
import { loadSecret } from '../platform/secret.ts';
import { openDuckDbSeriesStore } from '../platform/series/duckdb-series-store.ts';
import { rememberSeries } from '../platform/series/remembered-series.ts';
import { modulesOf } from './modules.ts';
import { MIGRATIONS, PROGRAM_VERSION, TEMPLATE } from './program.ts';

/** The opened house: stores, features, and what carries their use cases. */
export interface Mooring {
  readonly runtime: Runtime;
  readonly modules: readonly Module[];
  readonly authenticate: Authenticate;
  readonly access: AccessParts;
  readonly workspaces: WorkspaceDirectory;
  /** Ends what runs and closes the stores; nothing that was acknowledged is lost. */
  close(): Promise<void>;
}

/** Where the backups of a data folder lie, and where they are made. */
export function backupFolder(dataDir: string): string {
  return join(dataDir, 'backups');
}

/** What the house needs to know besides its stores. */
export interface HouseParts {
  readonly secret: string;
  readonly publicUrl: string | null;
  readonly exposed: boolean;
  /** Where messages may be sent besides mail ports and the vendors of group bots. */
  readonly outbound: readonly string[];
  /** Folder of the backups. */
  readonly backups: string;
  /** Folder of files that wait to be imported. */
  readonly uploads: string;
  /** Where this server is reached, once it listens. */
  readonly baseUrl: () => string;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Opens the stores of a configuration and puts the house together. Nothing listens or runs yet. */
export async function openMooring(config: Config, parts: Pick<HouseParts, 'baseUrl' | 'clock' | 'log'>): Promise<Mooring> {
  const secret = await loadSecret(config);
  const stores = await openStores(config);
  try {
    const house = {
      ...parts,
      secret,
      publicUrl: config.publicUrl,
      exposed: config.exposed,
      outbound: config.outbound,
      backups: backupFolder(config.dataDir),
      uploads: join(config.dataDir, 'uploads'),
    };
    if (await isBehind(stores.relational, MIGRATIONS)) await shelfOf(stores, house).make('before-update').done;
    await migrate(stores.relational, MIGRATIONS);
    return assemble(stores, house);
  } catch (error) {
    await closeStores(stores);
    throw error;
  }
}

/** Opens the stores of a configuration as they are: nothing is migrated. */
export async function openStores(config: Pick<Config, 'dataDir' | 'databaseUrl'>): Promise<BackedStores> {
  await openDataFolder(config.dataDir, PROGRAM_VERSION);
  return openStoresIn(config, TEMPLATE);
}

/**
 * Opens the stores of a folder that has been looked at, without migrating. DuckDB comes first: its file lock is the lock of the folder.
 *
 * @param template  What a new folder of the embedded engine is unpacked from; null: the engine makes it.
 */
export async function openStoresIn(config: Pick<Config, 'dataDir' | 'databaseUrl'>, template: string | null): Promise<BackedStores> {
  const opened: { close(): Promise<void> }[] = [];
  const keep = <T extends { close(): Promise<void> }>(store: T): T => {
    opened.unshift(store);
    return store;
  };
  try {
    const events = keep(await startEventStore(join(config.dataDir, 'events.duckdb')));
    const series = keep(rememberSeries(await openDuckDbSeriesStore(join(config.dataDir, 'series.duckdb'))));
    const relational = keep(await openRelational(config, template));
    return { relational, events, series };
  } catch (error) {
    for (const store of opened) await store.close().catch(() => undefined);
    throw error;
  }
}

function openRelational({ dataDir, databaseUrl }: Pick<Config, 'dataDir' | 'databaseUrl'>, template: string | null): Promise<Relational> {
  if (databaseUrl !== null) return openPostgres(databaseUrl);
  return openPglite({ folder: join(dataDir, 'relational'), templateFile: template });
}

function shelfOf(stores: BackedStores, { backups, clock, log }: Pick<HouseParts, 'backups' | 'clock' | 'log'>): Shelf {
  return openShelf({ folder: backups, stores, program: PROGRAM_VERSION, clock, log });
}

/** Puts the features together over opened stores. */
export function assemble(stores: BackedStores, parts: HouseParts): Mooring {
  const { relational, events, series } = stores;
  const { clock, log, secret, publicUrl, baseUrl } = parts;
  const setupCode = parts.exposed ? randomBytes(9).toString('base64url') : null;
  const access: AccessParts = { relational, secret, publicUrl, baseUrl, setupCode, clock, log };
  const shelf = shelfOf(stores, parts);
  const features = modulesOf(
    access,
    { shelf, relational, administersAll: (ctx) => administersAll(ctx, relational.unscopedDb) },
    { uploads: parts.uploads },
    {
      seal: sealWith(secret),
      baseUrl: () => publicUrl ?? baseUrl(),
      outbound: parts.outbound,
      channels: { mail: sendMail, bot: postHook },
    },
  );
  const workspaces = workspaceDirectory(relational.unscopedDb);
  const runtime = createRuntime({ clock, relational, events, series, modules: features, workspaces, log });
  const platform = platformModule({ version: PROGRAM_VERSION, runtime, events, series, modules: features });
  return {
    runtime,
    modules: [platform, ...features],
    authenticate: authenticateWith(access),
    access,
    workspaces,
    async close() {
      await runtime.stop();
      await shelf.close();
      await closeStores(stores);
    },
  };
}

export async function closeStores({ relational, events, series }: BackedStores): Promise<void> {
  for (const store of [relational, series, events]) await store.close();
}
