import { actorOf } from '../../contract/actor.ts';
import type { InputOf, OutputOf } from '../../contract/operation.ts';
import { AppError } from '../../kernel/errors.ts';
import type { PersonId, WarningId } from '../../kernel/ids.ts';
import { addDays, formatInstant } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { ownerOf, personNames } from '../access/reads.ts';
import { accountByExternalId, accountsById } from '../accounts/reads.ts';
import { acknowledge, close, reopen } from './commands.ts';
import type { acknowledgeWarning, closeWarnings, listWarnings, reopenWarnings, ruleTally } from './contract.ts';
import { RULES } from './core/registry.ts';
import { byIds, tallyByRule, visibleWarnings } from './store.ts';
import { saidRules } from './store-rules.ts';
import type { Warning } from './tables.ts';

/** The warnings on the customers I can see. */
export async function warningList(ctx: Ctx, input: InputOf<typeof listWarnings>): Promise<OutputOf<typeof listWarnings>> {
  const { externalId, limit, ...filter } = input;
  const accountId = externalId === undefined ? undefined : (await accountByExternalId(ctx, externalId)).accountId;
  const { warnings: found, total } = await visibleWarnings(ctx, { ...filter, accountId }, limit);
  const ids = [...new Set(found.map((warning) => warning.accountId))];
  const accounts = await accountsById(ctx, ids);
  const owners = await ownerOf(ctx, ids);
  const people = found.flatMap(({ closedBy }) => (closedBy === null || closedBy === 'auto' ? [] : [closedBy as PersonId]));
  const names = await personNames(ctx, people);
  const warnings = found.flatMap((warning) => {
    const account = accounts.get(warning.accountId);
    if (account === undefined) return [];
    const { externalId: of, name } = account;
    return [answerOf(warning, { externalId: of, name, owner: owners.get(warning.accountId)?.name ?? null }, names)];
  });
  return { today: ctx.today, warnings, total };
}

type Answer = OutputOf<typeof listWarnings>['warnings'][number];

function answerOf(warning: Warning, account: Answer['account'], names: ReadonlyMap<PersonId, string>): Answer {
  const { id, rule, ruleVersion, severity, direction, state, openedOn, closedAt, closedBy, metric, value, threshold } = warning;
  return {
    warningId: id,
    rule,
    ruleVersion,
    severity,
    direction,
    account,
    state,
    openedOn,
    metric,
    value,
    threshold,
    previousWarningId: warning.previousWarningId,
    title: warning.title,
    resolvedAt: closedAt === null ? null : formatInstant(closedAt),
    resolvedBy: closedBy === null ? null : (names.get(closedBy as PersonId) ?? closedBy),
  };
}

/** A rule is judged by its last 90 days. */
const TALLIED_DAYS = 90;

/** Every rule with how it did. A rule that never warned is there too. */
export async function tallyOfRules(ctx: Ctx): Promise<OutputOf<typeof ruleTally>> {
  const since = addDays(ctx.today, 1 - TALLIED_DAYS);
  const tallied = new Map((await tallyByRule(ctx, since)).map((row) => [row.rule, row]));
  const own = (await saidRules(ctx)).map(({ rule }) => rule);
  const ids = [...new Set([...RULES.map(({ ready }) => ready.meta.id), ...own, ...tallied.keys()])];
  return {
    since,
    rules: ids.map((rule) => {
      const { opened, open, falseAlarms } = tallied.get(rule) ?? { opened: 0, open: 0, falseAlarms: 0 };
      return { rule, opened, open, falseAlarms, falseRate: opened === 0 ? null : falseAlarms / opened };
    }),
  };
}

/** Somebody will look after it. */
export async function acknowledgeOne(
  ctx: Ctx,
  { warningId }: InputOf<typeof acknowledgeWarning>,
): Promise<OutputOf<typeof acknowledgeWarning>> {
  const id = warningId as WarningId;
  await seen(ctx, [id]);
  await acknowledge(ctx, id);
  const [after] = await byIds(ctx, [id]);
  return { warningId, state: after?.state ?? 'acknowledged' };
}

/** Says how warnings ended. Those that are closed already stay as they are. */
export async function closeAll(ctx: Ctx, { warningIds, outcome }: InputOf<typeof closeWarnings>): Promise<OutputOf<typeof closeWarnings>> {
  const open = (await seen(ctx, warningIds as WarningId[])).filter(({ closedOn }) => closedOn === null);
  for (const { id } of open) await close(ctx, id, outcome, actorOf(ctx.principal));
  return { closed: open.map(({ id }) => id) };
}

/** Takes closings back. */
export async function reopenAll(ctx: Ctx, { warningIds }: InputOf<typeof reopenWarnings>): Promise<OutputOf<typeof reopenWarnings>> {
  const closed = (await seen(ctx, warningIds as WarningId[])).filter(({ closedOn }) => closedOn !== null);
  for (const { id } of closed) await reopen(ctx, id);
  return { reopened: closed.map(({ id }) => id) };
}

/** Of warnings on customers that the caller does not see nothing is told. */
async function seen(ctx: Ctx, ids: readonly WarningId[]): Promise<readonly Warning[]> {
  const { warnings } = await visibleWarnings(ctx, { ids }, ids.length);
  const missing = ids.find((id) => !warnings.some((warning) => warning.id === id));
  if (missing !== undefined) throw new AppError('not-found', `There is no warning '${missing}'.`);
  return warnings;
}
