import { setImmediate as yieldToOthers } from 'node:timers/promises';
import { AppError } from '../../kernel/errors.ts';
import type { AccountId } from '../../kernel/ids.ts';
import { dayFromNumber, dayNumber } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { bodiesOfAccounts } from '../../platform/records/read-records.ts';
import { accountKind } from '../accounts/core/kinds.ts';
import { accountsById } from '../accounts/reads.ts';
import { metricsOf } from '../metrics/reads.ts';
import type { AskedBackTest, BackTestAnswer, Exclusion } from './contract-backtest.ts';
import type { Problem } from './core/assess.ts';
import { monthlyCutOffs } from './core/cut-offs.ts';
import type { HazardPast } from './core/hazard.ts';
import { type Fate, type LabelledRows, labelledRows, type OutcomeWindow } from './core/labels.ts';
import { outcomeDay } from './core/lead-times.ts';
import { lotOf } from './core/lots.ts';
import { monthRows } from './core/month-rows.ts';
import { GRACE_DAYS, isMoney, type Outcome } from './core/outcomes.ts';
import { BEFORE_DAYS, type Known, liveWithin, pastInChunks } from './past.ts';
import { outcomeOf } from './replay.ts';
import { type Scorer, scorerOf } from './scorer.ts';

/** Customers read at a time: a step is over before anybody waits for it. */
const CHUNK = 50;
const MOST_MONTHS = 60;
/** Months before the first one asked for, beyond the window of the outcome, from which is learned. */
const LEAD_IN_MONTHS = 6;
/** Fixed: the same question has the same answer. */
const SEED = 20_171_231;
const ROUNDS = 200;

export interface LeftOut {
  readonly account: number;
  readonly place: number;
  readonly reason: Exclusion;
}

/** Everything a back-test reckons with, and what is told beside it. */
export interface Gathered {
  readonly problem: Problem;
  readonly name: BackTestAnswer['name'];
  readonly fingerprint: string | null;
  /** What it is compared with; null for nothing. */
  readonly beside: Pick<Scorer, 'name' | 'fingerprint'> | null;
  readonly windowDays: number;
  /** External ids, by number of the customer. */
  readonly accounts: readonly string[];
  /** Customers at cut-offs that have no row. */
  readonly leftOut: readonly LeftOut[];
  readonly excludedEvents: number;
}

/** What is asked, over which days; refuses months turned round, too many or not over, and a condition that cannot be read. */
export async function frameOf(ctx: Ctx, asked: AskedBackTest) {
  const outcome = await outcomeOf(ctx, asked.outcome);
  const window = windowOf(outcome, asked);
  // Whether somebody left is told only when the time in which they might come back is over.
  const waitDays = isMoney(outcome) ? GRACE_DAYS : 0;
  return { outcome, window, waitDays, ...cutOffsOf(ctx, asked, window.days + waitDays) };
}

/** How the past is read. */
export interface Reading {
  /** Customers at a time. */
  readonly chunk: number;
  /** Customers at most; absent: all. */
  readonly most?: number;
  /** Candidates for the best single metric, and to learn from; absent: all there are. */
  readonly metrics?: readonly string[];
}

/** Who pays is left out or not by this, where money is asked of. */
export const MONEY = ['arr'];

/** Reads the past by the way that a replay takes, and keeps of it what stood there on the cut-offs. */
export async function gather(
  ctx: Ctx,
  asked: AskedBackTest,
  onStep: (share: number) => void,
  signal: AbortSignal,
  { chunk, most, metrics }: Reading = { chunk: CHUNK },
): Promise<Gathered> {
  const { outcome, window, waitDays, cutOffs, judgedFrom } = await frameOf(ctx, asked);
  const scorer = await scorerOf(ctx, asked.subject);
  const beside = asked.beside === undefined ? null : await scorerOf(ctx, asked.beside);
  const scorers = beside === null ? [scorer] : [scorer, beside];
  const candidates = metrics ?? (await metricsOf(ctx)).map(({ id }) => id);
  const [from = 0, to = 0] = [cutOffs[0], cutOffs.at(-1)];
  const days = { from: from - (window.awakeWithin ?? 0), to, ...(most === undefined ? {} : { most }) };
  const total = (await liveWithin(ctx, days)).length;
  const inputs = [...new Set([...candidates, ...scorers.flatMap((one) => one.inputs)])];
  const wanted = {
    ...days,
    inputs,
    outcome,
    horizonDays: window.days,
    since: from - (scorers.some(({ looksBack }) => looksBack) ? BEFORE_DAYS : 0),
  };
  const grid = new Grid(candidates, cutOffs, total, scorers);
  for await (const some of pastInChunks(ctx, wanted, chunk)) {
    signal.throwIfAborted();
    const ids = some.map(({ accountId }) => accountId);
    const covered: ReadonlySet<AccountId>[] = [];
    for (const one of scorers) covered.push(await one.covers(ids));
    for (const known of some) grid.add(known, outcome, covered);
    onStep(grid.ids.length / total);
    await yieldToOthers();
  }
  const { rows, leftOut } = grid.rows(window, isMoney(outcome));
  const learnsHazard = [asked.subject, asked.beside].some((one) => one?.kind === 'learned' && one.by === 'hazard');
  const accounts = await accountsById(ctx, grid.ids);
  const externalIds = grid.ids.map((id) => accounts.get(id)?.externalId ?? id);
  return {
    problem: {
      ...{ cutOffs, judgedFrom, windowDays: window.days + waitDays, rows, accounts: grid.ids.length, seed: SEED, rounds: ROUNDS },
      ...{ leastOutcomes: asked.leastOutcomes, metrics: grid.metricsAt(rows), judgement: scorer.judgement(() => grid.scoresAt(rows, 0)) },
      beside: beside === null ? null : beside.judgement(() => grid.scoresAt(rows, 1)),
      hazard: learnsHazard ? grid.hazard(window, isMoney(outcome), waitDays) : null,
      lots: Uint32Array.from(externalIds, lotOf),
      segments: await segmentsOf(ctx, grid.ids, asked.segment),
      outcomeDays: Float64Array.from(rows.labels, (label, row) =>
        label === 1 ? outcomeDay(grid.fates[rows.accounts[row] ?? 0] as Fate, cutOffs[rows.places[row] ?? 0] ?? 0, window) : Number.NaN,
      ),
    },
    ...{ name: scorer.name, fingerprint: scorer.fingerprint, windowDays: window.days, leftOut },
    beside: beside === null ? null : { name: beside.name, fingerprint: beside.fingerprint },
    accounts: externalIds,
    excludedEvents: await excludedEvents(ctx, judgedFrom, to),
  };
}

function windowOf(outcome: Outcome, { horizonDays, historyDays }: AskedBackTest): OutcomeWindow {
  if (outcome.kind === 'dormant') return { days: outcome.days, looksFor: 'none', awakeWithin: outcome.days, historyDays };
  return { days: horizonDays, looksFor: 'some', historyDays };
}

/** The last days of the months asked for, and of those before them from which is learned. */
function cutOffsOf(ctx: Ctx, { from, to }: AskedBackTest, windowDays: number): { cutOffs: readonly number[]; judgedFrom: number } {
  const judged = monthlyCutOffs(from, to);
  const refused = (path: string, message: string) => new AppError('invalid-input', message, { issues: [{ path, message }] });
  const [first, last] = [judged[0], judged.at(-1)];
  if (first === undefined || last === undefined) throw refused('to', `The months end with ${to}, before they begin with ${from}.`);
  if (judged.length > MOST_MONTHS) throw refused('to', 'Ask for 60 months at most.');
  if (last > dayNumber(ctx.today)) throw refused('to', `The last day of ${to} is not over; today is ${ctx.today}.`);
  const months = Math.ceil(windowDays / 28) + LEAD_IN_MONTHS;
  const year = Number(from.slice(0, 4)) * 12 + Number(from.slice(5)) - 1 - months;
  const begin = `${String(Math.floor(year / 12)).padStart(4, '0')}-${String((year % 12) + 1).padStart(2, '0')}`;
  return { cutOffs: monthlyCutOffs(begin, to), judgedFrom: first };
}

/** What stood there at the cut-offs: of each customer its fate, its metrics and its score. */
class Grid {
  readonly ids: AccountId[] = [];
  readonly fates: Fate[] = [];
  readonly #metrics: readonly { readonly id: string; readonly values: Float64Array }[];
  readonly #scorers: readonly Scorer[];
  readonly #scores: readonly Float64Array[];
  readonly #uncovered = new Set<number>();
  /** Customers that ever paid, and at which cut-offs they did not. */
  readonly #pays = new Set<number>();
  readonly #cutOffs: readonly number[];

  constructor(metrics: readonly string[], cutOffs: readonly number[], accounts: number, scorers: readonly Scorer[]) {
    const size = accounts * cutOffs.length;
    this.#cutOffs = cutOffs;
    this.#metrics = metrics.map((id) => ({ id, values: new Float64Array(size).fill(Number.NaN) }));
    this.#scorers = scorers;
    this.#scores = scorers.map(() => new Float64Array(size).fill(Number.NaN));
  }

  /** @param covered  By what is put to the test: whom it judges. Who is not judged by the first one is left out; by the other, not compared. */
  add(known: Known, outcome: Outcome, covered: readonly ReadonlySet<AccountId>[]): void {
    const account = this.ids.push(known.accountId) - 1;
    this.fates.push(fateOf(known, outcome));
    if (covered[0]?.has(known.accountId) !== true) this.#uncovered.add(account);
    const [at, width] = [account * this.#cutOffs.length, this.#cutOffs.length];
    for (const { id, values } of this.#metrics) {
      const column = known.columns[id];
      if (column === undefined) continue;
      for (let place = 0; place < width; place++)
        values[at + place] = column.values[(this.#cutOffs[place] ?? 0) - column.from] ?? Number.NaN;
    }
    if (known.columns.arr?.values.some((value) => value > 0) === true) this.#pays.add(account);
    for (const [nth, scorer] of this.#scorers.entries())
      if (covered[nth]?.has(known.accountId) === true) this.#scores[nth]?.set(scorer.scores(known, this.#cutOffs), at);
  }

  /** The rows with a label; asked of money, who pays nothing on the day is not asked about, unless nothing is known of its money. */
  rows(window: OutcomeWindow, money: boolean): { rows: LabelledRows; leftOut: LeftOut[] } {
    const { rows, excluded } = labelledRows(this.fates, this.#cutOffs, window);
    const kept = this.#asked(rows, money);
    return { rows: kept.rows, leftOut: [...excluded, ...kept.leftOut] };
  }

  /** What a hazard learns from: the same customers, from each cut-off to the next. */
  hazard(window: OutcomeWindow, money: boolean, waitDays: number): HazardPast {
    const { rows: months } = this.#asked(monthRows(this.fates, this.#cutOffs, window), money);
    const startsOn = Float64Array.from(this.fates, (fate) => fate.startsOn);
    return { months, metrics: this.metricsAt(months), startsOn, windowDays: window.days, waitDays };
  }

  #asked(rows: LabelledRows, money: boolean): { rows: LabelledRows; leftOut: LeftOut[] } {
    const leftOut: LeftOut[] = [];
    const arr = this.#metrics.find(({ id }) => id === 'arr')?.values;
    const kept: number[] = [];
    for (let row = 0; row < rows.labels.length; row++) {
      const [account, place] = [rows.accounts[row] ?? 0, rows.places[row] ?? 0];
      const isFree = money && this.#pays.has(account) && !((arr?.[account * this.#cutOffs.length + place] ?? 0) > 0);
      if (isFree) leftOut.push({ account, place, reason: 'not-paying' });
      else if (this.#uncovered.has(account)) leftOut.push({ account, place, reason: 'other-model' });
      else kept.push(row);
    }
    const rest = {
      accounts: Uint32Array.from(kept, (row) => rows.accounts[row] ?? 0),
      places: Uint16Array.from(kept, (row) => rows.places[row] ?? 0),
      labels: Uint8Array.from(kept, (row) => rows.labels[row] ?? 0),
    };
    return { rows: rest, leftOut };
  }

  metricsAt(rows: LabelledRows): Problem['metrics'] {
    return this.#metrics
      .map(({ id, values }) => ({ id, values: this.#at(values, rows) }))
      .filter(({ values }) => values.some((value) => !Number.isNaN(value)));
  }

  /** @param nth  0 of what is put to the test, 1 of what it is compared with. */
  scoresAt(rows: LabelledRows, nth: 0 | 1): Float64Array {
    return this.#at(this.#scores[nth] ?? new Float64Array(0), rows);
  }

  #at(values: Float64Array, { accounts, places }: LabelledRows): Float64Array {
    const width = this.#cutOffs.length;
    return Float64Array.from(accounts, (account, row) => values[account * width + (places[row] ?? 0)] ?? Number.NaN);
  }
}

function fateOf({ startsOn, endsOn, outcomes, used, knownUntil }: Known, outcome: Outcome): Fate {
  if (outcome.kind !== 'dormant') return { startsOn, endsOn, days: outcomes, knownUntil };
  // Of a dormancy the first day is told only when it has lasted; use is known up to there.
  return { startsOn, endsOn, days: used, knownUntil: knownUntil + outcome.days };
}

/** A field of each customer: of its profile, or one that the workspace added. */
async function segmentsOf(ctx: Ctx, ids: readonly AccountId[], field: string): Promise<readonly string[]> {
  const [profiles, accounts] = [await bodiesOfAccounts(ctx, [accountKind], ids), await accountsById(ctx, ids)];
  return ids.map((id) => {
    const said = profiles.get(id)?.[0]?.content[field];
    return typeof said === 'string' ? said : (accounts.get(id)?.attributes[field] ?? '');
  });
}

/** Events by automation and bulk changes in the months judged (settled 13): in no metric and in no outcome. */
async function excludedEvents(ctx: Ctx, from: number, to: number): Promise<number> {
  const months = (await ctx.events.readings(ctx.workspace.id)).filter(
    ({ month }) => month.slice(0, 7) >= dayFromNumber(from).slice(0, 7) && month <= dayFromNumber(to),
  );
  return months.reduce((sum, { all, counted }) => sum + all.events - counted.events, 0);
}
