import { setImmediate as yieldToOthers } from 'node:timers/promises';
import { AppError } from '../../kernel/errors.ts';
import type { AccountId, WorkspaceId } from '../../kernel/ids.ts';
import { dayNumber } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { liveSpans } from '../accounts/reads.ts';
import { healthOver } from '../health/reads.ts';
import { columns } from '../metrics/reads.ts';
import { HISTORY_DAYS, unaskedToday } from './asked-today.ts';
import { answerOf } from './backtest-answer.ts';
import type { AskedBackTest } from './contract-backtest.ts';
import type { LearnedSettings, LearnedState } from './contract-learned.ts';
import { type ExplainedRisk, explainedRisk } from './core/explained-risk.ts';
import { LOG_AGE, withAge } from './core/hazard.ts';
import type { LearnedModel } from './core/learned-model.ts';
import { monthsKnown } from './core/months-known.ts';
import { isOffered, standingOf, tenthsOf } from './core/standing.ts';
import { type Gathered, gather, MONEY } from './gather.ts';
import {
  dropRisks,
  keepTraining,
  lastTraining,
  learnedSettings,
  noteAnswered,
  type RiskRow,
  riskDay,
  type TrainingRow,
  trainedOn,
  writeRisks,
} from './store-learned.ts';
import { assessApart } from './thread.ts';

/** Months judged in the back-test of a training. */
const MONTHS = 12;
/** Customers that teach, at most: drawn by their lots. More would teach little more, and a night is short (a default of ours). */
const MOST_TEACHING = 5000;
/** Customers read at a time in the background: others have their turn in between. */
const [COUNTED, TEACHING, SAID] = [50, 10, 200];
/** Reasons kept of each customer. */
const REASONS = 3;

type Step = NonNullable<LearnedState['running']>['step'];

/** How far a step reaches, of the whole. */
const SHARES: Readonly<Record<Step, readonly [number, number]>> = {
  waiting: [0, 0],
  reading: [0, 0.5],
  reckoning: [0.5, 0.8],
  saying: [0.8, 1],
};

interface Work {
  step: Step;
  progress: number;
  readonly abort: AbortController;
}

/** What is at work in this process, and why the last work came to nothing. */
const atWork = new Map<WorkspaceId, Work>();
const problems = new Map<WorkspaceId, string>();

/** How far the training of the workspace has come; null where none is at work. */
export function trainingAtWork({ workspace }: Ctx): Omit<Work, 'abort'> | null {
  const work = atWork.get(workspace.id);
  return work === undefined ? null : { step: work.step, progress: work.progress };
}

/** Why the last training came to nothing; null where it came to something. */
export function trainingProblem({ workspace }: Ctx): string | null {
  return problems.get(workspace.id) ?? null;
}

/** Stops the training of the workspace. False where none is at work. */
export function stopAtWork({ workspace }: Ctx): boolean {
  const work = atWork.get(workspace.id);
  work?.abort.abort();
  return work !== undefined;
}

/** The nightly run: trains where that is due, and says what the risk means for each customer today. A second run on the day finds nothing to do. */
export async function learn(ctx: Ctx): Promise<void> {
  const { settings, askedAt } = await learnedSettings(ctx);
  if (!settings.active) return;
  const months = monthsKnown(ctx.today, settings.outcome, settings.horizonDays, MONTHS);
  const isDue = askedAt !== null || (await trainedOn(ctx, settings, months.to)) !== ctx.today;
  const work: Work = { step: 'reading', progress: 0, abort: new AbortController() };
  atWork.set(ctx.workspace.id, work);
  try {
    if (isDue) await train(ctx, settings, months, work);
    await sayToday(ctx, settings, isDue, work);
    problems.delete(ctx.workspace.id);
  } catch (error) {
    if (work.abort.signal.aborted) return;
    problems.set(ctx.workspace.id, error instanceof AppError ? error.message : 'Something went wrong; the log says what.');
    // What is asked cannot be asked any more: the page says so, and tomorrow is soon enough.
    if (!(error instanceof AppError)) throw error;
  } finally {
    atWork.delete(ctx.workspace.id);
    if (askedAt !== null) await ctx.transaction((inside) => noteAnswered(inside, askedAt));
  }
}

function stepsOf(work: Work, step: Step): (share: number) => void {
  return (share) => {
    const [from, to] = SHARES[step];
    Object.assign(work, { step, progress: from + (to - from) * share });
  };
}

/** Learns from what is told by now, and keeps it with its back-test. */
async function train(ctx: Ctx, settings: LearnedSettings, months: { from: string; to: string }, work: Work): Promise<void> {
  const { signal } = work.abort;
  const { learner, outcome, horizonDays, leastOutcomes } = settings;
  const asked: AskedBackTest = {
    ...{ subject: { kind: 'learned', by: learner }, outcome, ...months, horizonDays, leastOutcomes },
    ...{ historyDays: HISTORY_DAYS, segment: 'tier' },
  };
  // Who had the outcome is told by a metric or two. Where they are too few, the many others need not be read to say so.
  const counted = await gather(ctx, asked, () => undefined, signal, { chunk: COUNTED, most: MOST_TEACHING, metrics: MONEY });
  // Before there are customers nothing is asked about them.
  if (counted.accounts.length === 0) return;
  const gathered =
    outcomesIn(counted) < leastOutcomes
      ? counted
      : await gather(ctx, asked, stepsOf(work, 'reading'), signal, { chunk: TEACHING, most: MOST_TEACHING });
  const assessment = await assessApart(gathered.problem, stepsOf(work, 'reckoning'), signal);
  const report = answerOf(asked, gathered, assessment);
  const row = { toMonth: months.to, day: ctx.today, trainedAt: ctx.now, outcomes: outcomesIn(gathered), report, model: assessment.model };
  await ctx.transaction((inside) => keepTraining(inside, settings, row));
}

/** Customers that had the outcome. */
function outcomesIn({ problem }: Gathered): number {
  const { labels, accounts } = problem.rows;
  return new Set([...labels.keys()].filter((row) => labels[row] === 1).map((row) => accounts[row])).size;
}

/** What was learned, where it may speak. */
export async function offeredModel(ctx: Ctx, settings: LearnedSettings): Promise<LearnedModel | null> {
  const row = await lastTraining(ctx, settings);
  return row !== null && isOffered(standingOfRow(settings, row)) ? row.model : null;
}

/** How the risk of the workspace stands. */
export function standingOfRow({ active }: LearnedSettings, row: TrainingRow | null): ReturnType<typeof standingOf> {
  if (row === null) return standingOf(active, null);
  return standingOf(active, { skill: row.report.skill, addedValue: row.report.addedValue, learned: row.model !== null });
}

/** Keeps what the risk says of every live customer today, beside the health. Where it may not speak, nothing is kept. */
async function sayToday(ctx: Ctx, settings: LearnedSettings, isNew: boolean, work: Work): Promise<void> {
  const model = await offeredModel(ctx, settings);
  if (model === null) return ctx.transaction((inside) => dropRisks(inside, null));
  const said = await riskDay(ctx);
  // A run for an earlier day does not take back what is said of today.
  if (said !== null && (said > ctx.today || (said === ctx.today && !isNew))) return;
  const onStep = stepsOf(work, 'saying');
  const ids = (await liveSpans(ctx)).map(({ accountId }) => accountId);
  const found: Omit<RiskRow, 'workspaceId' | 'tenth'>[] = [];
  const today = dayNumber(ctx.today);
  for (let start = 0; start < ids.length; start += SAID) {
    work.abort.signal.throwIfAborted();
    const all = ids.slice(start, start + SAID);
    const unasked = await unaskedToday(ctx, settings.outcome, all);
    const some = all.filter((id) => !unasked.has(id));
    const health = await healthOver(ctx, some, today, today);
    for (const [accountId, { chance, parts }] of await risksOf(ctx, model, some)) {
      const { band = 'insufficient-data', score } = health.get(accountId) ?? {};
      const reasons = parts.filter(({ logOdds }) => logOdds > 0).slice(0, REASONS);
      found.push({ accountId, day: ctx.today, chance, band, score: score?.known ? score.value : null, reasons });
    }
    onStep(start / ids.length);
    await yieldToOthers();
  }
  const tenths = tenthsOf(found.map(({ chance }) => chance));
  const rows = found.map((row, place) => ({ ...row, tenth: tenths[place] ?? 1 }));
  for (let start = 0; start < rows.length; start += SAID)
    await ctx.transaction((inside) => writeRisks(inside, rows.slice(start, start + SAID)));
  await ctx.transaction((inside) => dropRisks(inside, ctx.today));
}

/** What a learned risk says of some customers today. The caller checks that they may be seen. */
export async function risksOf(
  ctx: Ctx,
  model: LearnedModel,
  accountIds: readonly AccountId[],
): Promise<ReadonlyMap<AccountId, ExplainedRisk>> {
  const today = dayNumber(ctx.today);
  const metrics = model.features.map(({ metric }) => metric).filter((metric) => metric !== LOG_AGE);
  const read = await columns(ctx, accountIds, metrics, today, today);
  const starts = new Map((await liveSpans(ctx, accountIds)).map(({ accountId, startsOn }) => [accountId, dayNumber(startsOn)]));
  return new Map(
    accountIds.map((accountId) => {
      const own = read.get(accountId) ?? {};
      const values = Object.fromEntries(metrics.map((metric) => [metric, own[metric]?.values[0] ?? Number.NaN]));
      return [accountId, explainedRisk(model, { ...values, [LOG_AGE]: logAge(starts.get(accountId), today) })];
    }),
  );
}

/** The baseline of a hazard on a day; NaN where the start is not known. */
function logAge(startsOn: number | undefined, today: number): number {
  const rows = { accounts: new Uint32Array(1), places: new Uint16Array(1), labels: new Uint8Array(1) };
  return withAge([], rows, [today], [startsOn ?? Number.NaN])[0]?.values[0] ?? Number.NaN;
}
