import type { Principal } from '../contract/access.ts';
import type { DomainEvent, PayloadOf } from '../contract/domain-event.ts';
import type { Job } from '../contract/job.ts';
import type { UserId, WorkspaceId } from '../kernel/ids.ts';
import type { Day, Instant } from '../kernel/time.ts';
import type { Db } from './db/db.ts';
import type { EventStore } from './events/port.ts';
import type { Logger } from './log.ts';
import type { SeriesStore } from './series/port.ts';

/** What every use case knows about the workspace it works in. */
export interface WorkspaceInfo {
  readonly id: WorkspaceId;
  /** The key in addresses: `/acme/day`. */
  readonly key: string;
  readonly name: string;
  /** IANA name. Fixed once data exist: days are this zone's civil days. */
  readonly timeZone: string;
  readonly locale: 'zh-CN' | 'en-US';
}

/**
 * Everything a use case inside a workspace may touch. `db` is bound to the workspace: a statement that does not name
 * `workspace_id` and pass this workspace's id fails. For a change it *is* the open transaction; for a read it is a plain handle.
 */
export interface Ctx {
  readonly workspace: WorkspaceInfo;
  readonly principal: Principal;
  /** The one reading of the clock for this use case. */
  readonly now: Instant;
  /** The workspace's civil day of `now`, or the day named by `--as-of`. */
  readonly today: Day;
  readonly db: Db;
  readonly events: EventStore;
  readonly series: SeriesStore;
  readonly log: Logger;
  /** Writes a domain event into the outbox, in this transaction. */
  emit<E extends DomainEvent>(event: E, payload: PayloadOf<E>): Promise<void>;
  /**
   * Asks for a job to run soon after this transaction has committed. A hint that may get lost in a crash, never a fact:
   * the job finds its work in the stores and also runs at start. `asOf` is the day it runs for (default: today).
   */
  requestJob(job: Job, asOf?: Day): void;
  /** Runs a step in a transaction: joins the open one, or (in a route declared with `transaction: false`) opens its own. */
  transaction<T>(run: (ctx: Ctx) => Promise<T>): Promise<T>;
}

/** What a public operation may touch: no workspace, and an unscoped handle that only `access` and `platform` use. */
export interface PublicCtx {
  readonly now: Instant;
  readonly unscopedDb: Db;
  readonly log: Logger;
  readonly request: {
    readonly headers: Headers;
    readonly ip: string;
    /** Adds a `Set-Cookie` header to the answer. */
    setCookie(header: string): void;
  };
}

/** A signed-in user, about themselves. */
export interface UserCtx extends PublicCtx {
  readonly userId: UserId;
  readonly sessionId: string;
}
