import { AUTO, actorOf } from '../../contract/actor.ts';
import type { InputOf, OutputOf } from '../../contract/operation.ts';
import { cell } from '../../kernel/column.ts';
import { AppError } from '../../kernel/errors.ts';
import type { AccountId, PersonId } from '../../kernel/ids.ts';
import { dayNumber, formatInstant } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { audit } from '../access/commands.ts';
import { personNames } from '../access/reads.ts';
import { accountsById, liveSpans, visibleAccountIds } from '../accounts/reads.ts';
import { judgeAgain } from '../metrics/commands.ts';
import type { MetricUnit } from '../metrics/core/definition.ts';
import { columns, metricsOf } from '../metrics/reads.ts';
import { conditionOf } from './cel.ts';
import type { listRules, RuleDefinition, ruleVersions, SaidRule, saveRule, tryRule } from './contract-rules.ts';
import type { Condition } from './core/condition.ts';
import { openings } from './core/openings.ts';
import { conditionProblems, ownReadyRule, type RuleProblem, unitProblems } from './core/own-rule.ts';
import { type ReadyRule, RULES, readyRule } from './core/registry.ts';
import { endWarning } from './end-warning.ts';
import { insertRule, openOfRule, saidRules, versionsOfRule } from './store-rules.ts';
import { endRunning } from './store-stagger.ts';
import type { RuleRow } from './tables.ts';

type Ours = (typeof RULES)[number];
type Units = ReadonlyMap<string, MetricUnit>;

function oursById(id: string): Ours | undefined {
  return RULES.find(({ ready }) => ready.meta.id === id);
}

/** The rules that judge now: ours with the numbers of the workspace, and its own. */
export async function activeRules(ctx: Ctx): Promise<readonly ReadyRule[]> {
  const [said, units] = [await saidRules(ctx), await unitsOf(ctx)];
  const silent = RULES.filter(({ ready }) => said.every(({ rule }) => rule !== ready.meta.id)).map(({ ready }) => ready);
  const usable = said.filter((row) => row.active && problemOf(row, units) === null);
  return [...silent, ...usable.flatMap(({ rule, version, definition }) => readyOf(rule, version, definition, units))];
}

/** The unit of each metric that there is in the workspace. */
async function unitsOf(ctx: Ctx): Promise<Units> {
  return new Map((await metricsOf(ctx)).map(({ id, unit }) => [id, unit]));
}

/** A condition over the metrics of the workspace. */
export async function conditionIn(ctx: Ctx, text: string): Promise<Condition> {
  const units = await unitsOf(ctx);
  return conditionOf(text, (metric) => units.has(metric));
}

/** Why a rule that could judge when it was said cannot any more. */
function problemOf({ rule, definition }: RuleRow, units: Units): string | null {
  try {
    return problemsOf(rule, definition, units)[0]?.message ?? null;
  } catch (error) {
    if (error instanceof AppError) return error.message;
    throw error;
  }
}

/** Working days within which a task from a rule is due. */
export async function dueInWorkingDays(ctx: Ctx, rule: string): Promise<number> {
  const ours = oursById(rule)?.ready.meta.dueInWorkingDays;
  if (ours !== undefined) return ours;
  const said = (await saidRules(ctx)).find((row) => row.rule === rule)?.definition;
  return said?.kind === 'own' ? said.dueInWorkingDays : 1;
}

/** One rule as it judges now. */
export async function saidRule(ctx: Ctx, rule: string): Promise<SaidRule> {
  const found = (await ruleList(ctx)).rules.find((one) => one.rule === rule);
  if (found === undefined) throw new AppError('not-found', `There is no rule '${rule}'.`);
  return found;
}

/**
 * A rule ready to judge: as it judges now, or as a definition would have it.
 *
 * @throws AppError('invalid-input') for what cannot judge; AppError('not-found') for no such rule.
 */
export async function ruleAs(ctx: Ctx, rule: string, definition: RuleDefinition | undefined): Promise<ReadyRule> {
  const now = definition === undefined ? await saidRule(ctx, rule) : { definition, version: 0 };
  const units = await unitsOf(ctx);
  check(rule, now.definition, units);
  const [ready] = readyOf(rule, now.version, now.definition, units);
  if (ready === undefined) throw new AppError('not-found', `There is no rule '${rule}'.`);
  return ready;
}

/** Empty for a rule of ours that this version does not have any more. */
function readyOf(id: string, version: number, definition: RuleDefinition, units: Units): readonly ReadyRule[] {
  if (definition.kind === 'own')
    return [
      ownReadyRule(id, `${id}.${version}`, { ...definition, condition: conditionOf(definition.condition, (metric) => units.has(metric)) }),
    ];
  const ours = oursById(id);
  if (ours === undefined) return [];
  const { kind: _, severity, ...numbers } = definition;
  return [readyRule(ours.definition, numbers, { severity, version: `${ours.definition.meta.version}.${version}` })];
}

/** A rule of ours as it comes. */
function asItComes({ definition: { defaults, meta } }: Ours): SaidRule {
  const { fireAt, clearAt, clearDays, coolDownDays } = defaults;
  const numbers = { fireAt: fireAt.value, clearAt: clearAt.value, clearDays: clearDays.value, coolDownDays: coolDownDays.value };
  const definition = { kind: 'ours' as const, ...numbers, severity: meta.severity };
  return { rule: meta.id, version: 0, active: true, definition, metric: meta.metric, problem: null, changedAt: null, changedBy: null };
}

/** Every rule as it judges now. */
export async function ruleList(ctx: Ctx): Promise<OutputOf<typeof listRules>> {
  const [said, units] = [await saidRules(ctx), await unitsOf(ctx)];
  const names = await personNames(
    ctx,
    said.map(({ changedBy }) => changedBy as PersonId),
  );
  const present = (row: RuleRow): SaidRule => ({
    rule: row.rule,
    version: row.version,
    active: row.active,
    definition: row.definition,
    metric: oursById(row.rule)?.ready.meta.metric ?? null,
    problem: problemOf(row, units),
    changedAt: formatInstant(row.changedAt),
    changedBy: names.get(row.changedBy as PersonId) ?? row.changedBy,
  });
  const rowOf = (id: string): RuleRow | undefined => said.find(({ rule }) => rule === id);
  const ours = RULES.map((rule) => {
    const row = rowOf(rule.ready.meta.id);
    return row === undefined ? asItComes(rule) : present(row);
  });
  return { today: ctx.today, rules: [...ours, ...said.filter(({ definition }) => definition.kind === 'own').map(present)] };
}

/** Every version of a rule, the latest first: of ours the last one is as it comes. */
export async function ruleHistory(ctx: Ctx, { rule }: InputOf<typeof ruleVersions>): Promise<OutputOf<typeof ruleVersions>> {
  const said = await versionsOfRule(ctx, rule);
  const names = await personNames(
    ctx,
    said.map(({ changedBy }) => changedBy as PersonId),
  );
  const ours = oursById(rule);
  if (said.length === 0 && ours === undefined) throw new AppError('not-found', `There is no rule '${rule}'.`);
  const versions = said.map(({ version, active, definition, changedAt, changedBy }) => ({
    ...{ version, active, definition, changedAt: formatInstant(changedAt), changedBy: names.get(changedBy as PersonId) ?? changedBy },
  }));
  if (ours === undefined) return { versions };
  const { version, active, definition, changedAt, changedBy } = asItComes(ours);
  return { versions: [...versions, { version, active, definition, changedAt, changedBy }] };
}

/** What a version of a rule said; null where there was none. */
export async function definitionAt(ctx: Ctx, rule: string, version: number): Promise<RuleDefinition | null> {
  const found = (await versionsOfRule(ctx, rule)).find((one) => one.version === version);
  const ours = oursById(rule);
  return found?.definition ?? (version === 0 && ours !== undefined ? asItComes(ours).definition : null);
}

/** Refuses what could not judge, and names the field. */
function check(id: string, definition: RuleDefinition, units: Units): void {
  const problems = problemsOf(id, definition, units);
  const [first] = problems;
  if (first !== undefined) throw new AppError('invalid-input', `The rule cannot judge: ${first.message}`, { issues: [...problems] });
}

function problemsOf(id: string, definition: RuleDefinition, units: Units): readonly RuleProblem[] {
  const ours = oursById(id);
  if (definition.kind === 'own') {
    if (ours !== undefined) return [{ path: 'rule', message: 'One of ours has this name.' }];
    return conditionProblems(
      conditionOf(definition.condition, (metric) => units.has(metric)),
      units,
    );
  }
  if (ours === undefined) throw new AppError('not-found', `There is no rule '${id}'.`);
  const { metric, direction } = ours.definition.meta;
  const { fireAt, clearAt } = definition;
  const wrongSide = direction === 'down' ? clearAt < fireAt : clearAt > fireAt;
  return [
    ...unitProblems('fireAt', metric, fireAt),
    ...unitProblems('clearAt', metric, clearAt),
    ...(wrongSide ? [{ path: 'clearAt', message: 'The all-clear lies on the bad side of the line.' }] : []),
  ];
}

/** Says anew how a rule judges. Everybody is judged again; what a rule that is switched off had open is resolved. */
export async function sayRule(ctx: Ctx, { rule, version, active, definition }: InputOf<typeof saveRule>): Promise<SaidRule> {
  check(rule, definition, await unitsOf(ctx));
  const before = (await ruleList(ctx)).rules.find((one) => one.rule === rule);
  const row = { rule, version: version + 1, active, definition, changedAt: ctx.now, changedBy: actorOf(ctx.principal) };
  if ((before?.version ?? 0) !== version || !(await insertRule(ctx, row)))
    throw new AppError('conflict', 'Somebody else changed this rule meanwhile.', { hint: 'Reload, and make your change again.' });
  const said = (one: Pick<SaidRule, 'active' | 'definition'>) => ({ active: one.active, ...one.definition });
  await audit(ctx, {
    action: 'warnings.rule-changed',
    subject: rule,
    before: before === undefined ? null : said(before),
    after: said(row),
  });
  if (!active) await endRunning(ctx, rule);
  if (!active) for (const warning of await openOfRule(ctx, rule)) await endWarning(ctx, warning, 'resolved', AUTO, ctx.today);
  await judgeAgain(ctx);
  const after = (await ruleList(ctx)).rules.find((one) => one.rule === rule);
  if (after === undefined) throw new AppError('not-found', `There is no rule '${rule}'.`);
  return after;
}

/** A trial looks this many days back, and reads as many before that to find the states of the first of them. */
const TRIED_DAYS = 90;
const READ_DAYS = 2 * TRIED_DAYS;
const CHUNK = 500;
const SAMPLES = 20;

/** The customers that are live today, of those that the caller sees. */
async function liveAndSeen(ctx: Ctx): Promise<readonly AccountId[]> {
  const visible = await visibleAccountIds(ctx);
  const spans = await liveSpans(ctx, visible === 'all' ? undefined : visible);
  return spans
    .filter(({ startsOn, endsOn }) => startsOn <= ctx.today && (endsOn ?? ctx.today) >= ctx.today)
    .map(({ accountId }) => accountId);
}

/** Whom a rule would warn of, among the customers that the caller sees. */
export async function trial(ctx: Ctx, { rule, definition }: InputOf<typeof tryRule>): Promise<OutputOf<typeof tryRule>> {
  const ready = await ruleAs(ctx, rule, definition);
  const today = dayNumber(ctx.today);
  const ids = await liveAndSeen(ctx);
  const answer = { customers: ids.length, warned: 0, unknown: 0, opened: 0 };
  const samples: { accountId: AccountId; metric: string; value: number | null }[] = [];
  for (let start = 0; start < ids.length; start += CHUNK) {
    const some = ids.slice(start, start + CHUNK);
    for (const [accountId, input] of await columns(ctx, some, ready.meta.inputs, today - READ_DAYS + 1, today)) {
      const { days, open } = openings(ready, input, today - TRIED_DAYS + 1, today);
      answer.opened += days.length;
      if (!cell(ready.watched(input, today, today), today).known) answer.unknown += 1;
      if (!open) continue;
      answer.warned += 1;
      const shown = ready.shown(input, today);
      if (samples.length < SAMPLES) samples.push({ accountId, metric: shown?.metric ?? ready.meta.metric, value: shown?.value ?? null });
    }
  }
  const accounts = await accountsById(
    ctx,
    samples.map(({ accountId }) => accountId),
  );
  return {
    ...answer,
    samples: samples.flatMap(({ accountId, metric, value }) => {
      const account = accounts.get(accountId);
      return account === undefined ? [] : [{ externalId: account.externalId, name: account.name, metric, value }];
    }),
  };
}
