import { actorOf } from '../../contract/actor.ts';
import type { InputOf } from '../../contract/operation.ts';
import { nextWorkingDay } from '../../kernel/calendar.ts';
import { AppError, InvariantError } from '../../kernel/errors.ts';
import type { PersonId, TaskId, WarningId } from '../../kernel/ids.ts';
import { dayFromNumber, dayNumber } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { newId } from '../../platform/new-id.ts';
import { ownerOf, personNames } from '../access/reads.ts';
import { calendarOf } from '../metrics/reads.ts';
import { acknowledge, close, reopen, startWork, stopWork } from '../warnings/commands.ts';
import type { assignTask, claimTask, completeTask, reopenTask, snoozeTask, Task } from './contract.ts';
import { taskAssigned } from './contract-events.ts';
import { nextState, stateOn, type TaskAct, type TaskState } from './core/lifecycle.ts';
import { nameOf, personOf } from './people.ts';
import { presentTasks } from './present.ts';
import { byOrigins, changeTask, insertTask, latestChange, type TaskChange, taskById, visibleTask } from './store.ts';
import { NO_WARNING, type TaskRow } from './tables.ts';

/** 继续跟进: the follow-up is due after so many working days. */
const FOLLOW_UP_WORKING_DAYS = 5;

interface At {
  readonly taskId: string;
  readonly version: number;
}

/** Takes a task; its warning is acknowledged. */
export async function claim(ctx: Ctx, input: InputOf<typeof claimTask>): Promise<Task> {
  const { task, state } = await start(ctx, input, 'claim');
  await apply(ctx, task, { state, resumeState: 'claimed', snoozedUntil: null, assigneeId: personOf(ctx) ?? task.assigneeId }, 'claimed');
  await tellWarning(task, (id) => acknowledge(ctx, id));
  return shown(ctx, input);
}

/** Puts a claimed task back, to the owner of the customer. */
export async function release(ctx: Ctx, input: At): Promise<Task> {
  const { task, state } = await start(ctx, input, 'release');
  const owner = (await ownerOf(ctx, [task.accountId])).get(task.accountId);
  await apply(ctx, task, { state, resumeState: 'open', assigneeId: (owner?.personId ?? null) as PersonId | null }, 'released');
  return shown(ctx, input);
}

/** Hands a task to a colleague, who finds it open. */
export async function assign(ctx: Ctx, input: InputOf<typeof assignTask>): Promise<Task> {
  const { task, state } = await start(ctx, input, 'assign');
  const personId = input.personId as PersonId;
  const name = (await personNames(ctx, [personId])).get(personId);
  if (name === undefined) {
    throw new AppError('invalid-input', `There is no person '${input.personId}' in this workspace.`, {
      issues: [{ path: 'personId', message: 'Not a person of this workspace.' }],
    });
  }
  await apply(ctx, task, { state, resumeState: 'open', snoozedUntil: null, assigneeId: personId }, 'assigned', name);
  if (personId !== personOf(ctx))
    await ctx.emit(taskAssigned, { taskId: task.id, version: task.version + 1, personId, by: actorOf(ctx.principal) });
  return shown(ctx, input);
}

/** Puts a task to sleep until a later day, on which it wakes by itself. */
export async function snooze(ctx: Ctx, input: InputOf<typeof snoozeTask>): Promise<Task> {
  if (input.until <= ctx.today) {
    throw new AppError('invalid-input', `A task sleeps until a later day; ${input.until} is not after today, ${ctx.today}.`, {
      issues: [{ path: 'until', message: `Choose a day after ${ctx.today}.` }],
    });
  }
  const { task, state } = await start(ctx, input, 'snooze');
  const now = stateOn(task, ctx.today);
  const resumeState = now === 'open' || now === 'claimed' ? now : task.resumeState;
  await apply(ctx, task, { state, resumeState, snoozedUntil: input.until }, 'snoozed', input.until);
  return shown(ctx, input);
}

/** Wakes a sleeping task. */
export async function wake(ctx: Ctx, input: At): Promise<Task> {
  const { task, state } = await start(ctx, input, 'wake');
  await apply(ctx, task, { state, snoozedUntil: null }, 'woken');
  return shown(ctx, input);
}

/** Finishes a task. Its warning is resolved, a false alarm, or still worked on: then a follow-up is due later, so that it is not lost. */
export async function complete(ctx: Ctx, input: InputOf<typeof completeTask>): Promise<Task> {
  const { task, state } = await start(ctx, input, 'complete');
  const { outcome } = input;
  const assigneeId = task.assigneeId ?? personOf(ctx);
  const due = outcome === 'following-up' ? nextWorkingDay(calendarOf(ctx), dayNumber(ctx.today), FOLLOW_UP_WORKING_DAYS) : null;
  const detail = due === null ? outcome : `${outcome}:${dayFromNumber(due.day)}`;
  await apply(
    ctx,
    task,
    { state, snoozedUntil: null, assigneeId, outcome, note: input.note ?? null, doneOn: ctx.today },
    'completed',
    detail,
  );
  if (due === null) {
    if (outcome !== 'following-up') await tellWarning(task, (id) => close(ctx, id, outcome, actorOf(ctx.principal)));
    return shown(ctx, input);
  }
  await tellWarning(task, (id) => startWork(ctx, id));
  const { accountId, warningId, title, rule, metric, value, threshold, openedOn, severity } = task;
  await insertTask(
    ctx,
    {
      id: newId('tsk') as TaskId,
      origin: followUpOrigin(task.id, task.version + 1),
      kind: 'follow-up',
      state: 'claimed',
      assigneeId,
      accountId,
      warningId,
      title,
      rule,
      metric,
      value,
      threshold,
      openedOn,
      severity,
      dueOn: dayFromNumber(due.day),
      dueProvisional: due.provisional,
    },
    { who: actorOf(ctx.principal), what: 'opened', detail: `follow-up-of:${task.id}` },
  );
  return shown(ctx, input);
}

/** Takes the completion back: the task is claimed again, its warning as before, and an untouched follow-up goes. */
export async function takeBack(ctx: Ctx, input: InputOf<typeof reopenTask>): Promise<Task> {
  const { task, state } = await start(ctx, input, 'reopen');
  if (task.outcome === 'following-up') {
    await dropFollowUp(ctx, task);
    // A follow-up was work on the warning before it was finished, and is again.
    if (task.kind !== 'follow-up') await tellWarning(task, (id) => stopWork(ctx, id));
  } else {
    await tellWarning(task, (id) => reopen(ctx, id));
  }
  await apply(ctx, task, { state, resumeState: 'claimed', outcome: null, note: null, doneOn: null }, 'reopened');
  return shown(ctx, input);
}

/** What is done with a task is said of the warning it came from; one that a person made came from none. */
async function tellWarning({ warningId }: TaskRow, tell: (id: WarningId) => Promise<void>): Promise<void> {
  if (warningId !== NO_WARNING) await tell(warningId);
}

async function dropFollowUp(ctx: Ctx, task: TaskRow): Promise<void> {
  const [followUp] = await byOrigins(ctx, [followUpOrigin(task.id, task.version)]);
  if (followUp === undefined || followUp.state === 'cancelled') return;
  if (followUp.version !== 1)
    throw new AppError('conflict', 'The follow-up of this task has been worked on already.', { hint: 'Go on with the follow-up.' });
  await apply(ctx, followUp, { state: 'cancelled' }, 'cancelled', 'completion-taken-back');
}

function followUpOrigin(taskId: TaskId, version: number): string {
  return `follow-up:${taskId}:${version}`;
}

/** The task as its changer saw it, and where an act leads. */
export async function start(ctx: Ctx, input: At, act: TaskAct): Promise<{ task: TaskRow; state: TaskState }> {
  const task = await visibleTask(ctx, input.taskId as TaskId);
  if (task === undefined) throw new AppError('not-found', `There is no task '${input.taskId}' here.`);
  if (task.version !== input.version) throw await changedMeanwhile(ctx, task.id);
  const state = nextState(task, act, ctx.today);
  if (state === null) throw new AppError('conflict', `The task is ${stateOn(task, ctx.today)}: it cannot be changed by '${act}'.`);
  return { task, state };
}

/** Changes a task with its history. */
export async function apply(ctx: Ctx, task: TaskRow, change: TaskChange, what: string, detail: string | null = null): Promise<void> {
  if (!(await changeTask(ctx, task, change, { who: actorOf(ctx.principal), what, detail }))) throw await changedMeanwhile(ctx, task.id);
}

async function changedMeanwhile(ctx: Ctx, taskId: TaskId): Promise<AppError> {
  const change = await latestChange(ctx, taskId);
  const who = change === undefined ? 'Somebody' : nameOf(change.who, await personNames(ctx, [change.who as PersonId]));
  return new AppError('conflict', `${who === 'auto' ? 'Mooring' : who} changed this task meanwhile: ${change?.what ?? 'changed'}.`);
}

/** The task as it is now. */
export async function shown(ctx: Ctx, { taskId }: At): Promise<Task> {
  // Whoever handed a task on may lose sight of it by that: the answer still shows what became of it.
  const row = await taskById(ctx, taskId as TaskId);
  const [task] = row === undefined ? [] : await presentTasks(ctx, [row]);
  if (task === undefined) throw new InvariantError(`Task '${taskId}' is gone in the middle of its change.`);
  return task;
}
