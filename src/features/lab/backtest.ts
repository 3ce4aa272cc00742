import { actorOf } from '../../contract/actor.ts';
import type { InputOf } from '../../contract/operation.ts';
import { AppError } from '../../kernel/errors.ts';
import { dayNumber } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { StreamReply } from '../../platform/module.ts';
import { newId } from '../../platform/new-id.ts';
import { visibleAccountIds } from '../accounts/reads.ts';
import { recordBacktest, type Versus } from '../health/commands.ts';
import { answerOf } from './backtest-answer.ts';
import { predictionLines } from './backtest-csv.ts';
import type { SaidOutcome } from './contract.ts';
import type { AskedBackTest, BackTestAnswer, BackTestRun, cancelBackTest, getBackTest } from './contract-backtest.ts';
import type { Assessment } from './core/assess.ts';
import { frameOf, type Gathered, gather } from './gather.ts';
import { liveWithin } from './past.ts';
import { scorerOf } from './scorer.ts';
import { assessApart } from './thread.ts';

/** A run, and its answer, are kept in memory for so long. Nothing about customers outlives it. */
const KEPT_MS = 30 * 60_000;
/** So long the same question has the same answer: data may have come in meanwhile. */
const FRESH_MS = 2 * 60_000;
/** Runs kept at a time in the whole server, and at work at a time in a workspace. */
const MOST_KEPT = 20;
const MOST_RUNNING = 2;
/** Reading takes about as long as reckoning. */
const READING_SHARE = 0.5;

interface Run {
  readonly id: string;
  /** Whose question it is, of which customers, on which day. */
  readonly key: string;
  readonly scope: string;
  readonly workspaceId: string;
  readonly startedAt: number;
  readonly abort: AbortController;
  state: BackTestRun['state'];
  step: BackTestRun['step'];
  progress: number;
  problem: string | null;
  done: { readonly gathered: Gathered; readonly assessment: Assessment; readonly report: BackTestAnswer } | null;
}

const runs = new Map<string, Run>();

/** Begins a back-test, or finds the one that answers the same question already. */
export async function start(ctx: Ctx, asked: AskedBackTest): Promise<BackTestRun> {
  const scope = await scopeOf(ctx);
  await frameOf(ctx, asked);
  // What can be refused is refused at once, and a draft that changed is another question.
  const { fingerprint } = await scorerOf(ctx, asked.subject);
  const besideFingerprint = asked.beside === undefined ? null : (await scorerOf(ctx, asked.beside)).fingerprint;
  // Customers that came or went since make it another question, too.
  const live = await liveWithin(ctx, { from: Number.NEGATIVE_INFINITY, to: dayNumber(ctx.today) });
  const key = JSON.stringify([scope, asked, fingerprint, besideFingerprint, ctx.today, live]);
  forget(ctx.now);
  const same = [...runs.values()].find(
    (run) => run.key === key && (run.state === 'running' || (run.state === 'finished' && ctx.now - run.startedAt < FRESH_MS)),
  );
  if (same !== undefined) return shown(same);
  const running = [...runs.values()].filter(({ workspaceId, state }) => workspaceId === ctx.workspace.id && state === 'running');
  if (running.length >= MOST_RUNNING) throw new AppError('conflict', 'Two back-tests are running already; wait for one, or stop it.');
  const run: Run = {
    ...{ id: newId('bkt'), key, scope, workspaceId: ctx.workspace.id, startedAt: ctx.now, abort: new AbortController() },
    ...{ state: 'running', step: 'reading', progress: 0, problem: null, done: null },
  };
  runs.set(run.id, run);
  void carryOut(ctx, asked, run);
  return shown(run);
}

async function carryOut(ctx: Ctx, asked: AskedBackTest, run: Run): Promise<void> {
  const { signal } = run.abort;
  try {
    const gathered = await gather(ctx, asked, (share) => (run.progress = READING_SHARE * share), signal);
    run.step = 'reckoning';
    const onStep = (share: number): void => {
      run.progress = READING_SHARE + (1 - READING_SHARE) * share;
    };
    const assessment = await assessApart(gathered.problem, onStep, signal);
    run.done = { gathered, assessment, report: answerOf(asked, gathered, assessment) };
    await record(ctx, run.done);
    [run.state, run.progress] = ['finished', 1];
  } catch (error) {
    if (signal.aborted) {
      run.state = 'cancelled';
      return;
    }
    [run.state, run.problem] = ['failed', error instanceof AppError ? error.message : 'Something went wrong; the log says what.'];
    if (!(error instanceof AppError)) ctx.log.error({ err: error }, 'A back-test failed');
  }
}

/** Of a health model it is kept what was said: whoever publishes it sees that. Nothing about customers is kept. */
async function record(ctx: Ctx, { gathered, report }: NonNullable<Run['done']>): Promise<void> {
  const { subject, outcome } = report;
  const { fingerprint } = gathered;
  if (subject.kind !== 'model' || fingerprint === null) return;
  const said = {
    ...{ modelId: subject.model, fingerprint, outcome: outcomeText(outcome) },
    ...{ fromMonth: report.cutOffs[0]?.cutOff.slice(0, 7) ?? '', toMonth: report.cutOffs.at(-1)?.cutOff.slice(0, 7) ?? '' },
    ...{ skill: report.skill, addedValue: report.addedValue, area: report.area, single: report.single?.metric ?? null },
    ...{ customersWithOutcome: report.customersWithOutcome, leastOutcomes: report.leastOutcomes },
    ...{ madeAt: ctx.now, madeBy: actorOf(ctx.principal) },
    versus: versusOf(gathered, report),
  };
  await ctx.transaction((inside) => recordBacktest(inside, said));
}

/** How it did beside the version of the same model that is in force. */
function versusOf({ beside }: Gathered, { subject, beside: compared }: BackTestAnswer): Versus | null {
  const other = compared?.subject;
  const isLive = other?.kind === 'model' && subject.kind === 'model' && other.model === subject.model && other.version === undefined;
  if (compared == null || !isLive || beside?.fingerprint == null) return null;
  return { fingerprint: beside.fingerprint, verdict: compared.verdict, difference: compared.difference };
}

function outcomeText(outcome: SaidOutcome): string {
  if (outcome.kind === 'dormant') return `dormant:${outcome.days}`;
  return outcome.kind === 'condition' ? outcome.condition : outcome.kind;
}

export async function found(ctx: Ctx, { backTestId }: InputOf<typeof getBackTest>): Promise<BackTestRun> {
  return shown(await runOf(ctx, backTestId));
}

export async function cancel(ctx: Ctx, { backTestId }: InputOf<typeof cancelBackTest>): Promise<BackTestRun> {
  const run = await runOf(ctx, backTestId);
  if (run.state === 'running') {
    run.abort.abort();
    run.state = 'cancelled';
  }
  return shown(run);
}

export async function predictions(ctx: Ctx, { backTestId }: InputOf<typeof getBackTest>): Promise<StreamReply> {
  const { done } = await runOf(ctx, backTestId);
  if (done === null) throw new AppError('conflict', 'This back-test is not finished.');
  return new StreamReply(predictionLines(done.gathered, done.assessment, done.report), 'predictions.csv');
}

/** A run of the caller's own, while it sees the customers that it saw when it asked. */
async function runOf(ctx: Ctx, id: string): Promise<Run> {
  const run = runs.get(id);
  if (run === undefined || run.scope !== (await scopeOf(ctx)))
    throw new AppError('not-found', 'There is no such back-test any more; start it again.');
  return run;
}

async function scopeOf(ctx: Ctx): Promise<string> {
  return JSON.stringify([ctx.workspace.id, actorOf(ctx.principal), await visibleAccountIds(ctx)]);
}

function forget(now: number): void {
  for (const run of runs.values()) if (run.state !== 'running' && now - run.startedAt > KEPT_MS) runs.delete(run.id);
  const over = [...runs.values()].filter(({ state }) => state !== 'running');
  for (const run of over.slice(0, Math.max(0, over.length - MOST_KEPT + 1))) runs.delete(run.id);
}

function shown({ id, state, progress, step, problem, done }: Run): BackTestRun {
  return { backTestId: id, state, progress, step, problem, report: done?.report ?? null };
}
