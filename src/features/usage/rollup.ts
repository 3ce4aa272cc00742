import type { AccountId } from '../../kernel/ids.ts';
import { type Day, dayFromNumber, dayNumber, dayOf } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import type { EventsSince } from '../../platform/events/port.ts';
import { noteSeen } from '../accounts/commands.ts';
import { liveSpans } from '../accounts/reads.ts';
import { usageChanged } from './contract.ts';
import { watchSourcesJob } from './contract-sources.ts';
import { bySign, COUNTED_SIGNS, type CountedSign } from './core/mapping.ts';
import { piecesByDays } from './core/pieces.ts';
import { SINCE_EVER } from './core/registration.ts';
import { silenceEnds, type Touch, touched } from './core/touched.ts';
import { isCountingHeld } from './held.ts';
import {
  addAccountSources,
  addDeliveryDays,
  type Cursor,
  cursorOf,
  deliveryDaysOf,
  moveCursor,
  sourcesByAccount,
  takeDirty,
} from './store-rollup.ts';

/**
 * Reads on in the event log and announces whose usage changed from which day on (decision 0006), with all who are concerned by a silence
 * that ended (decision 0004). The cursor moves in the transaction that announces, so a crash repeats the work and changes nothing.
 */
export async function rollup(ctx: Ctx): Promise<void> {
  if (isCountingHeld(ctx.workspace.id)) return;
  const { position } = await cursorOf(ctx, false);
  // Outside the transaction: the embedded relational engine has one, and others wait for it.
  const since = await ctx.events.changedSince(ctx.workspace.id, position);
  await ctx.transaction(async (inside) => {
    const cursor = await cursorOf(inside, true);
    // Another process was faster; its announcement covers what we saw.
    if (cursor.position !== position) return;
    const dirty = await takeDirty(inside);
    if (since.cursor === position && dirty.size === 0) return;
    const touch = await touchOf(inside, since, cursor);
    if (touch.silenceEnds.size > 0) inside.requestJob(watchSourcesJob);
    const isWide = touch.knownFrom !== null || touch.silenceEnds.size > 0;
    const all = isWide ? (await liveSpans(inside)).map(({ accountId }) => accountId) : [];
    const from = new Map(touched(touch, { all, sourcesOf: isWide ? await sourcesByAccount(inside) : new Map() }));
    for (const [accountId, day] of dirty) from.set(accountId, Math.min(from.get(accountId) ?? Number.POSITIVE_INFINITY, day));
    await noteSeen(inside, new Map(since.accounts.map((account) => [account.accountId, account.from])));
    await moveCursor(inside, {
      position: since.cursor,
      firstDays: bySign((sign) => earlierDay(cursor, since, sign) ?? cursor.firstDays[sign]),
    });
    await announce(inside, from);
  });
}

/** What the new events mean, against what was known. */
async function touchOf(ctx: Ctx, since: EventsSince, cursor: Cursor): Promise<Touch> {
  const gainedSource = await addAccountSources(ctx, since.sources);
  const fresh = await addDeliveryDays(ctx, since.deliveryDays);
  const sources = [...new Set(fresh.map(({ source }) => source))];
  const daysOf = (days: readonly { source: string; day: number }[], source: string): number[] =>
    days.flatMap((one) => (one.source === source ? [one.day] : []));
  const stored = await deliveryDaysOf(ctx, sources);
  const last = Math.max(dayNumber(ctx.today), dayNumber(realToday(ctx)));
  const ends = new Map<string, number>();
  for (const source of sources) {
    const mine = daysOf(fresh, source);
    const known = new Set(daysOf(stored, source));
    for (const day of mine) known.delete(day);
    const day = silenceEnds(known, mine, last);
    if (day !== null) ends.set(source, day);
  }
  const earlier = COUNTED_SIGNS.flatMap((sign) => earlierDay(cursor, since, sign) ?? []);
  return {
    events: new Map(since.accounts.map(({ accountId, from }) => [accountId, dayNumber(from)])),
    gainedSource,
    silenceEnds: ends,
    knownFrom: earlier.length === 0 ? null : Math.min(...earlier.map(dayNumber)),
  };
}

/** The day of the first of a sign, where the new events have one before what was known. */
function earlierDay({ firstDays }: Cursor, since: EventsSince, sign: CountedSign): Day | null {
  const [first = null, known] = [since.firstDays.get(sign), firstDays[sign]];
  return first !== null && (known === null || first < known) ? first : null;
}

function realToday(ctx: Ctx): Day {
  return dayOf(ctx.now, ctx.workspace.timeZone);
}

/** A run for an earlier day brings history up to that day: it opens nothing in the lists of the living (settled 15). */
async function announce(ctx: Ctx, from: ReadonlyMap<AccountId, number>): Promise<void> {
  const live = ctx.today >= realToday(ctx);
  const [earliest, last] = [dayNumber(SINCE_EVER), dayNumber(ctx.today)];
  const sorted = [...from].sort(([a], [b]) => (a < b ? -1 : 1));
  for (const piece of piecesByDays(sorted, ([, day]) => last - day + 1)) {
    const accounts = piece.map(([accountId, day]) => ({ accountId, from: dayFromNumber(Math.max(day, earliest)) }));
    await ctx.emit(usageChanged, { accounts, live, asOf: ctx.today });
  }
}
