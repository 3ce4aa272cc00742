import { setImmediate as yieldToOthers } from 'node:timers/promises';
import type { PayloadOf } from '../../contract/domain-event.ts';
import type { AccountId } from '../../kernel/ids.ts';
import { dayOf } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import type { UsageEvent } from '../../platform/events/port.ts';
import type { accountsChanged } from '../accounts/contract.ts';
import { accountIdsByExternalId, accountsById } from '../accounts/reads.ts';
import { rollupJob } from './contract.ts';
import { findAccounts, waitsForAccount, waitsForUser } from './core/find-accounts.ts';
import { labelsKept, type Mapping } from './core/mapping.ts';
import { mergeUsers } from './core/merge-users.ts';
import type { UsageItem } from './core/normalise.ts';
import { usersSaid } from './learn.ts';
import { mappingOf } from './mapping-memory.ts';
import { listRejected, type Quarantined, quarantinedFor, releaseQuarantined, waitedFor } from './store.ts';
import { toldOf } from './store-told.ts';
import { register } from './users.ts';

/** Items counted in one transaction. */
const PIECE = 1000;
/** Names asked about in one statement. */
const NAMES = 2000;

/** Customers appeared: the items that waited for them are counted now. */
export async function onAccountsChanged(ctx: Ctx, { accountIds }: PayloadOf<typeof accountsChanged>): Promise<void> {
  const accounts = await accountsById(ctx, accountIds as AccountId[]);
  await healWaiting(
    ctx,
    [...accounts.values()].map(({ externalId }) => waitsForAccount(externalId)),
  );
}

/** Goes through all that is kept aside. A second run finds nothing more. */
export async function heal(ctx: Ctx): Promise<void> {
  const waited = await waitedFor(ctx);
  for (let start = 0; start < waited.length; start += NAMES) {
    await healWaiting(ctx, await answered(ctx, waited.slice(start, start + NAMES)));
    await yieldToOthers();
  }
}

/** Those of the things waited for that are known by now. */
async function answered(ctx: Ctx, waited: readonly string[]): Promise<readonly string[]> {
  const after = (prefix: string): string[] => waited.flatMap((one) => (one.startsWith(prefix) ? [one.slice(prefix.length)] : []));
  const accounts = await accountIdsByExternalId(ctx, after(waitsForAccount('')));
  const users = await toldOf(ctx, 'group', after(waitsForUser('')));
  return [...[...accounts.keys()].map(waitsForAccount), ...[...users.keys()].map(waitsForUser)];
}

async function healWaiting(ctx: Ctx, waitsFor: readonly string[]): Promise<void> {
  for (let start = 0; start < waitsFor.length; start += NAMES) {
    const names = waitsFor.slice(start, start + NAMES);
    for (let after: string | null | undefined = null; after !== undefined; ) {
      const from: string | null = after;
      after = await ctx.transaction(async (inside) => {
        const rows = await quarantinedFor(inside, names, from, PIECE);
        await countPlaced(inside, rows);
        return rows.at(-1)?.messageId;
      });
    }
  }
}

/**
 * Puts items where they belong by now; those whose customer is still unknown stay. Safe to happen twice, by their message ids. One answer for
 * each that was placed.
 */
export async function countPlaced(ctx: Ctx, rows: readonly Quarantined[]): Promise<Awaited<ReturnType<Ctx['events']['append']>>> {
  if (rows.length === 0) return [];
  const waiting = rows.map(({ item }) => JSON.parse(item) as UsageItem);
  const merges = await toldOf(
    ctx,
    'alias',
    waiting.flatMap(({ signedIn, userId }) => (signedIn ? [] : (userId ?? []))),
  );
  const items = mergeUsers(waiting, (name) => merges.get(name)).items.filter((item) => item !== null);
  const accounts = await accountIdsByExternalId(
    ctx,
    items.flatMap(({ groupId }) => groupId ?? []),
  );
  const groups = await toldOf(
    ctx,
    'group',
    items.flatMap(({ groupId, aliases }) => (groupId === null ? aliases : [])),
  );
  const { findings } = findAccounts(items, { accountOf: (id) => accounts.get(id), groupsOf: (user) => groups.get(user) });
  const { mapping } = await mappingOf(ctx);
  const found = rows.flatMap((row, index) => {
    const [item, finding] = [items[index], findings[index]];
    return item !== undefined && finding && 'accountId' in finding
      ? [{ row, event: eventOf(ctx, row.source, item, finding.accountId, mapping) }]
      : [];
  });
  await register(ctx, usersSaid(ctx, items, findings));
  const answers = await ctx.events.append(found.map(({ event }) => event));
  const conflicts = found.filter((_, index) => answers[index] === 'conflict');
  await listRejected(
    ctx,
    conflicts.map(({ row }) => ({ source: row.source, code: 'conflict', subject: row.messageId, item: row.item })),
  );
  await releaseQuarantined(
    ctx,
    found.map(({ row }) => row.messageId),
  );
  ctx.requestJob(rollupJob);
  return answers;
}

/** It counts from now on: nobody could have judged by it before. */
function eventOf(ctx: Ctx, source: string, item: UsageItem, accountId: AccountId, mapping: Mapping): UsageEvent {
  const { call, messageId, userId, name, occurredAt, properties } = item;
  return {
    workspaceId: ctx.workspace.id,
    source,
    messageId,
    accountId,
    userId,
    name,
    // The mapping may have changed while it waited.
    ...labelsKept(mapping, call, name, properties),
    occurredAt,
    day: dayOf(occurredAt, ctx.workspace.timeZone),
    recordedAt: ctx.now,
    excluded: false,
    properties,
  };
}
