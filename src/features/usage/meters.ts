import type { KeyLimits } from '../../contract/access.ts';
import { AppError } from '../../kernel/errors.ts';
import type { WorkspaceId } from '../../kernel/ids.ts';
import { addDays, dayNumber, dayOf, type Instant, instantIn } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import type { EventStore } from '../../platform/events/port.ts';
import { brakeOf, presentUse, type Use } from './core/limits.ts';
import { keyDays, saveKeyDays } from './store-meters.ts';

const MINUTE_MS = 60_000;

/** What the keys of a workspace have sent. One process serves, so memory is the truth; the day's sums are written down for the next one. */
interface Meters {
  readonly uses: Map<string, Use>;
  /** Keys whose day is not written down yet. */
  readonly unsaved: Set<string>;
  /** The sums that an earlier process wrote down for today are in. */
  isLoaded: boolean;
}

const all = new WeakMap<EventStore, Map<WorkspaceId, Meters>>();

function metersOf({ events, workspace }: Ctx): Meters {
  const ofHouse = all.get(events) ?? new Map<WorkspaceId, Meters>();
  all.set(events, ofHouse);
  const meters = ofHouse.get(workspace.id) ?? { uses: new Map(), unsaved: new Set(), isLoaded: false };
  ofHouse.set(workspace.id, meters);
  return meters;
}

/** The present minute and day; a run for another day counts for the real one. */
function present(ctx: Ctx): { minute: number; day: number } {
  return { minute: Math.floor(ctx.now / MINUTE_MS), day: dayNumber(dayOf(ctx.now, ctx.workspace.timeZone)) };
}

/**
 * Counts items against the limits of the key that sends them, before anything of them is kept. Throws 429 when they do not fit any more,
 * and 413 when they never will. Call what it returns when they could not be kept after all.
 */
export async function spend(ctx: Ctx, items: number): Promise<() => void> {
  const { principal } = ctx;
  if (principal.kind !== 'key') return () => undefined;
  const meters = metersOf(ctx);
  await load(ctx, meters);
  const { minute, day } = present(ctx);
  const use = presentUse(meters.uses.get(principal.keyId) ?? null, minute, day);
  refuse(ctx, use, items, principal.limits ?? null);
  add(meters, principal.keyId, use, items);
  return () => add(meters, principal.keyId, presentUse(meters.uses.get(principal.keyId) ?? null, minute, day), -items);
}

function add(meters: Meters, keyId: string, use: Use, items: number): void {
  meters.uses.set(keyId, { ...use, inMinute: Math.max(use.inMinute + items, 0), inDay: Math.max(use.inDay + items, 0) });
  meters.unsaved.add(keyId);
}

/** Whoever comes while they are asked for asks too, and the first answer counts: for why, see `mappingOf`. */
async function load(ctx: Ctx, meters: Meters): Promise<void> {
  if (meters.isLoaded) return;
  const { minute, day } = present(ctx);
  const sums = await keyDays(ctx, day);
  if (meters.isLoaded) return;
  for (const [keyId, inDay] of sums) meters.uses.set(keyId, { minute, inMinute: 0, day, inDay });
  meters.isLoaded = true;
}

function refuse(ctx: Ctx, use: Use, items: number, limits: KeyLimits | null): void {
  const brake = brakeOf(use, items, limits);
  if (brake === null) return;
  if (brake === 'never')
    throw new AppError('too-large', `A batch of ${items} items is more than this key may ever send at once.`, {
      hint: 'Send smaller batches, or have an administrator raise the limits of the key.',
    });
  const retryAfter = Math.ceil(((brake === 'minute' ? (use.minute + 1) * MINUTE_MS : nextMidnight(ctx)) - ctx.now) / 1000);
  const limit = brake === 'minute' ? limits?.perMinute : limits?.perDay;
  throw new AppError('too-many-requests', `This key may send ${limit} items a ${brake}; nothing of this batch was kept.`, {
    hint: 'Send the same batch again when Retry-After has passed, or have an administrator raise the limits of the key.',
    cause: { retryAfter: Math.max(retryAfter, 1) },
  });
}

/** When the day of the limits ends. */
export function nextMidnight({ now, workspace: { timeZone } }: Ctx): Instant {
  return instantIn(addDays(dayOf(now, timeZone), 1), 0, timeZone);
}

/** What every key has used of the present minute and day. */
export async function usesNow(ctx: Ctx): Promise<(keyId: string) => Use> {
  const meters = metersOf(ctx);
  await load(ctx, meters);
  const { minute, day } = present(ctx);
  return (keyId) => presentUse(meters.uses.get(keyId) ?? null, minute, day);
}

/** Writes the day's sums down that have changed. What a crash loses of them is what was sent since the last rollup. */
export async function saveMeters(ctx: Ctx): Promise<void> {
  const meters = metersOf(ctx);
  if (meters.unsaved.size === 0) return;
  const rows = [...meters.unsaved].flatMap((keyId) => {
    const use = meters.uses.get(keyId);
    return use === undefined ? [] : [{ keyId, day: use.day, items: use.inDay }];
  });
  meters.unsaved.clear();
  await ctx.transaction((inside) => saveKeyDays(inside, rows));
}
