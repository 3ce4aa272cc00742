import { AppError, InvariantError } from '../kernel/errors.ts';
import type { Carrier } from './carrier.ts';
import type { Clock } from './clock.ts';
import type { Ctx } from './context.ts';
import type { Relational } from './db/relational.ts';
import type { Logger } from './log.ts';
import type { Subscription } from './module.ts';
import { type Delivery, dueDeliveries, markDone, markFailed, takeDelivery } from './outbox.ts';
import type { WorkspaceDirectory } from './runtime.ts';

/** Read at a time; small, because each is delivered in a transaction of its own. */
const BATCH = 100;

export interface DeliveryParts {
  readonly clock: Clock;
  readonly relational: Relational;
  readonly workspaces: WorkspaceDirectory;
  readonly subscriptions: readonly Subscription[];
  readonly carrier: Carrier;
  readonly log: Logger;
}

/**
 * Delivers what is due until nothing is left, or it is told to stop. Each delivery commits together with the note that it was made: a
 * crash in between leaves both undone. A handler that fails waits for its next attempt; the others do not wait for it.
 * Returns how many handlers were called.
 */
export async function deliverDue(parts: DeliveryParts, stopped: () => boolean): Promise<number> {
  const names = parts.subscriptions.map(({ subscriber }) => subscriber);
  let called = 0;
  if (names.length === 0) return called;
  while (!stopped()) {
    const due = await dueDeliveries(parts.relational.unscopedDb, names, parts.clock(), BATCH);
    let progress = 0;
    for (const delivery of due) {
      if (stopped()) return called;
      if (await deliver(parts, delivery)) progress++;
    }
    called += progress;
    // What other processes hold at the moment stays due, and is theirs.
    if (progress === 0) return called;
  }
  return called;
}

/** False when there was nothing to do: done already, or in the hands of another process. */
async function deliver(parts: DeliveryParts, delivery: Delivery): Promise<boolean> {
  const { workspaces, carrier, clock, relational, log } = parts;
  try {
    const workspace = await workspaces.find(delivery.workspaceId);
    if (workspace === null) throw new AppError('not-found', `There is no workspace ${delivery.workspaceId} any more.`);
    return await carrier.write(workspace, { kind: 'system', name: delivery.subscriber }, async (ctx, db) => {
      const taken = await takeDelivery(db, delivery);
      if (taken === null) return false;
      await handle(parts.subscriptions, delivery.subscriber, ctx, taken.payload);
      await markDone(db, delivery, ctx.now);
      return true;
    });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const outcome = await relational.transaction((db) => markFailed(db, delivery, message, clock()));
    if (outcome === 'parked') log.error({ ...delivery, err: error }, 'A delivery failed too often and is parked');
    else log.warn({ ...delivery, err: error }, 'A delivery failed and will be tried again');
    return true;
  }
}

async function handle(subscriptions: readonly Subscription[], subscriber: string, ctx: Ctx, payload: unknown): Promise<void> {
  const subscription = subscriptions.find((candidate) => candidate.subscriber === subscriber);
  if (subscription === undefined) throw new InvariantError(`Nobody is called ${subscriber}.`);
  const run = subscription.run as (ctx: Ctx, payload: unknown) => Promise<void>;
  await run(ctx, subscription.event.payload.parse(payload));
}
