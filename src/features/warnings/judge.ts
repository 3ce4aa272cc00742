import type { PayloadOf } from '../../contract/domain-event.ts';
import type { AccountId, WarningId } from '../../kernel/ids.ts';
import { type Day, dayNumber } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { newId } from '../../platform/new-id.ts';
import type { healthScored } from '../health/contract.ts';
import { type Columns, columns } from '../metrics/reads.ts';
import { warningOpened, warningResolved } from './contract.ts';
import { isOpen, reconcile } from './core/lifecycle.ts';
import type { ReadyRule } from './core/registry.ts';
import { activeRules } from './rules.ts';
import { closeWarning, insertWarning, journalOf } from './store.ts';
import type { Warning } from './tables.ts';

/** A rule finds its state from this many days before the day it judges: longer than any state is worth remembering. */
const JUDGED_DAYS = 730;
/** Most states are settled by the last days. */
const FEW_DAYS = 60;

/** Accounts were scored: compares what every rule says today with what was said before. History opens nothing (settled 15). */
export async function onHealthScored(ctx: Ctx, { accountIds, asOf, live }: PayloadOf<typeof healthScored>): Promise<void> {
  if (!live) return;
  const ids = [...new Set(accountIds as AccountId[])];
  const rules = await activeRules(ctx);
  const journal = await journalOf(ctx, ids);
  const inputs = await inputsOf(ctx, rules, ids, journal, dayNumber(asOf));
  for (const rule of rules)
    for (const accountId of ids) {
      const input = inputs(rule, accountId);
      if (input !== undefined) await judgeAccount(ctx, rule, accountId, input, asOf, journal.get(accountId)?.get(rule.meta.id));
    }
}

type Journal = Awaited<ReturnType<typeof journalOf>>;

/** Whether to open asks of today alone. Whether an open warning is over asks since when the value is good, so the past is read for those only. */
async function inputsOf(
  ctx: Ctx,
  rules: readonly ReadyRule[],
  ids: readonly AccountId[],
  journal: Journal,
  day: number,
): Promise<(rule: ReadyRule, accountId: AccountId) => Columns | undefined> {
  const needs = (some: readonly ReadyRule[]): string[] => [...new Set(some.flatMap(({ meta }) => meta.inputs))];
  const isOpenOn = ({ meta }: ReadyRule, accountId: AccountId): boolean => {
    const latest = journal.get(accountId)?.get(meta.id);
    return latest !== undefined && isOpen(latest.state);
  };
  type Pair = readonly [rule: ReadyRule, accountId: AccountId];
  const read = (pairs: readonly Pair[], days: number) =>
    columns(ctx, [...new Set(pairs.map(([, id]) => id))], needs(pairs.map(([rule]) => rule)), day - days + 1, day);
  const open = rules.flatMap((rule) => ids.filter((id) => isOpenOn(rule, id)).map((id): Pair => [rule, id]));
  const [present, recent] = [await columns(ctx, ids, needs(rules), day, day), await read(open, FEW_DAYS)];
  const isSettled = ([rule, id]: Pair): boolean => rule.isSettled(recent.get(id) ?? {}, day);
  const past = await read(
    open.filter((pair) => !isSettled(pair)),
    JUDGED_DAYS,
  );
  return (rule, id) => {
    if (!isOpenOn(rule, id)) return present.get(id);
    return (isSettled([rule, id]) ? recent : past).get(id);
  };
}

async function judgeAccount(
  ctx: Ctx,
  rule: ReadyRule,
  accountId: AccountId,
  input: Columns,
  asOf: Day,
  latest: Warning | undefined,
): Promise<void> {
  const day = dayNumber(asOf);
  const { state, value } = rule.explain(input, day);
  const said =
    latest === undefined
      ? null
      : {
          state: latest.state,
          openedOn: dayNumber(latest.openedOn),
          closedOn: latest.closedOn === null ? null : dayNumber(latest.closedOn),
        };
  const verdict = reconcile({ day, state, value, fires: value.known && rule.fires(value.value) }, said, rule.coolDownDays);
  if (verdict.act === 'resolve' && latest !== undefined && (await closeWarning(ctx, latest, { state: 'resolved', by: 'auto', on: asOf })))
    await ctx.emit(warningResolved, { warningId: latest.id, by: 'auto' });
  if (verdict.act !== 'open') return;
  const { id: ruleId, version, severity, direction } = rule.meta;
  const id = newId('wrn') as WarningId;
  const shown = rule.shown(input, day) ?? { metric: rule.meta.metric, value: verdict.value, threshold: rule.threshold };
  const opened = await insertWarning(ctx, {
    id,
    accountId,
    rule: ruleId,
    ruleVersion: version,
    severity,
    direction,
    ...shown,
    openedOn: asOf,
    previousWarningId: latest?.id ?? null,
    title: rule.said?.title ?? null,
    act: rule.said?.act ?? null,
  });
  if (opened) await ctx.emit(warningOpened, { warningId: id, accountId, asOf });
}
