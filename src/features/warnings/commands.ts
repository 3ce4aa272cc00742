import { AppError } from '../../kernel/errors.ts';
import type { AccountId, PersonId, WarningId } from '../../kernel/ids.ts';
import type { Ctx } from '../../platform/context.ts';
import { stormChanged, warningsChanged } from './contract.ts';
import type { RuleDefinition } from './contract-rules.ts';
import { isOpen, TRANSITIONS, type WarningAct } from './core/lifecycle.ts';
import { endWarning } from './end-warning.ts';
import { sayRule } from './rules.ts';
import { byIds, journalOf, removeWarnings, setOpenState, unclose } from './store.ts';
import type { Warning } from './tables.ts';

/** Somebody has seen it and will look after it. Nothing happens to a warning that is further on or closed. */
export async function acknowledge(ctx: Ctx, id: WarningId): Promise<void> {
  await move(ctx, id, 'acknowledge');
}

/** Somebody works on it. Nothing happens to a closed warning. */
export async function startWork(ctx: Ctx, id: WarningId): Promise<void> {
  await move(ctx, id, 'start-work');
}

/** The start of work is taken back. Nothing happens to a warning nobody works on. */
export async function stopWork(ctx: Ctx, id: WarningId): Promise<void> {
  await move(ctx, id, 'stop-work');
}

async function move(ctx: Ctx, id: WarningId, act: WarningAct): Promise<void> {
  const warning = await existing(ctx, id);
  const next = TRANSITIONS[warning.state][act];
  if (next !== undefined && next !== warning.state) await setOpenState(ctx, id, next);
}

/** A person says how it ended. A warning that has closed by itself meanwhile stays as it is. */
export async function close(ctx: Ctx, id: WarningId, outcome: 'resolved' | 'false-alarm', by: PersonId | string): Promise<void> {
  const warning = await existing(ctx, id);
  if (!isOpen(warning.state)) return;
  await endWarning(ctx, warning, outcome, by, ctx.today);
}

/**
 * Takes a person's closing back; nothing happens to an open warning.
 *
 * @throws AppError('conflict') when it closed by itself, or a newer warning of the rule is on the customer.
 */
export async function reopen(ctx: Ctx, id: WarningId): Promise<void> {
  const warning = await existing(ctx, id);
  if (isOpen(warning.state)) return;
  if (warning.closedBy === 'auto') throw new AppError('conflict', 'The warning has resolved itself meanwhile: the value is good again.');
  const latest = (await journalOf(ctx, [warning.accountId])).get(warning.accountId)?.get(warning.rule);
  if (latest !== undefined && latest.id !== id) {
    throw new AppError('conflict', 'A newer warning of the same kind is on this customer.', { hint: 'Work on the newer one.' });
  }
  await unclose(ctx, id, warning.stateBeforeClose ?? 'acknowledged');
  await ctx.emit(warningsChanged, { accountIds: [warning.accountId] });
  if (warning.storm) await ctx.emit(stormChanged, { rule: warning.rule });
}

async function existing(ctx: Ctx, id: WarningId): Promise<Warning> {
  const [warning] = await byIds(ctx, [id]);
  if (warning === undefined) throw new AppError('not-found', `There is no warning '${id}'.`);
  return warning;
}

/** Forgets the warnings of a customer. Returns how many rows. */
export function forgetWarnings(ctx: Ctx, accountId: AccountId): Promise<number> {
  return removeWarnings(ctx, accountId);
}

/** Makes a rule judge as a definition says, in the place of the version that somebody saw. Returns the new version. */
export async function publishRule(ctx: Ctx, rule: string, seen: number, definition: RuleDefinition): Promise<number> {
  return (await sayRule(ctx, { rule, version: seen, active: true, definition })).version;
}
