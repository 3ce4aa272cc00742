import { AUTO } from '../../contract/actor.ts';
import type { PayloadOf } from '../../contract/domain-event.ts';
import type { InputOf, OutputOf } from '../../contract/operation.ts';
import { nextWorkingDay } from '../../kernel/calendar.ts';
import { AppError } from '../../kernel/errors.ts';
import type { PersonId, TaskId, WarningId } from '../../kernel/ids.ts';
import { addDays, type Day, dayFromNumber, dayNumber, formatInstant } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { newId } from '../../platform/new-id.ts';
import { ownerOf, personNames, standInToday } from '../access/reads.ts';
import { metricById } from '../metrics/core/registry.ts';
import { calendarOf } from '../metrics/reads.ts';
import type { warningOpened, warningResolved } from '../warnings/contract.ts';
import { isOpen } from '../warnings/core/lifecycle.ts';
import { warningsById, workingDaysOf } from '../warnings/reads.ts';
import type { getTask, myDay } from './contract.ts';
import { isAwake } from './core/rank.ts';
import { isLeading, nameOf } from './people.ts';
import { presentTasks } from './present.ts';
import { changeTask, dayTasks, historyOf, insertTask, unfinishedOfWarning, visibleTask } from './store.ts';

/** At most so many source events are named beside a task; the count says how many there are. */
const NAMED_EVENTS = 50;

/** A warning opened: opens its task, once. One that is over already leaves a cancelled task, so that the order of news does not matter. */
export async function onWarningOpened(ctx: Ctx, payload: PayloadOf<typeof warningOpened>): Promise<void> {
  const id = payload.warningId as WarningId;
  const warning = (await warningsById(ctx, [id])).get(id);
  if (warning === undefined) return;
  const workingDays = await workingDaysOf(ctx, warning.rule);
  const due = nextWorkingDay(calendarOf(ctx), dayNumber(warning.openedOn), workingDays);
  const owner = (await ownerOf(ctx, [warning.accountId])).get(warning.accountId);
  const standIn = owner === undefined ? null : await standInToday(ctx, owner.personId);
  const moot = !isOpen(warning.state);
  await insertTask(
    ctx,
    {
      id: newId('tsk') as TaskId,
      origin: `warning:${id}`,
      kind: warning.rule,
      accountId: warning.accountId,
      warningId: id,
      rule: warning.rule,
      metric: warning.metric,
      value: warning.value,
      threshold: warning.threshold,
      openedOn: warning.openedOn,
      severity: warning.severity,
      state: moot ? 'cancelled' : 'open',
      assigneeId: standIn?.personId ?? owner?.personId ?? null,
      dueOn: dayFromNumber(due.day),
      dueProvisional: due.provisional,
    },
    moot ? { who: AUTO, what: 'cancelled', detail: 'warning-closed' } : { who: AUTO, what: 'opened', detail: givenTo(standIn) },
  );
}

/** That the owner is away until a day, and who has the work instead: said in the history. */
function givenTo(standIn: { readonly name: string; readonly until: Day } | null): string | null {
  return standIn === null ? null : `stand-in:${standIn.until}:${standIn.name}`;
}

/** A warning is over: cancels what is still to do for it. Whether it still is over counts now, not when the news was sent. */
export async function onWarningResolved(ctx: Ctx, payload: PayloadOf<typeof warningResolved>): Promise<void> {
  const id = payload.warningId as WarningId;
  const warning = (await warningsById(ctx, [id])).get(id);
  if (warning === undefined || isOpen(warning.state)) return;
  for (const task of await unfinishedOfWarning(ctx, id)) {
    const changed = await changeTask(
      ctx,
      task,
      { state: 'cancelled', snoozedUntil: null },
      { who: AUTO, what: 'cancelled', detail: warning.closedBy === AUTO ? 'warning-auto-resolved' : 'warning-closed' },
    );
    if (!changed) throw new AppError('conflict', `Task '${task.id}' was changed while it was being cancelled.`);
  }
}

/** My work for today, or all the work I may see. */
export async function day(ctx: Ctx, { whose }: InputOf<typeof myDay>): Promise<OutputOf<typeof myDay>> {
  const tasks = await presentTasks(ctx, await dayTasks(ctx, await ownWork(ctx, whose)));
  const awake = tasks.filter(({ group }) => isAwake(group));
  return {
    asOf: formatInstant(ctx.now),
    today: ctx.today,
    timeZone: ctx.workspace.timeZone,
    tasks: [...tasks],
    counts: {
      open: awake.length,
      must: awake.filter(({ group }) => group === 'must').length,
      growth: awake.filter(({ group }) => group === 'growth').length,
      unclaimed: awake.filter(({ state }) => state === 'open').length,
      customers: new Set(awake.map(({ account }) => account.externalId)).size,
      overdue: awake.filter(({ dueOn }) => dueOn < ctx.today).length,
    },
  };
}

// Settled 21: unassigned work goes to the lead's queue. Keys and the command line are nobody: they see all.
async function ownWork(ctx: Ctx, whose: 'mine' | 'team'): Promise<Parameters<typeof dayTasks>[1]> {
  const { principal } = ctx;
  if (whose === 'team' || principal.kind !== 'person') return null;
  return { personId: principal.personId, withUnassigned: await isLeading(ctx) };
}

/** One task with what it rests on and what became of it. */
export async function taskWithEvidence(ctx: Ctx, input: InputOf<typeof getTask>): Promise<OutputOf<typeof getTask>> {
  const row = await visibleTask(ctx, input.taskId as TaskId);
  const [task] = row === undefined ? [] : await presentTasks(ctx, [row]);
  if (row === undefined || task === undefined) throw new AppError('not-found', `There is no task '${input.taskId}' here.`);
  const from = addDays(row.openedOn, 1 - (metricById(row.metric)?.windowDays ?? 1));
  // One that a person made rests on no events.
  const { events, total } =
    row.title !== null
      ? { events: [], total: 0 }
      : await ctx.events.find(ctx.workspace.id, {
          accountId: row.accountId,
          from,
          to: row.openedOn,
          kind: 'login',
          limit: NAMED_EVENTS,
        });
  const history = await historyOf(ctx, row.id);
  const names = await personNames(
    ctx,
    history.map(({ who }) => who as PersonId),
  );
  return {
    task,
    evidence: {
      from,
      to: row.openedOn,
      sourceEventCount: total,
      sourceEvents: events.map(({ messageId, name, userId, occurredAt, source }) => ({
        messageId,
        name,
        userId,
        occurredAt: formatInstant(occurredAt),
        source,
      })),
    },
    history: history.map(({ at, who, what, detail }) => ({ at: formatInstant(at), who: nameOf(who, names), what, detail })),
  };
}
