import { actorOf } from '../../contract/actor.ts';
import type { InputOf, OutputOf } from '../../contract/operation.ts';
import { AppError, type InputIssue } from '../../kernel/errors.ts';
import type { AccountId, PersonId } from '../../kernel/ids.ts';
import { formatInstant } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { newId } from '../../platform/new-id.ts';
import { audit } from '../access/commands.ts';
import { personNames } from '../access/reads.ts';
import { accountByExternalId } from '../accounts/reads.ts';
import { type listSaid, type say, seriesChanged, type withdraw } from './contract.ts';
import { SAID_METRICS } from './core/said-metrics.ts';
import { extentsOf } from './store.ts';
import { insertSaid, type SaidRow, saidRows, withdrawSaid } from './store-said.ts';

type Said = OutputOf<typeof say>;

/** What people said about a customer. */
export async function saidList(ctx: Ctx, { externalId }: InputOf<typeof listSaid>): Promise<OutputOf<typeof listSaid>> {
  const { accountId } = await accountByExternalId(ctx, externalId);
  return { today: ctx.today, said: await presented(ctx, await saidRows(ctx, accountId)) };
}

/** Says a value. What was said before stays as it was said, and counts for the days before. */
export async function sayValue(ctx: Ctx, input: InputOf<typeof say>): Promise<Said> {
  const { accountId, externalId } = await accountByExternalId(ctx, input.externalId);
  const { metric, value, note, from = ctx.today, until = null } = input;
  const issues = problems(metric, value, from, until);
  if (issues.length > 0) throw new AppError('invalid-input', `The value cannot stand: ${issues[0]?.message ?? ''}`, { issues });
  const row = {
    accountId,
    metric,
    id: newId('say'),
    ...{ fromDay: from, untilDay: until, value, note, saidBy: actorOf(ctx.principal), saidAt: ctx.now },
  };
  await insertSaid(ctx, row);
  await audit(ctx, { action: 'metrics.said', subject: externalId, before: null, after: { metric, value, from, until, note } });
  await tell(ctx, accountId);
  const said = (await presented(ctx, await saidRows(ctx, accountId))).find(({ saidId }) => saidId === row.id);
  if (said === undefined) throw new AppError('not-found', `The value '${row.id}' is gone.`);
  return said;
}

/** Takes a value back. */
export async function withdrawValue(ctx: Ctx, { externalId, saidId }: InputOf<typeof withdraw>): Promise<OutputOf<typeof withdraw>> {
  const account = await accountByExternalId(ctx, externalId);
  const before = (await saidRows(ctx, account.accountId)).find(({ id }) => id === saidId);
  if (before === undefined || !(await withdrawSaid(ctx, account.accountId, saidId, actorOf(ctx.principal))))
    throw new AppError('not-found', `There is no value '${saidId}' that still stands.`);
  await audit(ctx, {
    action: 'metrics.withdrawn',
    subject: account.externalId,
    before: { metric: before.metric, value: before.value, from: before.fromDay, until: before.untilDay, note: before.note },
    after: null,
  });
  await tell(ctx, account.accountId);
  return { saidId };
}

function problems(metric: string, value: number, from: string, until: string | null): InputIssue[] {
  const definition = SAID_METRICS.find(({ id }) => id === metric);
  const backwards = until !== null && until < from ? [{ path: 'until', message: `Must not lie before ${from}.` }] : [];
  if (definition === undefined) {
    const known = SAID_METRICS.map(({ id }) => id).join(', ');
    return [{ path: 'metric', message: `'${metric}' is not said by people; one may say ${known}.` }, ...backwards];
  }
  const { least, most, unit } = definition;
  if (unit === 'ratio' && value > most && value <= 100)
    return [{ path: 'value', message: `A share is written as a fraction: ${value / 100} for ${value} %.` }, ...backwards];
  const isOutside = !(value >= least && value <= most) || (unit === 'flag' && !Number.isInteger(value));
  return [...(isOutside ? [{ path: 'value', message: `Must lie between ${least} and ${most}.` }] : []), ...backwards];
}

/** Judges anew, where the customer was judged today already; others wait for their first facts or the nightly run. */
async function tell(ctx: Ctx, accountId: AccountId): Promise<void> {
  const extent = (await extentsOf(ctx, [accountId])).get(accountId);
  if (extent !== undefined && extent.computedTo >= ctx.today)
    await ctx.emit(seriesChanged, { accountIds: [accountId], asOf: ctx.today, live: true });
}

async function presented(ctx: Ctx, rows: readonly SaidRow[]): Promise<Said[]> {
  const names = await personNames(
    ctx,
    rows.map(({ saidBy }) => saidBy as PersonId),
  );
  const counting = new Map<string, string>();
  // The latest word counts, also where it has lapsed: the one before it does not stand again.
  const byDay = rows.filter(({ withdrawnAt, fromDay }) => withdrawnAt === null && fromDay <= ctx.today);
  for (const row of byDay.toSorted((a, b) => (a.fromDay === b.fromDay ? a.saidAt - b.saidAt : a.fromDay < b.fromDay ? -1 : 1)))
    counting.set(row.metric, row.id);
  return rows.map((row) => ({
    saidId: row.id,
    metric: row.metric,
    from: row.fromDay,
    until: row.untilDay,
    value: row.value,
    note: row.note,
    saidBy: names.get(row.saidBy as PersonId) ?? row.saidBy,
    saidAt: formatInstant(row.saidAt),
    stands: counting.get(row.metric) === row.id && (row.untilDay === null || row.untilDay >= ctx.today),
    withdrawn: row.withdrawnAt !== null,
  }));
}
