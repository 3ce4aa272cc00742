import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { authenticateWith } from '../features/access/authenticate.ts';
import type { AccessParts } from '../features/access/parts.ts';
import { workspaceDirectory } from '../features/access/workspaces.ts';
import type { Clock } from '../platform/clock.ts';
import type { Config } from '../platform/config.ts';
import { createRuntime } from '../platform/create-runtime.ts';
import { openDataFolder } from '../platform/data-folder.ts';
import { migrate } from '../platform/db/migrate.ts';
import { openPglite, openPostgres, type Relational } from '../platform/db/relational.ts';
import { openDuckDbEventStore } from '../platform/events/duckdb-event-store.ts';
import type { EventStore } from '../platform/events/port.ts';
import type { Authenticate } from '../platform/http/caller.ts';
import { platformModule } from '../platform/http/module.ts';
import type { Logger } from '../platform/log.ts';
import type { Module } from '../platform/module.ts';
import type { Runtime, WorkspaceDirectory } from '../platform/runtime.ts';
import { loadSecret } from '../platform/secret.ts';
import { openDuckDbSeriesStore } from '../platform/series/duckdb-series-store.ts';
import type { SeriesStore } from '../platform/series/port.ts';
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

export interface Stores {
  readonly relational: Relational;
  readonly events: EventStore;
  readonly series: SeriesStore;
}

/** What the house needs to know besides its stores. */
export interface HouseParts {
  readonly secret: string;
  readonly publicUrl: string | null;
  readonly exposed: boolean;
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
    return assemble(stores, { ...parts, secret, publicUrl: config.publicUrl, exposed: config.exposed });
  } catch (error) {
    await closeStores(stores);
    throw error;
  }
}

/** DuckDB comes first: its file lock is the lock of the data folder. */
async function openStores(config: Config): Promise<Stores> {
  await openDataFolder(config.dataDir, PROGRAM_VERSION);
  const opened: { close(): Promise<void> }[] = [];
  const keep = <T extends { close(): Promise<void> }>(store: T): T => {
    opened.unshift(store);
    return store;
  };
  try {
    const events = keep(await openDuckDbEventStore(join(config.dataDir, 'events.duckdb')));
    const series = keep(await openDuckDbSeriesStore(join(config.dataDir, 'series.duckdb')));
    const relational = keep(await openRelational(config));
    await migrate(relational, MIGRATIONS);
    return { relational, events, series };
  } catch (error) {
    for (const store of opened) await store.close().catch(() => undefined);
    throw error;
  }
}

function openRelational(config: Config): Promise<Relational> {
  if (config.databaseUrl !== null) return openPostgres(config.databaseUrl);
  return openPglite({ folder: join(config.dataDir, 'relational'), templateFile: TEMPLATE });
}

/** Puts the features together over opened stores. */
export function assemble(stores: Stores, parts: HouseParts): Mooring {
  const { relational, events, series } = stores;
  const { clock, log, secret, publicUrl, baseUrl } = parts;
  const setupCode = parts.exposed ? randomBytes(9).toString('base64url') : null;
  const access: AccessParts = { relational, secret, publicUrl, baseUrl, setupCode, clock, log };
  const features = modulesOf(access);
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
      await closeStores(stores);
    },
  };
}

async function closeStores({ relational, events, series }: Stores): Promise<void> {
  for (const store of [relational, series, events]) await store.close();
}
