import type { PayloadOf } from '../../contract/domain-event.ts';
import type { InputOf, OutputOf } from '../../contract/operation.ts';
import type { AccountId, PersonId, WarningId } from '../../kernel/ids.ts';
import { type Day, dayNumber, formatInstant } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { newId } from '../../platform/new-id.ts';
import { personNames } from '../access/reads.ts';
import { accountByExternalId, accountsById } from '../accounts/reads.ts';
import type { healthScored } from '../health/contract.ts';
import { type Columns, columns } from '../metrics/reads.ts';
import { type listWarnings, warningOpened, warningResolved } from './contract.ts';
import { reconcile } from './core/lifecycle.ts';
import { type ReadyRule, RULES } from './core/registry.ts';
import { closeWarning, insertWarning, journalOf, visibleWarnings } from './store.ts';
import type { Warning } from './tables.ts';

/** A rule finds its state from this many days before the day it judges: longer than any state is worth remembering. */
const JUDGED_DAYS = 730;

/** Accounts were scored: compares what every rule says today with what was said before. History opens nothing (settled 15). */
export async function onHealthScored(ctx: Ctx, { accountIds, asOf, live }: PayloadOf<typeof healthScored>): Promise<void> {
  if (!live) return;
  const ids = [...new Set(accountIds as AccountId[])];
  const day = dayNumber(asOf);
  const inputs = [...new Set(RULES.flatMap(({ ready }) => ready.meta.inputs))];
  const byAccount = await columns(ctx, ids, inputs, day - JUDGED_DAYS, day);
  for (const { ready } of RULES) {
    const journal = new Map<AccountId, Warning[]>();
    for (const warning of await journalOf(ctx, ready.meta.id, ids))
      journal.set(warning.accountId, [...(journal.get(warning.accountId) ?? []), warning]);
    for (const [accountId, input] of byAccount) await judgeAccount(ctx, ready, accountId, input, asOf, journal.get(accountId) ?? []);
  }
}

async function judgeAccount(
  ctx: Ctx,
  rule: ReadyRule,
  accountId: AccountId,
  input: Columns,
  asOf: Day,
  journal: readonly Warning[],
): Promise<void> {
  const day = dayNumber(asOf);
  const { state, value } = rule.explain(input, day);
  const entries = journal.map((warning) => ({
    warningId: warning.id,
    state: warning.state,
    openedOn: dayNumber(warning.openedOn),
    closedOn: warning.closedOn === null ? null : dayNumber(warning.closedOn),
  }));
  const verdict = reconcile({ day, state, value, fires: value.known && rule.fires(value.value) }, entries, rule.coolDownDays);
  if (verdict.act === 'resolve') {
    const warning = journal.find(({ id }) => id === verdict.warningId);
    if (warning && (await closeWarning(ctx, warning, { state: 'resolved', by: 'auto', on: asOf })))
      await ctx.emit(warningResolved, { warningId: warning.id, by: 'auto' });
  }
  if (verdict.act !== 'open') return;
  const { id: ruleId, version, severity, direction, metric } = rule.meta;
  const id = newId('wrn') as WarningId;
  const opened = await insertWarning(ctx, {
    id,
    accountId,
    rule: ruleId,
    ruleVersion: version,
    severity,
    direction,
    metric,
    value: verdict.value,
    threshold: rule.threshold,
    openedOn: asOf,
    previousWarningId: verdict.previousWarningId as WarningId | null,
  });
  if (opened) await ctx.emit(warningOpened, { warningId: id, accountId, asOf });
}

/** The warnings on the customers I can see. */
export async function warningList(ctx: Ctx, input: InputOf<typeof listWarnings>): Promise<OutputOf<typeof listWarnings>> {
  const accountId = input.externalId === undefined ? undefined : (await accountByExternalId(ctx, input.externalId)).accountId;
  const found = await visibleWarnings(ctx, { state: input.state, accountId, limit: input.limit });
  const accounts = await accountsById(ctx, [...new Set(found.map((warning) => warning.accountId))]);
  const people = found.flatMap(({ closedBy }) => (closedBy === null || closedBy === 'auto' ? [] : [closedBy as PersonId]));
  const names = await personNames(ctx, people);
  return {
    warnings: found.flatMap((warning) => {
      const account = accounts.get(warning.accountId);
      if (account === undefined) return [];
      const {
        id,
        rule,
        ruleVersion,
        severity,
        direction,
        state,
        openedOn,
        closedAt,
        closedBy,
        metric,
        value,
        threshold,
        previousWarningId,
      } = warning;
      return [
        {
          warningId: id,
          rule,
          ruleVersion,
          severity,
          direction,
          state,
          openedOn,
          metric,
          value,
          threshold,
          previousWarningId,
          account: { externalId: account.externalId, name: account.name },
          resolvedAt: closedAt === null ? null : formatInstant(closedAt),
          resolvedBy: closedBy === null ? null : (names.get(closedBy as PersonId) ?? closedBy),
        },
      ];
    }),
  };
}
