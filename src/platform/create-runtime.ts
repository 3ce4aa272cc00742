import { setTimeout as sleep } from 'node:timers/promises';
import { InvariantError } from '../kernel/errors.ts';
import { type Carrier, createCarrier } from './carrier.ts';
import type { Clock } from './clock.ts';
import type { WorkspaceInfo } from './context.ts';
import { inBackground } from './db/callers-first.ts';
import type { Relational } from './db/relational.ts';
import { deliverDue } from './deliveries.ts';
import type { EventStore } from './events/port.ts';
import { createJobs, type Jobs } from './jobs/requested-jobs.ts';
import { type Schedules, startSchedules } from './jobs/schedules.ts';
import type { Logger } from './log.ts';
import { type Loop, startLoop } from './loop.ts';
import type { JobHandler, Module } from './module.ts';
import { pruneOutbox } from './outbox.ts';
import type { Runtime, WorkspaceDirectory } from './runtime.ts';
import type { SeriesStore } from './series/port.ts';

export interface RuntimeParts {
  readonly clock: Clock;
  readonly relational: Relational;
  readonly events: EventStore;
  readonly series: SeriesStore;
  readonly modules: readonly Module[];
  readonly workspaces: WorkspaceDirectory;
  readonly log: Logger;
}

/** How soon a delivery is tried again at the latest, and how soon what another process emitted is seen. */
const DELIVERY_MS = 5_000;
const HOUSEKEEPING_MS = 60_000;
/** A sender's batches come one after another: they are counted together, and still within a second. */
const GATHER_MS = 500;
const PRUNE_MS = 86_400_000;
/** A job is cut off after this: it works in steps, and the next start finds what is left. */
const STOP_MS = 5_000;

export function createRuntime(parts: RuntimeParts): Runtime {
  const { clock, relational, workspaces, log } = parts;
  const subscriptions = parts.modules.flatMap((module) => module.subscriptions ?? []);
  const handlers = parts.modules.flatMap((module) => module.jobs ?? []);
  refuseTwins(
    'subscriber',
    subscriptions.map(({ subscriber }) => subscriber),
  );
  refuseTwins(
    'job',
    handlers.map(({ job }) => job.name),
  );
  let background: Background | null = null;
  let stopping = false;
  const jobs = createJobs({ handlers, workspaces, log, carrier: () => carrier, requested: () => background?.jobs.wake() });
  const carrier = createCarrier({
    ...parts,
    subscriptions,
    requestJob: jobs.request,
    emitted: () => background?.deliveries.wake(),
  });

  // One at a time: what two of them read as due would be tried twice at once.
  let delivering: Promise<unknown> = Promise.resolve();
  function deliver(): Promise<number> {
    const next = delivering.then(() =>
      inBackground(() => deliverDue({ clock, relational, workspaces, subscriptions, carrier, log }, () => stopping)),
    );
    delivering = next.catch(() => undefined);
    return next;
  }

  return {
    clock,
    unscopedDb: relational.unscopedDb,
    write: carrier.write,
    read: carrier.read,
    runJob: (name, options = {}) => jobs.run(name, options),
    async settle() {
      const failures: unknown[] = [];
      for (let busy = true; busy; ) {
        const ran = await jobs.runRequested(true);
        failures.push(...ran.failures);
        busy = (await deliver()) + ran.count > 0;
      }
      if (failures.length > 0) throw failures[0];
    },
    async start() {
      if (background !== null) return;
      stopping = false;
      background = startBackground(parts, { deliver, jobs, handlers, carrier });
    },
    async stop() {
      stopping = true;
      const stopped = background;
      background = null;
      await stopped?.stop();
    },
  };
}

/** Deliveries and runs are recorded under these names. */
function refuseTwins(what: string, names: readonly string[]): void {
  const twin = names.find((name, index) => names.indexOf(name) !== index);
  if (twin !== undefined) throw new InvariantError(`Two are called ${what} '${twin}'.`);
}

interface Background {
  readonly deliveries: Loop;
  readonly jobs: Loop;
  stop(): Promise<void>;
}

interface Work {
  readonly deliver: () => Promise<number>;
  readonly jobs: Jobs;
  readonly handlers: readonly JobHandler[];
  readonly carrier: Carrier;
}

/** What goes on while a server runs: deliveries, requested jobs, and the schedules. */
function startBackground({ clock, relational, workspaces, log }: RuntimeParts, { deliver, jobs, handlers, carrier }: Work): Background {
  let schedules: Schedules | null = null;
  let prunedAt = Number.NEGATIVE_INFINITY;

  /** A request for a job may have been lost in a crash, and a slot while nothing ran: every job finds its work by itself. */
  async function requestAll(workspace: WorkspaceInfo): Promise<void> {
    for (const { job, isDone } of handlers)
      if (isDone === undefined || !(await carrier.read(workspace, { kind: 'system', name: job.name }, isDone)))
        jobs.request(job, workspace, null);
  }

  async function keepHouse(): Promise<void> {
    const all = await workspaces.all();
    if (schedules === null) {
      for (const workspace of all) await requestAll(workspace);
      schedules = await startSchedules({ relational, log, jobs: handlers.map(({ job }) => job), due: whenDue });
    }
    await schedules.cover(all);
    await relational.sweep();
    if (clock() - prunedAt < PRUNE_MS) return;
    prunedAt = clock();
    await pruneOutbox(relational.unscopedDb, clock());
  }

  const whenDue: Parameters<typeof startSchedules>[0]['due'] = async (job, timeZone) => {
    for (const workspace of await workspaces.all()) if (workspace.timeZone === timeZone) jobs.request(job, workspace, null);
  };

  const deliveries = startLoop({ name: 'Delivery', everyMs: DELIVERY_MS, log, turn: deliver });
  /** A job that tells news waits until its last ones are delivered: under load it then tells more at once, instead of ever more often. */
  const runJobs = async (): Promise<void> => {
    await jobs.runRequested(false);
    await deliver();
  };
  const requested = startLoop({ name: 'Jobs', everyMs: HOUSEKEEPING_MS, gatherMs: GATHER_MS, log, turn: runJobs });
  const house = startLoop({ name: 'Housekeeping', everyMs: HOUSEKEEPING_MS, log, turn: keepHouse });
  return {
    deliveries,
    jobs: requested,
    async stop() {
      await house.stop();
      await schedules?.stop();
      await Promise.race([Promise.all([deliveries.stop(), requested.stop()]), sleep(STOP_MS, undefined, { ref: false })]);
    },
  };
}
