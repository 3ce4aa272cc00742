import type { AccountId, WarningId } from '../../kernel/ids.ts';
import type { Day } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import type { RuleDefinition, SaidRule } from './contract-rules.ts';
import type { Condition } from './core/condition.ts';
import type { ReadyRule } from './core/registry.ts';
import { conditionIn, definitionAt, dueInWorkingDays, ruleAs, ruleList, saidRule } from './rules.ts';
import { byIds, openCounts, openedSince, openStorms, warningsOfAccount } from './store.ts';
import { allRuleVersions } from './store-rules.ts';
import { staggers } from './store-stagger.ts';

import type { Warning } from './tables.ts';

/** Some warnings by id. The caller checks that their accounts may be seen. */
export async function warningsById(ctx: Ctx, ids: readonly WarningId[]): Promise<ReadonlyMap<WarningId, Warning>> {
  return new Map((await byIds(ctx, [...new Set(ids)])).map((warning) => [warning.id, warning]));
}

/** Rules whose many warnings of one day wait for somebody to look, with the day and how many there are. */
export async function stormsOpen(ctx: Ctx): Promise<ReadonlyMap<string, { readonly since: Day; readonly waiting: number }>> {
  return new Map((await openStorms(ctx)).map(({ rule, ...storm }) => [rule, storm]));
}

/** Working days within which a task from a rule is due. */
export function workingDaysOf(ctx: Ctx, rule: string): Promise<number> {
  return dueInWorkingDays(ctx, rule);
}

/** A rule ready to judge any day: as it judges now, or as a definition would have it. Refused where it cannot judge. */
export function ruleForPast(ctx: Ctx, rule: string, definition?: RuleDefinition): Promise<ReadyRule> {
  return ruleAs(ctx, rule, definition);
}

/** Everything that the workspace said of rules, every version. */
export function ruleVersionsSaid(ctx: Ctx): ReturnType<typeof allRuleVersions> {
  return allRuleVersions(ctx);
}

/** How a rule judges now. */
export async function ruleDefinition(ctx: Ctx, rule: string): Promise<RuleDefinition> {
  return (await saidRule(ctx, rule)).definition;
}

/** A condition over the metrics of the workspace as people write it, read into what columns are judged by. */
export function readCondition(ctx: Ctx, text: string): Promise<Condition> {
  return conditionIn(ctx, text);
}

/** Every warning there was on a customer. The caller checks that it may be seen. */
export function warningsOf(ctx: Ctx, accountId: AccountId): Promise<readonly Warning[]> {
  return warningsOfAccount(ctx, accountId);
}

/** How many warnings are open on some customers, by severity; a customer without any is absent. The caller checks who may see them. */
export async function openWarnings(
  ctx: Ctx,
  accountIds: readonly AccountId[],
): Promise<ReadonlyMap<AccountId, Readonly<Partial<Record<Warning['severity'], number>>>>> {
  const found = new Map<AccountId, Partial<Record<Warning['severity'], number>>>();
  for (const { accountId, severity, open } of await openCounts(ctx, accountIds))
    found.set(accountId, { ...found.get(accountId), [severity]: open });
  return found;
}

/** How a rule judges now, also one that is switched off; null where there is none. */
export async function ruleNow(ctx: Ctx, rule: string): Promise<Pick<SaidRule, 'version' | 'active' | 'definition'> | null> {
  return (await ruleList(ctx)).rules.find((one) => one.rule === rule) ?? null;
}

/** What a version of a rule said; 0 is the rule as it comes. Null where there was none. */
export function ruleVersion(ctx: Ctx, rule: string, version: number): Promise<RuleDefinition | null> {
  return definitionAt(ctx, rule, version);
}

/** Every rule as it judges now, also those that are switched off. */
export async function rulesNow(ctx: Ctx): Promise<readonly SaidRule[]> {
  return (await ruleList(ctx)).rules;
}

/** The warnings that opened since a day, on customers that the caller sees. */
export function warningsSince(ctx: Ctx, since: Day): Promise<readonly Warning[]> {
  return openedSince(ctx, since);
}

/** Every rule that was switched on for half of the customers first. */
export function staggersOf(ctx: Ctx): ReturnType<typeof staggers> {
  return staggers(ctx);
}
