import { actorOf } from '../../contract/actor.ts';
import type { InputOf, OutputOf } from '../../contract/operation.ts';
import { AppError } from '../../kernel/errors.ts';
import type { AccountId, PersonId } from '../../kernel/ids.ts';
import { addDays, dayNumber, formatInstant } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { newId } from '../../platform/new-id.ts';
import { audit } from '../access/commands.ts';
import { personNames } from '../access/reads.ts';
import { accountByExternalId } from '../accounts/reads.ts';
import { type endOverride, healthScored, type listOverrides, type overrideHealth } from './contract.ts';
import { overrideOn } from './core/overrides.ts';
import { score } from './service.ts';
import { insertOverride, markEnded, type OverrideRow, overrideRows, overridesOf } from './store-overrides.ts';

type Shown = OutputOf<typeof overrideHealth>;

/** How far ahead an override may reach: longer, and nobody remembers why. */
const LONGEST_DAYS = 180;

/** The overrides of a customer, the latest first. */
export async function overrideList(ctx: Ctx, { externalId }: InputOf<typeof listOverrides>): Promise<OutputOf<typeof listOverrides>> {
  const { accountId } = await accountByExternalId(ctx, externalId);
  const shown = await presented(ctx, await overrideRows(ctx, accountId));
  return { today: ctx.today, overrides: shown.toReversed() };
}

/** The override that holds on a day number; null where none does. */
export async function holdingOn(ctx: Ctx, accountId: AccountId, day: number): Promise<Shown | null> {
  const holding = overrideOn((await overridesOf(ctx, [accountId])).get(accountId) ?? [], day);
  if (holding === null) return null;
  const rows = (await overrideRows(ctx, accountId)).filter(({ id }) => id === holding.id);
  return (await presented(ctx, rows))[0] ?? null;
}

/** Says what the band is, for a time. What is computed goes on and is shown beside it. */
export async function sayBand(ctx: Ctx, input: InputOf<typeof overrideHealth>): Promise<Shown> {
  const { accountId, externalId } = await accountByExternalId(ctx, input.externalId);
  const { band, reason, until } = input;
  if (until < ctx.today || dayNumber(until) - dayNumber(ctx.today) > LONGEST_DAYS) {
    const message = `Name a day from ${ctx.today} to ${addDays(ctx.today, LONGEST_DAYS)}: an override ends by itself.`;
    throw new AppError('invalid-input', `An override until ${until} cannot stand.`, { issues: [{ path: 'until', message }] });
  }
  const id = newId('ovr');
  await insertOverride(ctx, {
    ...{ accountId, id, band, reason, fromDay: ctx.today, untilDay: until, saidAt: ctx.now, saidBy: actorOf(ctx.principal) },
  });
  await audit(ctx, { action: 'health.overridden', subject: externalId, before: null, after: { band, reason, until } });
  await judgedAnew(ctx, accountId);
  return one(ctx, accountId, id);
}

/** Ends an override before it expires. */
export async function endBand(ctx: Ctx, { externalId, overrideId }: InputOf<typeof endOverride>): Promise<Shown> {
  const account = await accountByExternalId(ctx, externalId);
  if (!(await markEnded(ctx, account.accountId, overrideId, actorOf(ctx.principal))))
    throw new AppError('not-found', `There is no override '${overrideId}' that still holds.`);
  const ended = await one(ctx, account.accountId, overrideId);
  const { band, reason, until } = ended;
  await audit(ctx, { action: 'health.override-ended', subject: account.externalId, before: { band, reason, until }, after: null });
  await judgedAnew(ctx, account.accountId);
  return ended;
}

async function judgedAnew(ctx: Ctx, accountId: AccountId): Promise<void> {
  await score(ctx, [accountId], ctx.today);
  await ctx.emit(healthScored, { accountIds: [accountId], asOf: ctx.today, live: true });
}

async function one(ctx: Ctx, accountId: AccountId, id: string): Promise<Shown> {
  const [shown] = await presented(
    ctx,
    (await overrideRows(ctx, accountId)).filter((row) => row.id === id),
  );
  if (shown === undefined) throw new AppError('not-found', `There is no override '${id}'.`);
  return shown;
}

async function presented(ctx: Ctx, rows: readonly OverrideRow[]): Promise<Shown[]> {
  const names = await personNames(
    ctx,
    rows.map(({ saidBy }) => saidBy as PersonId),
  );
  const standing = rows.filter(({ endedAt }) => endedAt === null);
  const holding = overrideOn(
    standing.map(({ id, band, fromDay, untilDay }) => ({ id, band, from: dayNumber(fromDay), until: dayNumber(untilDay) })),
    dayNumber(ctx.today),
  );
  return rows.map((row) => ({
    overrideId: row.id,
    band: row.band,
    reason: row.reason,
    from: row.fromDay,
    until: row.untilDay,
    saidBy: names.get(row.saidBy as PersonId) ?? row.saidBy,
    saidAt: formatInstant(row.saidAt),
    state: stateOf(row, ctx.today, holding?.id),
  }));
}

function stateOf({ id, endedAt, fromDay, untilDay }: OverrideRow, today: string, holding: string | undefined): Shown['state'] {
  if (endedAt !== null) return 'ended';
  if (untilDay < today) return 'expired';
  if (fromDay > today) return 'comes';
  // One in whose place another was said has ended for the reader.
  return id === holding ? 'holds' : 'ended';
}
