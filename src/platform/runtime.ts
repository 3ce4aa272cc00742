import type { Principal } from '../contract/access.ts';
import type { WorkspaceId } from '../kernel/ids.ts';
import type { Day } from '../kernel/time.ts';
import type { Clock } from './clock.ts';
import type { Ctx, WorkspaceInfo } from './context.ts';
import type { Db } from './db/db.ts';

/** Which workspaces there are. The feature `access` brings it; platform only asks. */
export interface WorkspaceDirectory {
  all(): Promise<readonly WorkspaceInfo[]>;
  find(id: WorkspaceId): Promise<WorkspaceInfo | null>;
}

/** Carries use cases, deliveries and jobs. One a process. */
export interface Runtime {
  readonly clock: Clock;
  /** Unscoped: only `access` and `platform` may use it, and the test of table owners says so. */
  readonly unscopedDb: Db;
  /** One use case that changes something: one transaction; its domain events are delivered afterwards. */
  write<T>(workspace: WorkspaceInfo, principal: Principal, run: (ctx: Ctx) => Promise<T>, today?: Day): Promise<T>;
  /** One use case that reads, or opens its own transactions through `ctx.transaction`. */
  read<T>(workspace: WorkspaceInfo, principal: Principal, run: (ctx: Ctx) => Promise<T>, today?: Day): Promise<T>;
  /** Runs a job for one workspace, or for all, for a day (default: each workspace's today). */
  runJob(name: string, options?: { workspace?: WorkspaceInfo; asOf?: Day }): Promise<void>;
  /** Runs requested jobs and delivers the outbox until nothing is left. */
  settle(): Promise<void>;
  /** Starts the delivery loop and the schedules. */
  start(): Promise<void>;
  /** Finishes what runs and stops taking more. */
  stop(): Promise<void>;
}
