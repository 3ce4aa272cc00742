import type { InputOf, OutputOf } from '../../contract/operation.ts';
import type { AccountId } from '../../kernel/ids.ts';
import { addDays, type Day, dayFromNumber, dayNumber, mondayOf } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { audit } from '../access/commands.ts';
import { ownerOf } from '../access/reads.ts';
import { accountsById } from '../accounts/reads.ts';
import { ruleById } from '../warnings/core/registry.ts';
import { rulesNow, warningsSince } from '../warnings/reads.ts';
import { type economy, LED_TO, type saveBudget } from './contract-economy.ts';
import { demotionOf, ledTo, overflowOf } from './core/economy.ts';
import type { Past, Period } from './core/time-travel.ts';
import { type Known, pastOf } from './past.ts';
import { shown } from './replay.ts';
import { budgetOf, writeBudget } from './store.ts';

type Economy = OutputOf<typeof economy>;
type Said = Awaited<ReturnType<typeof warningsSince>>[number];

/** Rules are measured by what they said in a year. */
const YEAR = 365;
const WEEK = 7;
/** Beyond the budget, named one by one. */
const NAMED = 20;

/** What warnings cost and what they brought, of the customers that the caller sees. */
export async function economyOf(ctx: Ctx, { outcome, horizonDays }: InputOf<typeof economy>): Promise<Economy> {
  const to = dayNumber(ctx.today);
  const period: Period = { from: to - YEAR + 1, to, horizonDays };
  const said = await warningsSince(ctx, dayFromNumber(period.from - horizonDays));
  const past = {
    risk: await pastOf(ctx, { inputs: [], outcome: { kind: outcome }, ...period }),
    chance: await pastOf(ctx, { inputs: [], outcome: { kind: 'expanded' }, ...period }),
  };
  const owners = await ownerOf(ctx, [
    ...new Set([...past.risk.map(({ accountId }) => accountId), ...said.map(({ accountId }) => accountId)]),
  ]);
  const people = new Set([...owners.values()].map(({ personId }) => personId)).size;
  const rules = (await rulesNow(ctx)).filter(({ active }) => active);
  return {
    ...{ today: ctx.today, from: dayFromNumber(period.from), to: ctx.today },
    rules: rules.map(({ rule, version, definition }) => {
      const isChance = definition.kind === 'own' ? definition.direction === 'up' : ruleById(rule)?.meta.isChance === true;
      const own = said.filter((warning) => warning.rule === rule);
      const figures = shown(pastsOf(own, isChance ? past.chance : past.risk), people, period);
      const closed = own.filter(({ closedBy }) => closedBy !== null && closedBy !== 'auto');
      const falseAlarms = closed.filter(({ state }) => state === 'false-alarm').length;
      const record = {
        severity: definition.severity,
        precision: figures.precision,
        base: figures.base.value,
        closed: closed.length,
        falseAlarms,
      };
      return {
        ...{ rule, title: definition.kind === 'own' ? definition.title : null, version, severity: definition.severity },
        ...{ outcome: isChance ? ('expanded' as const) : outcome, figures, closed: closed.length, falseAlarms },
        proposal: demotionOf(record),
      };
    }),
    budget: await budgetOf(ctx),
    people: await loads(ctx, said, owners),
    lastWeek: lastWeekOf(said, ctx.today),
  };
}

/** What a rule really said, beside what became of customers. */
function pastsOf(said: readonly Said[], past: readonly Known[]): readonly Past[] {
  const days = new Map<AccountId, number[]>();
  for (const { accountId, openedOn } of said) days.set(accountId, [...(days.get(accountId) ?? []), dayNumber(openedOn)]);
  return past.map(({ accountId, outcomes, knownUntil }) => ({
    firings: (days.get(accountId) ?? []).sort((a, b) => a - b),
    outcomes,
    knownUntil,
  }));
}

async function loads(
  ctx: Ctx,
  said: readonly Said[],
  owners: ReadonlyMap<AccountId, { readonly name: string }>,
): Promise<Economy['people']> {
  const since = addDays(ctx.today, 1 - WEEK);
  const byPerson = new Map<string | null, Said[]>();
  for (const warning of said) {
    if (warning.openedOn < since) continue;
    const name = owners.get(warning.accountId)?.name ?? null;
    byPerson.set(name, [...(byPerson.get(name) ?? []), warning]);
  }
  const budget = await budgetOf(ctx);
  const found = [...byPerson].map(([name, warnings]) => {
    const { over } = overflowOf(
      warnings.map((warning) => ({ warning, severity: warning.severity, openedOn: dayNumber(warning.openedOn) })),
      // What nobody looks after is nobody's: all of it is beyond.
      name === null ? 0 : budget,
    );
    return { name, got: warnings.length, over: over.length, beyond: over.slice(0, NAMED).map(({ warning }) => warning) };
  });
  const accounts = await accountsById(
    ctx,
    found.flatMap(({ beyond }) => beyond.map(({ accountId }) => accountId)),
  );
  return found
    .sort((a, b) => b.got - a.got || ((a.name ?? '') < (b.name ?? '') ? -1 : 1))
    .map(({ beyond, ...one }) => ({
      ...one,
      beyond: beyond.map(({ id, accountId, rule, title, severity }) => {
        const { externalId = '', name = '' } = accounts.get(accountId) ?? {};
        return { warningId: id, externalId, name, rule, title, severity };
      }),
    }));
}

function lastWeekOf(said: readonly Said[], today: Day): Economy['lastWeek'] {
  const monday = mondayOf(dayNumber(today)) - WEEK;
  const [from, to] = [dayFromNumber(monday), dayFromNumber(monday + WEEK - 1)];
  const opened = said.filter(({ openedOn }) => openedOn >= from && openedOn <= to);
  const counts = Object.fromEntries(LED_TO.map((word) => [word, 0])) as Economy['lastWeek']['ledTo'];
  for (const warning of opened) counts[ledTo(warning)] += 1;
  return { from, to, opened: opened.length, ledTo: counts };
}

/** Says how many warnings are meant for one person a week. */
export async function sayBudget(ctx: Ctx, { budget }: InputOf<typeof saveBudget>): Promise<OutputOf<typeof saveBudget>> {
  const before = await budgetOf(ctx);
  await writeBudget(ctx, budget);
  await audit(ctx, { action: 'lab.budget-changed', subject: `${budget}`, before: { budget: before }, after: { budget } });
  return { budget };
}
