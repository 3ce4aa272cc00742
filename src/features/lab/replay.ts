import type { InputOf, OutputOf } from '../../contract/operation.ts';
import { cell } from '../../kernel/column.ts';
import { AppError } from '../../kernel/errors.ts';
import type { AccountId } from '../../kernel/ids.ts';
import type { Maybe } from '../../kernel/known.ts';
import { dayFromNumber, dayNumber, mondayOf } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { ownerOf } from '../access/reads.ts';
import { accountsById } from '../accounts/reads.ts';
import { openings } from '../warnings/core/openings.ts';
import type { ReadyRule } from '../warnings/core/registry.ts';
import { readCondition, ruleDefinition, ruleForPast } from '../warnings/reads.ts';
import type { Figures, replayRule, replayThresholds, SaidOutcome } from './contract.ts';
import type { Outcome } from './core/outcomes.ts';
import { thresholdsAround } from './core/thresholds.ts';
import { caughtBy, falseAlarmsAWeek, figuresOf, firingResult, type Past, type Period } from './core/time-travel.ts';
import { BEFORE_DAYS, type Known, pastOf } from './past.ts';

/** Longest period: five years. */
const LONGEST_DAYS = 1827;
/** Warnings and outcomes that are named one by one. */
const NAMED = 1000;

type Asked = InputOf<typeof replayRule>;

/** An outcome as the core reads it. */
export async function outcomeOf(ctx: Ctx, said: SaidOutcome): Promise<Outcome> {
  return said.kind === 'condition' ? { kind: 'condition', condition: await readCondition(ctx, said.condition) } : said;
}

/** The days of a question; refuses what is turned round, too long, or not over. */
function periodOf(ctx: Ctx, { from, to, horizonDays }: Asked): Period {
  const period = { from: dayNumber(from), to: dayNumber(to), horizonDays };
  const refused = (path: string, message: string) => new AppError('invalid-input', message, { issues: [{ path, message }] });
  if (period.to < period.from) throw refused('to', `The period ends on ${to}, before it starts on ${from}.`);
  if (to > ctx.today) throw refused('to', `The past ends today, ${ctx.today}.`);
  if (period.to - period.from >= LONGEST_DAYS) throw refused('to', 'Ask for five years at most.');
  return period;
}

/** What a rule says about every customer of the past, by the code that judges today. */
function judged(rule: ReadyRule, known: readonly Known[], { from, to, horizonDays }: Period): readonly Past[] {
  const first = from - horizonDays;
  return known.map(({ columns, outcomes, startsOn, knownUntil }) => ({
    firings: openings(rule, columns, Math.max(first - BEFORE_DAYS, startsOn), to).days.filter((day) => day >= first),
    outcomes,
    knownUntil,
  }));
}

async function known(ctx: Ctx, asked: Asked): Promise<{ rule: ReadyRule; period: Period; past: readonly Known[] }> {
  const period = periodOf(ctx, asked);
  const rule = await ruleForPast(ctx, asked.rule, asked.definition);
  const past = await pastOf(ctx, {
    inputs: rule.meta.inputs,
    outcome: await outcomeOf(ctx, asked.outcome),
    strict: asked.strict,
    ...period,
  });
  return { rule, period, past };
}

/** Replays a rule. */
export async function replay(ctx: Ctx, asked: Asked): Promise<OutputOf<typeof replayRule>> {
  const { rule, period, past } = await known(ctx, asked);
  const pasts = judged(rule, past, period);
  const ids = past.map(({ accountId }) => accountId);
  const owners = await ownerOf(ctx, ids);
  const names = await accountsById(ctx, ids);
  const customerOf = (accountId: AccountId) => {
    const { externalId = '', name = '' } = names.get(accountId) ?? {};
    return { externalId, name, owner: owners.get(accountId)?.name ?? null };
  };
  const firings = past
    .flatMap(({ accountId, columns }, index) => {
      const own = pasts[index];
      return (own?.firings ?? [])
        .filter((day) => day >= period.from)
        .map((day) => ({ accountId, day, value: shownOn(rule, columns, day), result: firingResult(day, own as Past, period) }));
    })
    .sort((a, b) => a.day - b.day || (a.accountId < b.accountId ? -1 : 1));
  const outcomes = past
    .flatMap(({ accountId }, index) => {
      const own = pasts[index];
      return (own?.outcomes ?? [])
        .filter((day) => day >= period.from && day <= period.to)
        .map((day) => ({ accountId, day, warnedOn: caughtBy(day, own as Past, period) }));
    })
    .sort((a, b) => a.day - b.day || (a.accountId < b.accountId ? -1 : 1));
  const wrong = firings.flatMap(({ accountId, result }) => (result === 'miss' ? [owners.get(accountId)?.name ?? null] : []));
  const people = [...new Set([...owners.values()].map(({ name }) => name))].sort();
  const weeks = (period.to - period.from + 1) / 7;
  return {
    rule: rule.meta.id,
    ruleVersion: rule.meta.version,
    figures: shown(pasts, people.length, period),
    ...daysOf(rule, past, period),
    weeks: byWeek(firings),
    outcomes: outcomes.slice(0, NAMED).map(({ accountId, day, warnedOn }) => ({
      account: customerOf(accountId),
      day: dayFromNumber(day),
      warnedOn: warnedOn === null ? null : dayFromNumber(warnedOn),
      leadDays: warnedOn === null ? null : day - warnedOn,
    })),
    firings: firings
      .slice(0, NAMED)
      .map(({ accountId, day, value, result }) => ({ account: customerOf(accountId), day: dayFromNumber(day), value, result })),
    people: people
      .map((name) => ({ name, falseAlarms: wrong.filter((one) => one === name).length }))
      .map((one) => ({ ...one, aWeek: one.falseAlarms / weeks }))
      .sort((a, b) => b.falseAlarms - a.falseAlarms || (a.name < b.name ? -1 : 1)),
  };
}

function shownOn(rule: ReadyRule, columns: Known['columns'], day: number): number | null {
  return rule.shown(columns, day)?.value ?? null;
}

function daysOf(rule: ReadyRule, past: readonly Known[], { from, to }: Period): { customerDays: number; unknownDays: number } {
  let [customerDays, unknownDays] = [0, 0];
  for (const { columns } of past) {
    const watched = rule.watched(columns, from, to);
    for (let day = from; day <= to; day++) {
      const value = cell(watched, day);
      if (!value.known && (value.reason === 'not-started' || value.reason === 'ended')) continue;
      customerDays += 1;
      if (!value.known) unknownDays += 1;
    }
  }
  return { customerDays, unknownDays };
}

function byWeek(firings: readonly { day: number; result: 'hit' | 'miss' | 'undecided' }[]): OutputOf<typeof replayRule>['weeks'] {
  const weeks = new Map<number, { hit: number; miss: number; undecided: number }>();
  for (const { day, result } of firings) {
    const monday = mondayOf(day);
    const week = weeks.get(monday) ?? { hit: 0, miss: 0, undecided: 0 };
    week[result] += 1;
    weeks.set(monday, week);
  }
  return [...weeks].sort(([a], [b]) => a - b).map(([monday, counts]) => ({ monday: dayFromNumber(monday), ...counts }));
}

/** Figures as they are told. */
export function shown(pasts: readonly Past[], people: number, period: Period): Figures {
  const figures = figuresOf(pasts, period);
  const { median, low, high, of } = figures.lead;
  const value = (one: Maybe<number>): number | null => (one.known ? one.value : null);
  return {
    ...figures,
    lead: { median: value(median), low: value(low), high: value(high), of },
    falseAlarmsAWeek: falseAlarmsAWeek(figures.results.miss, people, period),
  };
}

/** The same past at other thresholds. */
export async function thresholds(ctx: Ctx, asked: Asked): Promise<OutputOf<typeof replayThresholds>> {
  const { rule, period, past } = await known(ctx, asked);
  const definition = asked.definition ?? (await ruleDefinition(ctx, asked.rule));
  if (definition.kind !== 'ours')
    throw new AppError('invalid-input', `Rule '${asked.rule}' has no threshold of its own to move: its condition has the numbers.`);
  const owners = await ownerOf(
    ctx,
    past.map(({ accountId }) => accountId),
  );
  const people = [...new Set([...owners.values()].map(({ name }) => name))];
  const values = past.flatMap(({ columns }) => [...rule.watched(columns, period.from, period.to).values]);
  const points: OutputOf<typeof replayThresholds>['points'] = [];
  for (const fireAt of thresholdsAround(values, definition.fireAt, rule.meta.direction)) {
    const moved = { ...definition, fireAt, clearAt: fireAt + definition.clearAt - definition.fireAt };
    const pasts = judged(await ruleForPast(ctx, asked.rule, moved), past, period);
    points.push({ fireAt, figures: shown(pasts, people.length, period) });
  }
  return { points };
}
