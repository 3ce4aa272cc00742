import { actorOf } from '../../contract/actor.ts';
import type { InputOf, OutputOf } from '../../contract/operation.ts';
import { AppError } from '../../kernel/errors.ts';
import type { AccountId, PersonId } from '../../kernel/ids.ts';
import { formatInstant } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { purgeDeleted } from '../../platform/db/purge.ts';
import type { Erased } from '../../platform/events/port.ts';
import { newId } from '../../platform/new-id.ts';
import { audit } from '../access/commands.ts';
import { personNames } from '../access/reads.ts';
import { forgetAccount } from '../accounts/commands.ts';
import { accountByExternalId } from '../accounts/reads.ts';
import { forgetLedger } from '../contracts/commands.ts';
import { absorbedBy } from '../duplicates/reads.ts';
import { forgetSnapshots } from '../health/commands.ts';
import { forgetImportsOfAccount, forgetInReports } from '../imports/commands.ts';
import { forgetShadows } from '../lab/commands.ts';
import { forgetExtent } from '../metrics/commands.ts';
import { forgetNotices } from '../notifications/commands.ts';
import { forgetCard } from '../portfolio/commands.ts';
import { forgetInFindings } from '../quality/commands.ts';
import { forgetTasks } from '../tasks/commands.ts';
import { countAgain, forgetMemory, forgetUsageOfAccount, forgetUsers, namesOfUser } from '../usage/commands.ts';
import { forgetWarnings } from '../warnings/commands.ts';
import * as contract from './contract.ts';
import type { CustodyParts } from './parts.ts';
import { insertErasure, keepErasure, latestErasures, openErasures } from './store.ts';
import type { Erasure } from './tables.ts';

/** The tables in which something stood, by their names: they are written anew. */
const TABLES_OF = {
  'end-user': [
    'usage_users',
    'usage_told',
    'usage_quarantine',
    'usage_rejected',
    'imports',
    'import_rejects',
    'import_users',
    'custody_erasures',
  ],
  customer: [
    'accounts',
    'account_aliases',
    'account_assignments',
    'records',
    'record_changes',
    'arr_movements',
    'usage_account_sources',
    'usage_dirty',
    'series_extents',
    'said_values',
    'health_overrides',
    'health_snapshots',
    'warnings',
    'tasks',
    'task_history',
    'notices',
    'account_card',
  ],
} as const;

/** Shown at most. */
const LATEST = 50;

/**
 * Begins to erase a customer with all that rests on it, or an end user. What stands in the relational store is gone when this returns; the
 * event log and the files follow in the job `erase`, which also goes on after a crash.
 */
export async function beginErasure(ctx: Ctx, input: InputOf<typeof contract.erase>): Promise<OutputOf<typeof contract.erase>> {
  if (input.account !== undefined) await refuseMerged(ctx, input.account);
  const { accountId, users, rows } =
    input.account === undefined ? await forgetUser(ctx, input.user ?? '') : await forgetCustomer(ctx, input.account);
  const kind = accountId === null ? 'end-user' : 'customer';
  const id = newId('ers');
  await insertErasure(ctx, {
    id,
    kind,
    requestedAt: ctx.now,
    requestedBy: actorOf(ctx.principal),
    accountId,
    users,
    events: 0,
    rows,
    finishedAt: null,
  });
  const action = kind === 'customer' ? 'personal-data.customer-erased' : 'personal-data.end-user-erased';
  await audit(ctx, { action, subject: id, before: null, after: { rows } });
  ctx.requestJob(contract.eraseJob);
  return { erasureId: id };
}

/** What a merged customer has used lies under another one: both are erased, one after the other, once they are apart. */
async function refuseMerged(ctx: Ctx, externalId: string): Promise<void> {
  const { accountId } = await accountByExternalId(ctx, externalId);
  if ((await absorbedBy(ctx, accountId)).length === 0) return;
  throw new AppError('conflict', `Other customers were merged into '${externalId}'.`, {
    hint: 'Undo those merges under 疑似重复, then erase each of them.',
  });
}

interface Forgotten {
  readonly accountId: AccountId | null;
  readonly users: readonly string[] | null;
  readonly rows: number;
}

async function forgetUser(ctx: Ctx, user: string): Promise<Forgotten> {
  // Also what they did before anybody knew who they were.
  const users = await namesOfUser(ctx, user);
  const rows = await forgetUsers(ctx, users);
  await forgetInReports(ctx, users);
  await forgetInFindings(ctx, users);
  return { accountId: null, users, rows };
}

/** From the right to the left, as they rest on each other. */
async function forgetCustomer(ctx: Ctx, externalId: string): Promise<Forgotten> {
  const { accountId } = await accountByExternalId(ctx, externalId);
  await forgetInReports(ctx, [externalId]);
  await forgetImportsOfAccount(ctx, accountId);
  await forgetInFindings(ctx, [externalId]);
  const counts = [
    await forgetCard(ctx, accountId),
    await forgetNotices(ctx, accountId),
    await forgetShadows(ctx, accountId),
    await forgetTasks(ctx, accountId),
    await forgetWarnings(ctx, accountId),
    await forgetSnapshots(ctx, accountId),
    await forgetExtent(ctx, accountId),
    await forgetLedger(ctx, accountId),
    await forgetUsageOfAccount(ctx, accountId, externalId),
    await forgetAccount(ctx, accountId),
  ];
  return { accountId, users: null, rows: counts.reduce((sum, count) => sum + count, 0) };
}

/** Brings every erasure that was begun to its end. Each step can be taken again. */
export async function finishErasures({ relational }: CustodyParts, ctx: Ctx): Promise<void> {
  const open = await openErasures(ctx);
  if (open.length === 0) return;
  for (const erasure of open) await eraseEvents(ctx, erasure);
  const tables = open.some(({ kind }) => kind === 'customer') ? [...TABLES_OF.customer, ...TABLES_OF['end-user']] : TABLES_OF['end-user'];
  await purgeDeleted(relational, tables);
  for (const { id } of open) await ctx.transaction((inside) => keepErasure(inside, id, { finishedAt: inside.now }));
}

async function eraseEvents(ctx: Ctx, { id, accountId, users }: Erasure): Promise<void> {
  if (accountId === null && users === null) return;
  // A batch that is being taken in may still remember; what it appends until now is erased too.
  forgetMemory(ctx);
  const erased: Erased[] = [];
  if (accountId !== null) {
    erased.push(...(await ctx.events.erase(ctx.workspace.id, { accountId })));
    await ctx.series.erase(ctx.workspace.id, accountId);
  }
  for (const userId of users ?? []) erased.push(...(await ctx.events.erase(ctx.workspace.id, { userId })));
  await ctx.transaction(async (inside) => {
    if (users !== null) await countAgain(inside, new Map(erased.map((one) => [one.accountId, one.from])));
    const events = erased.reduce((sum, one) => sum + one.events, 0);
    await keepErasure(inside, id, { accountId: null, users: null, events });
  });
}

export async function erasureList(ctx: Ctx): Promise<OutputOf<typeof contract.listErasures>> {
  const latest = await latestErasures(ctx, LATEST);
  const names = await personNames(
    ctx,
    latest.map(({ requestedBy }) => requestedBy as PersonId),
  );
  return {
    erasures: latest.map(({ id, kind, requestedAt, requestedBy, events, rows, finishedAt }) => ({
      erasureId: id,
      kind,
      requestedAt: formatInstant(requestedAt),
      requestedBy: names.get(requestedBy as PersonId) ?? requestedBy,
      events,
      rows,
      finishedAt: finishedAt === null ? null : formatInstant(finishedAt),
    })),
  };
}

/** One of both, and not neither. */
export function refuseUnclear({ account, user }: InputOf<typeof contract.erase>): void {
  if ((account === undefined) === (user === undefined))
    throw new AppError('invalid-input', 'Name a customer or an end user, one of both.', {
      issues: [{ path: account === undefined ? 'account' : 'user', message: 'Give exactly one of account and user.' }],
    });
}
