import type { Principal } from '../contract/access.ts';
import type { DomainEvent, PayloadOf } from '../contract/domain-event.ts';
import type { Job } from '../contract/job.ts';
import { InvariantError } from '../kernel/errors.ts';
import { type Day, dayOf, type Instant } from '../kernel/time.ts';
import type { Clock } from './clock.ts';
import type { Ctx, WorkspaceInfo } from './context.ts';
import type { Db } from './db/db.ts';
import { type Relational, scoped } from './db/relational.ts';
import type { EventStore } from './events/port.ts';
import type { Logger } from './log.ts';
import type { Subscription } from './module.ts';
import { putEvent } from './outbox.ts';
import type { SeriesStore } from './series/port.ts';

/** Gives a use case its context, and carries it out in a transaction or without one. */
export interface Carrier {
  /** In one transaction. `db` is that transaction bound to no workspace, for platform's own bookkeeping. */
  write<T>(workspace: WorkspaceInfo, principal: Principal, run: (ctx: Ctx, db: Db) => Promise<T>, today?: Day): Promise<T>;
  /** In no transaction, or in those that it opens itself. */
  read<T>(workspace: WorkspaceInfo, principal: Principal, run: (ctx: Ctx) => Promise<T>, today?: Day): Promise<T>;
}

export interface CarrierParts {
  readonly clock: Clock;
  readonly relational: Relational;
  readonly events: EventStore;
  readonly series: SeriesStore;
  readonly log: Logger;
  readonly subscriptions: readonly Subscription[];
  /** Takes a request for a job; null: for the today of when it runs. */
  readonly requestJob: (job: Job, workspace: WorkspaceInfo, asOf: Day | null) => void;
  /** There may be something to deliver now. */
  readonly emitted: () => void;
}

/** What stays the same throughout one use case. */
interface UseCase {
  readonly workspace: WorkspaceInfo;
  readonly principal: Principal;
  readonly now: Instant;
  readonly today: Day;
  /** The day that the caller named; null when it is simply that of `now`. */
  readonly namedDay: Day | null;
}

export function createCarrier(parts: CarrierParts): Carrier {
  const { clock, relational } = parts;

  function begin(workspace: WorkspaceInfo, principal: Principal, namedDay: Day | null): UseCase {
    const now = clock();
    const today = namedDay ?? dayOf(now, workspace.timeZone);
    return { workspace, principal, now, today, namedDay };
  }

  function logOf({ workspace }: UseCase): Logger {
    return parts.log.child({ workspace: workspace.key });
  }

  async function inTransaction<T>(useCase: UseCase, run: (ctx: Ctx, db: Db) => Promise<T>): Promise<T> {
    const requests: { job: Job; asOf: Day | null }[] = [];
    let emitted = false;
    const result = await relational.transaction((db) => {
      const ctx: Ctx = {
        ...shared(parts, useCase),
        db: scoped(db, useCase.workspace.id),
        log: logOf(useCase),
        async emit(event, payload) {
          emitted = true;
          await emitInto(db, parts.subscriptions, useCase, event, payload);
        },
        requestJob: (job, asOf) => void requests.push({ job, asOf: asOf ?? useCase.namedDay }),
        transaction: (step) => step(ctx),
      };
      return run(ctx, db);
    });
    for (const { job, asOf } of requests) parts.requestJob(job, useCase.workspace, asOf);
    if (emitted) parts.emitted();
    return result;
  }

  function withoutTransaction(useCase: UseCase): Ctx {
    let [db, log]: [Db | null, Logger | null] = [null, null];
    return {
      ...shared(parts, useCase),
      // Made when they are asked for: a batch of events mostly needs neither.
      get db() {
        db ??= scoped(relational.unscopedDb, useCase.workspace.id);
        return db;
      },
      get log() {
        log ??= logOf(useCase);
        return log;
      },
      async emit({ name }) {
        throw new InvariantError(`${name} was emitted outside a transaction: it could tell of a change that is then not kept.`);
      },
      requestJob: (job, asOf) => parts.requestJob(job, useCase.workspace, asOf ?? useCase.namedDay),
      transaction: (step) => inTransaction(useCase, step),
    };
  }

  return {
    write: (workspace, principal, run, today) => inTransaction(begin(workspace, principal, today ?? null), run),
    read: async (workspace, principal, run, today) => run(withoutTransaction(begin(workspace, principal, today ?? null))),
  };
}

function shared(
  { events, series }: CarrierParts,
  { workspace, principal, now, today }: UseCase,
): Omit<Ctx, 'db' | 'log' | 'emit' | 'requestJob' | 'transaction'> {
  return { workspace, principal, now, today, events, series };
}

async function emitInto<E extends DomainEvent>(
  db: Db,
  subscriptions: readonly Subscription[],
  { workspace, now }: UseCase,
  event: E,
  payload: PayloadOf<E>,
): Promise<void> {
  const checked = event.payload.safeParse(payload);
  if (!checked.success) throw new InvariantError(`The payload of ${event.name} is not what it declares: ${checked.error.message}`);
  const subscribers = subscriptions.filter((subscription) => subscription.event.name === event.name).map(({ subscriber }) => subscriber);
  await putEvent(db, { workspaceId: workspace.id, name: event.name, payload, subscribers, now });
}
