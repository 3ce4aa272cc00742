import { setImmediate as yieldToOthers } from 'node:timers/promises';
import type { InputOf, OutputOf } from '../../contract/operation.ts';
import type { AccountId } from '../../kernel/ids.ts';
import { formatInstant, type Instant } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { audit } from '../access/commands.ts';
import { addAlias } from '../accounts/commands.ts';
import { accountByExternalId } from '../accounts/reads.ts';
import { healJob } from './contract.ts';
import type { assignWaiting, discardWaiting, listWaitingItems, listWaitingUsers, replayWaiting } from './contract-waiting.ts';
import { BAD, fieldOf, type Thing, thingIn } from './core/fields.ts';
import { waitsForAccount, waitsForUser } from './core/find-accounts.ts';
import { ledger } from './core/told.ts';
import { countPlaced } from './heal.ts';
import { ingest } from './ingest.ts';
import { memoryOf } from './memory.ts';
import { saveTold, toldOf } from './store-told.ts';
import {
  countWaitingFor,
  latestRefused,
  latestWaiting,
  mostWaitedFor,
  type Refused,
  refusedById,
  refusedIds,
  removeGroup,
  removeRefused,
  waitingById,
  waitingIds,
} from './store-waiting.ts';

const SHOWN_ITEMS = 20;
const SHOWN_USERS = 100;
/** Items taken once more in one go at most. */
const REPLAYED = 5000;
const PIECE = 500;

/** The latest items of a group, as they came. */
export async function itemList(
  ctx: Ctx,
  { status, ...group }: InputOf<typeof listWaitingItems>,
): Promise<OutputOf<typeof listWaitingItems>> {
  const items =
    status === 'quarantined'
      ? (await latestWaiting(ctx, group, SHOWN_ITEMS)).map((one) => ({ ...one, id: one.messageId, at: one.receivedAt }))
      : (await latestRefused(ctx, group, SHOWN_ITEMS)).map((one) => ({ ...one, at: one.rejectedAt }));
  return { items: items.map(({ id, source, at, item }) => ({ id, source, at: formatInstant(at), item: JSON.parse(item) as unknown })) };
}

/** The users of whom nobody said to which customer they belong. */
export async function userList(ctx: Ctx): Promise<OutputOf<typeof listWaitingUsers>> {
  const users = await mostWaitedFor(ctx, waitsForUser(''), SHOWN_USERS);
  return { users: users.map(({ name, count, latestAt }) => ({ userId: name, count, latestAt: formatInstant(latestAt) })) };
}

/** Says whose an unknown external id or a user is. What waits is counted right afterwards. */
export async function assign(ctx: Ctx, { what, name, customer }: InputOf<typeof assignWaiting>): Promise<OutputOf<typeof assignWaiting>> {
  const account = await accountByExternalId(ctx, customer);
  const waiting = await countWaitingFor(ctx, what === 'account' ? waitsForAccount(name) : waitsForUser(name));
  if (what === 'account') await ctx.transaction((inside) => addAlias(inside, name, account));
  else await tellUser(ctx, name, account);
  ctx.requestJob(healJob);
  return { waiting };
}

/** A person says of a user what a `group` call would: it holds since ever, and later calls may say otherwise. */
async function tellUser(ctx: Ctx, user: string, account: { readonly accountId: AccountId; readonly externalId: string }): Promise<void> {
  const told = await ctx.transaction(async (inside) => {
    const before = await toldOf(inside, 'group', [user]);
    const said = ledger((of: string) => before.get(of));
    said.add(user, 0 as Instant, account.accountId);
    await saveTold(inside, 'group', said.news);
    await audit(inside, { action: 'usage.user-assigned', subject: user, before: null, after: { customer: account.externalId } });
    return said.of(user);
  });
  memoryOf(ctx).groups.set(user, told);
}

/** Takes a group once more. What is refused again stands on the list anew. */
export async function replay(ctx: Ctx, { status, ...group }: InputOf<typeof replayWaiting>): Promise<OutputOf<typeof replayWaiting>> {
  const sum = { accepted: 0, duplicate: 0, quarantined: 0, rejected: 0, left: 0 };
  const [idsOf, step] = status === 'quarantined' ? [waitingIds, placeAgain] : [refusedIds, takeAgain];
  // What is refused again is listed anew: only what stood there at first is taken.
  const ids = await idsOf(ctx, group, REPLAYED + 1);
  for (let start = 0; start < Math.min(ids.length, REPLAYED); start += PIECE) {
    await step(ctx, ids.slice(start, Math.min(start + PIECE, REPLAYED)), sum);
    await yieldToOthers();
  }
  if (ids.length > REPLAYED) sum.left += 1;
  await ctx.transaction((inside) =>
    audit(inside, { action: 'usage.items-replayed', subject: `${group.code} ${group.subject}`.trim(), before: null, after: { ...sum } }),
  );
  return sum;
}

type Sum = OutputOf<typeof replayWaiting>;

/** Items that were understood: a person says that they count, however old they are; their customer must still be known. */
async function placeAgain(ctx: Ctx, ids: readonly string[], sum: Sum): Promise<void> {
  await ctx.transaction(async (inside) => {
    const rows = await waitingById(inside, ids);
    const answers = await countPlaced(inside, rows);
    sum.quarantined += rows.length - answers.length;
    for (const answer of answers) sum[answer === 'conflict' ? 'rejected' : answer] += 1;
  });
}

/** Items that were refused go the way of a batch again, as of their source. */
async function takeAgain(ctx: Ctx, ids: readonly string[], sum: Sum): Promise<void> {
  const rows = await refusedById(ctx, ids);
  const whole = rows.filter(({ item }) => !isCut(item));
  sum.left += rows.length - whole.length;
  for (const source of new Set(whole.map((row) => row.source))) {
    const own = whole.filter((row) => row.source === source);
    const asSource: Ctx = { ...ctx, principal: { kind: 'system', name: source } };
    const { items: _, ...counts } = await ingest(asSource, { batch: own.map(itemOf) });
    for (const key of ['accepted', 'duplicate', 'quarantined', 'rejected'] as const) sum[key] += counts[key];
  }
  await ctx.transaction((inside) =>
    removeRefused(
      inside,
      whole.map(({ id }) => id),
    ),
  );
}

/** An item that names no time happened when it came, not now. */
function itemOf({ item, rejectedAt }: Refused): unknown {
  const value = JSON.parse(item) as unknown;
  const thing = thingIn(value);
  if (thing === null || thing === BAD || saysWhen(thing)) return value;
  return { ...thing, timestamp: formatInstant(rejectedAt) };
}

function saysWhen(thing: Thing): boolean {
  return [fieldOf(thing, 'timestamp'), fieldOf(thing, 'originalTimestamp')].some((said) => said !== undefined && said !== null);
}

/** Long items are kept only in part, to be looked at. */
function isCut(item: string): boolean {
  return item.startsWith('{"cut":');
}

/** Removes a group for good. */
export async function discard(ctx: Ctx, { status, ...group }: InputOf<typeof discardWaiting>): Promise<OutputOf<typeof discardWaiting>> {
  const discarded = await removeGroup(ctx, status, group);
  if (discarded > 0)
    await audit(ctx, {
      action: 'usage.items-discarded',
      subject: `${group.code} ${group.subject}`.trim(),
      before: { items: discarded },
      after: null,
    });
  return { discarded };
}
