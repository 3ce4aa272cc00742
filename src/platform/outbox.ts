import { and, asc, eq, inArray, lt, lte, ne, notExists, sql } from 'drizzle-orm';
import type { WorkspaceId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/time.ts';
import type { Db } from './db/db.ts';
import { outboxDeliveries, outboxEvents } from './db/tables.ts';
import { newId } from './new-id.ts';

/** One event that one subscriber is still to be told of. */
export interface Delivery {
  readonly workspaceId: WorkspaceId;
  readonly eventId: string;
  readonly subscriber: string;
}

/** How long to wait after each failure. After the last of them a delivery is parked. */
const WAITS_MS = [1_000, 5_000, 30_000, 120_000, 600_000, 1_800_000, 3_600_000];

/** How long an event is kept after all have been told of it. */
const KEEP_MS = 7 * 86_400_000;

const MAX_ERROR_LENGTH = 500;

/** Writes an event, and for each subscriber that it is due, in the transaction of the change it tells of. */
export async function putEvent(
  db: Db,
  event: { workspaceId: WorkspaceId; name: string; payload: unknown; subscribers: readonly string[]; now: Instant },
): Promise<void> {
  const { workspaceId, name, payload, subscribers, now } = event;
  const id = newId('evt');
  await db.insert(outboxEvents).values({ workspaceId, id, event: name, payload, emittedAt: now });
  if (subscribers.length === 0) return;
  await db
    .insert(outboxDeliveries)
    .values(subscribers.map((subscriber) => ({ workspaceId, eventId: id, subscriber, state: 'due' as const, attempts: 0, dueAt: now })));
}

/** The deliveries whose time has come, oldest first. Subscribers that this program does not have are left to the one that does. */
export async function dueDeliveries(db: Db, subscribers: readonly string[], now: Instant, limit: number): Promise<readonly Delivery[]> {
  return db
    .select({
      workspaceId: outboxDeliveries.workspaceId,
      eventId: outboxDeliveries.eventId,
      subscriber: outboxDeliveries.subscriber,
    })
    .from(outboxDeliveries)
    .where(and(eq(outboxDeliveries.state, 'due'), lte(outboxDeliveries.dueAt, now), inArray(outboxDeliveries.subscriber, [...subscribers])))
    .orderBy(asc(outboxDeliveries.dueAt), asc(outboxDeliveries.eventId), asc(outboxDeliveries.subscriber))
    .limit(limit);
}

/** Takes a delivery for the length of this transaction. Null when it is done already, or another process has it. */
export async function takeDelivery(db: Db, delivery: Delivery): Promise<{ event: string; payload: unknown } | null> {
  const [taken] = await db
    .select({ event: outboxEvents.event, payload: outboxEvents.payload })
    .from(outboxDeliveries)
    .innerJoin(outboxEvents, and(eq(outboxEvents.workspaceId, outboxDeliveries.workspaceId), eq(outboxEvents.id, outboxDeliveries.eventId)))
    .where(and(sameDelivery(delivery), eq(outboxDeliveries.state, 'due')))
    .for('update', { of: outboxDeliveries, skipLocked: true });
  return taken ?? null;
}

/** Notes, in the handler's transaction, that a subscriber has been told. */
export async function markDone(db: Db, delivery: Delivery, now: Instant): Promise<void> {
  await db.update(outboxDeliveries).set({ state: 'done', doneAt: now, error: null }).where(sameDelivery(delivery));
}

/** Notes a failure, and when to try again; says whether the delivery is parked instead. */
export async function markFailed(db: Db, delivery: Delivery, error: string, now: Instant): Promise<'later' | 'parked'> {
  const [row] = await db
    .update(outboxDeliveries)
    .set({ attempts: sql`${outboxDeliveries.attempts} + 1`, error: error.slice(0, MAX_ERROR_LENGTH) })
    .where(sameDelivery(delivery))
    .returning({ attempts: outboxDeliveries.attempts });
  const wait = WAITS_MS[(row?.attempts ?? 1) - 1];
  await db
    .update(outboxDeliveries)
    .set(wait === undefined ? { state: 'parked' } : { dueAt: (now + wait) as Instant })
    .where(sameDelivery(delivery));
  return wait === undefined ? 'parked' : 'later';
}

/** Forgets old events that everybody has been told of. */
export async function pruneOutbox(db: Db, now: Instant): Promise<void> {
  const open = db
    .select({ one: sql`1` })
    .from(outboxDeliveries)
    .where(
      and(
        eq(outboxDeliveries.workspaceId, outboxEvents.workspaceId),
        eq(outboxDeliveries.eventId, outboxEvents.id),
        ne(outboxDeliveries.state, 'done'),
      ),
    );
  await db.delete(outboxEvents).where(and(lt(outboxEvents.emittedAt, (now - KEEP_MS) as Instant), notExists(open)));
}

function sameDelivery({ workspaceId, eventId, subscriber }: Delivery) {
  return and(
    eq(outboxDeliveries.workspaceId, workspaceId),
    eq(outboxDeliveries.eventId, eventId),
    eq(outboxDeliveries.subscriber, subscriber),
  );
}
