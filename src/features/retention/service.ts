import { setImmediate as yieldToOthers } from 'node:timers/promises';
import type { InputOf, OutputOf } from '../../contract/operation.ts';
import type { MaybeNumber } from '../../contract/shapes.ts';
import { AppError } from '../../kernel/errors.ts';
import type { Maybe } from '../../kernel/known.ts';
import type { SbgFit } from '../../kernel/stats/sbg-fit.ts';
import { type Day, dayFromNumber, dayNumber } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { customFieldsOf } from '../../platform/records/custom-fields.ts';
import { audit } from '../access/commands.ts';
import { accountKind } from '../accounts/core/kinds.ts';
import { accountsById } from '../accounts/reads.ts';
import { GRACE_DAYS } from '../lab/core/outcomes.ts';
import { type customers, type Report, type report, type saveSettings, TRAITS } from './contract.ts';
import { BENCHMARKS } from './core/benchmarks.ts';
import { cohortTable } from './core/cohort-table.ts';
import { anniversary, type Ending, type Life } from './core/life.ts';
import type { RetentionSettings } from './core/lifetime-value.ts';
import { lifetimes, type Projection, projection } from './core/projection.ts';
import { type Curve, comparison, lifeTicks, survivalCurve } from './core/survival.ts';
import { type CustomerValue, type GroupValue, type Payer, valueTable } from './core/value-table.ts';
import { type Lived, type Lives, livesOf } from './lives.ts';
import { settingsOf, writeSettings } from './store.ts';

type Asked = Omit<InputOf<typeof customers>, 'offset' | 'limit'>;

/** Groups that are compared at once: more lines than these nobody can tell apart. */
const MOST_GROUPS = 8;
/** A rate of a cohort of fewer customers is not shown: one customer would be more than a fifth of it. */
const LEAST_IN_CELL = 5;
/** Renewals for which the residual lifetime is given. */
const RENEWALS = 10;
/** A field with more values than these tells customers apart, not groups. */
const MOST_VALUES = 60;

/** How long customers stay, what is left of cohorts, what is to come, and what it is worth. */
export async function reportOf(ctx: Ctx, input: InputOf<typeof report>): Promise<Report> {
  const [ending, today] = [endingOf(input.outcome), dayOf(ctx, input)];
  const lives = await livesOf(ctx, ending, today);
  const settings = await settingsOf(ctx);
  const lived = picked(lives.lived, input);
  const survival = survivalOf(lived, input.by, lives, settings);
  await yieldToOthers();
  const cohorts = cohortTable(lived, { cohort: input.cohort, months: input.months, measure: input.measure, least: LEAST_IN_CELL });
  await yieldToOthers();
  const projected = projection(lived, { months: input.months, least: settings.leastCustomers, fittedTo: input.fittedTo });
  await yieldToOthers();
  return {
    today,
    toldUntil: dayFromNumber(dayNumber(today) - waitOf(ending)),
    customers: lived.length,
    ended: lived.filter(({ endedOn }) => endedOn !== null).length,
    tooNew: lived.filter(({ startsOn, toldUntil }) => toldUntil === startsOn).length,
    notStarted: lives.notStarted,
    traits: await traitsOf(ctx, lives),
    settings,
    benchmarks: [...BENCHMARKS],
    survival,
    cohorts: cohorts.map(({ cells, ...row }) => ({ ...row, cells: [...cells] })),
    projection: projectionAnswer(projected, input.months, settings),
    value: ending.kind === 'ended' ? valueAnswer(lived, input, { lives, today, settings, projected }) : null,
  };
}

/** What each customer is worth. */
export async function customerList(ctx: Ctx, input: InputOf<typeof customers>): Promise<OutputOf<typeof customers>> {
  // What is still to come is reckoned from who ended, whatever else is asked about.
  const today = dayOf(ctx, input);
  const lives = await livesOf(ctx, { kind: 'ended' }, today);
  const settings = await settingsOf(ctx);
  const lived = picked(lives.lived, input);
  const projected = projection(lived, { months: input.months, least: settings.leastCustomers, fittedTo: input.fittedTo });
  const { rows } = valuesOf(lived, input, { today, settings, projected })[0] ?? { rows: [] };
  const worth = ({ realised, future }: CustomerValue): number => realised + (future.known ? future.value : 0);
  const sorted = rows.toSorted((a, b) => worth(b) - worth(a) || (a.payer.accountId < b.payer.accountId ? -1 : 1));
  const shown = sorted.slice(input.offset, input.offset + input.limit);
  const accounts = await accountsById(
    ctx,
    shown.map(({ payer }) => payer.accountId),
  );
  return {
    currency: lives.currency,
    total: rows.length,
    rows: shown.map(({ payer, here, arr, realised, future, modelled }) => ({
      account: {
        externalId: accounts.get(payer.accountId)?.externalId ?? '',
        name: accounts.get(payer.accountId)?.name ?? '',
      },
      startsOn: dayFromNumber(payer.startsOn),
      endedOn: here || payer.endedOn === null ? null : dayFromNumber(payer.endedOn),
      ...{ arr, realised, future: answered(future), modelled: answered(modelled) },
    })),
  };
}

/** Says how the worth of customers is reckoned. */
export async function sayWorth(ctx: Ctx, settings: InputOf<typeof saveSettings>): Promise<OutputOf<typeof saveSettings>> {
  const before = await settingsOf(ctx);
  await writeSettings(ctx, settings);
  await audit(ctx, { action: 'retention.settings-changed', subject: 'retention', before: { ...before }, after: { ...settings } });
  return settings;
}

/** Nobody kept customers' days before. */
const FIRST_DAY = '1900-01-01' as Day;

/** Today, or the day asked for. */
function dayOf(ctx: Ctx, { asOf = ctx.today }: Pick<Asked, 'asOf'>): Day {
  const refused = (why: string, message: string) => new AppError('invalid-input', why, { issues: [{ path: 'asOf', message }] });
  if (asOf > ctx.today) throw refused(`${asOf} has not come yet.`, 'Today at the latest.');
  if (asOf < FIRST_DAY) throw refused(`${asOf} is too long ago.`, `${FIRST_DAY} at the earliest.`);
  return asOf;
}

function endingOf(outcome: string): Ending {
  const [, days] = outcome.split(':');
  return days === undefined ? { kind: 'ended' } : { kind: 'dormant', days: Number(days) };
}

/** Days until it is told whether somebody is gone. */
function waitOf(ending: Ending): number {
  return ending.kind === 'ended' ? GRACE_DAYS : ending.days;
}

function picked(lived: readonly Lived[], { only, since, until }: Pick<Asked, 'only' | 'since' | 'until'>): readonly Lived[] {
  const colon = only?.indexOf(':') ?? -1;
  const [trait, value] = [only?.slice(0, colon) ?? '', only?.slice(colon + 1) ?? ''];
  const [first, last] = [
    since === undefined ? Number.NEGATIVE_INFINITY : dayNumber(since),
    until === undefined ? Infinity : dayNumber(until),
  ];
  return lived.filter(
    ({ startsOn, traits }) => startsOn >= first && startsOn <= last && (only === undefined || (traits[trait] ?? '') === value),
  );
}

/** Customers by the value of a trait, by value; '' where nobody said. */
function groupsBy(lived: readonly Lived[], trait: string): ReadonlyMap<string, readonly Lived[]> {
  const groups = new Map<string, Lived[]>();
  for (const one of lived) {
    const value = one.traits[trait] ?? '';
    const own = groups.get(value);
    if (own === undefined) groups.set(value, [one]);
    else own.push(one);
  }
  return new Map([...groups].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function survivalOf(lived: readonly Lived[], by: string, lives: Lives, { leastCustomers }: RetentionSettings): Report['survival'] {
  const ticks = lifeTicks(lived);
  const groups = [...groupsBy(lived, by)];
  const large = groups
    .filter(([, own]) => own.length >= leastCustomers)
    .toSorted(([, a], [, b]) => b.length - a.length)
    .slice(0, MOST_GROUPS)
    .map(([group]) => group);
  const drawn = groups.filter(([group]) => large.includes(group));
  const said = comparison(drawn.map(([, own]) => own));
  const named = (group: string, customers: number) => ({ group, label: lives.names.get(group) ?? null, customers });
  return {
    ticks: [...ticks],
    all: curveAnswer(survivalCurve(lived, ticks)),
    groups: drawn.map(([group, own]) => ({ ...named(group, own.length), curve: curveAnswer(survivalCurve(own, ticks)) })),
    small: groups.filter(([group]) => !large.includes(group)).map(([group, own]) => named(group, own.length)),
    verdict: said.verdict,
    chiSquared: said.verdict === 'too-small' ? null : said.test.chiSquared,
    degrees: said.verdict === 'too-small' ? null : said.test.degrees,
    p: said.verdict === 'too-small' ? null : said.test.p,
  };
}

function curveAnswer({ points, atRisk, median, ...curve }: Curve): Report['survival']['all'] {
  return { ...curve, points: [...points], atRisk: [...atRisk], median: answered(median) };
}

/** By what customers can be compared: what has at least two values, and not one a customer. */
async function traitsOf(ctx: Ctx, { lived, names }: Lives): Promise<Report['traits']> {
  const custom = await customFieldsOf(ctx, accountKind.name);
  const own = new Set(lived.flatMap(({ traits }) => Object.keys(traits).filter((trait) => trait.startsWith('custom.'))));
  return [...TRAITS, ...[...own].sort()].flatMap((trait) => {
    const groups = groupsBy(lived, trait);
    if (groups.size < 2 || groups.size > MOST_VALUES) return [];
    const label = custom.find(({ key }) => `custom.${key}` === trait)?.label ?? null;
    const values = [...groups].map(([group, some]) => ({ group, label: names.get(group) ?? null, customers: some.length }));
    return [{ trait, label, values }];
  });
}

function projectionAnswer(found: Projection, months: number, { discount }: RetentionSettings): Report['projection'] {
  const { periods, fittedTo, early, whole, holdOut } = found;
  const lasting = whole.known ? lifetimes(whole.value, months, discount, RENEWALS) : null;
  return {
    ...{ periods: [...periods], fittedTo, early: fitAnswer(early), whole: fitAnswer(whole), holdOut },
    ...(whole.known ? {} : { reason: whole.reason }),
    ...{ del: lasting?.del ?? null, derl: [...(lasting?.derl ?? [])] },
  };
}

function fitAnswer(fit: Maybe<SbgFit>): Report['projection']['early'] {
  if (!fit.known) return null;
  const { alpha, beta, logErrors, logLikelihood } = fit.value;
  return { alpha, beta, alphaError: logErrors.alpha, betaError: logErrors.beta, logLikelihood };
}

interface Reckoned {
  readonly today: Day;
  readonly settings: RetentionSettings;
  readonly projected: Projection;
}

type Valued = Lived & Payer;

function valuesOf(lived: readonly Lived[], { by, months }: Pick<Asked, 'by' | 'months'>, { today: day, settings, projected }: Reckoned) {
  const payers = lived.filter((one): one is Valued => one.steps !== null);
  const today = dayNumber(day);
  const groups = groupsBy(payers, by) as ReadonlyMap<string, readonly Valued[]>;
  const fitOf = (lives: readonly Life[]) => projection(lives, { months, least: settings.leastCustomers }).whole;
  return valueTable(groups, today - GRACE_DAYS, { today, settings, months, fit: projected.whole, fitOf });
}

function valueAnswer(lived: readonly Lived[], input: Asked, of: Reckoned & { readonly lives: Lives }): Report['value'] {
  const churnTo = dayNumber(of.today) - GRACE_DAYS;
  return {
    currency: of.lives.currency,
    churnFrom: dayFromNumber(anniversary(churnTo, -12)),
    churnTo: dayFromNumber(churnTo),
    withoutMoney: lived.filter(({ steps }) => steps === null).length,
    groups: valuesOf(lived, input, of).map((one) => valueOfGroup(one.of, of.lives)),
  };
}

function valueOfGroup({ churn, rate, future, modelled, mean, meanModelled, ...value }: GroupValue, { names }: Lives) {
  return {
    ...{ ...value, label: names.get(value.group) ?? null, churnOf: churn.of, churnLeft: churn.left },
    ...{ rate: answered(rate), future: answered(future), modelled: answered(modelled) },
    ...{ mean: answered(mean), meanModelled: answered(meanModelled) },
  };
}

function answered(maybe: Maybe<number>): MaybeNumber {
  return maybe.known ? { value: maybe.value } : { value: null, reason: maybe.reason };
}
