import { LEADING } from '../../contract/access.ts';
import type { PayloadOf } from '../../contract/domain-event.ts';
import type { AccountId, PersonId, TaskId, WarningId } from '../../kernel/ids.ts';
import type { Ctx } from '../../platform/context.ts';
import { newId } from '../../platform/new-id.ts';
import { activePeople, hiddenAmong, ownerOf, standInToday, teamsWithLeads } from '../access/reads.ts';
import type { noteMentioned } from '../accounts/contract.ts';
import { calendarOf } from '../metrics/reads.ts';
import type { taskAssigned } from '../tasks/contract-events.ts';
import { tasksById, tasksDue } from '../tasks/reads.ts';
import type { silenceChanged } from '../usage/contract-sources.ts';
import { openSilences } from '../usage/reads.ts';
import type { stormChanged, warningOpened, warningResolved } from '../warnings/contract.ts';
import { isOpen } from '../warnings/core/lifecycle.ts';
import { stormsOpen, warningsById } from '../warnings/reads.ts';
import { sendJob } from './contract.ts';
import { type Subject, wayForBot, wayForPerson } from './core/routing.ts';
import { nextAllowed, type Schedule } from './core/schedule.ts';
import { overAmong } from './over.ts';
import { insertNotices, type NewNotice, putOnDelivery, settleNotices, settleSubjects, unreadTaskNotices } from './store.ts';
import { allBots, mailServer, wishesOf } from './store-channels.ts';
import { insertDelivery, waitingFor } from './store-deliveries.ts';
import type { RecipientId } from './tables.ts';

/** A task that is overdue longer than this is not told of any more: it stands on My day. */
const OVERDUE_DAYS = 30;
/** Of the notices of tasks so many are looked at in one run: the latest. */
const SETTLED_AT_ONCE = 5_000;

type Facts = NewNotice['facts'];
const NO_FACTS: Facts = {
  rule: null,
  title: null,
  act: null,
  metric: null,
  value: null,
  threshold: null,
  by: null,
  day: null,
  source: null,
};

/** A warning opened: the owner of the customer is told, or who stands in for them, or those who lead where there is none, and the groups whose bots serve it. */
export async function onWarningOpened(ctx: Ctx, payload: PayloadOf<typeof warningOpened>): Promise<void> {
  const id = payload.warningId as WarningId;
  const warning = (await warningsById(ctx, [id])).get(id);
  if (warning === undefined || !isOpen(warning.state)) return;
  if ((await hiddenAmong(ctx, [warning.accountId])).has(warning.accountId)) return;
  const owner = (await ownerOf(ctx, [warning.accountId])).get(warning.accountId);
  const standIn = owner === undefined ? null : await standInToday(ctx, owner.personId);
  const { rule, title, act, metric, value, threshold } = warning;
  await tell(ctx, {
    kind: 'warning',
    severity: warning.severity,
    accountId: warning.accountId,
    subject: id,
    origin: `warning:${id}`,
    facts: { ...NO_FACTS, rule, title, act, metric, value, threshold },
    people: owner === undefined ? await leaders(ctx) : [standIn?.personId ?? owner.personId],
    owner: owner?.personId ?? null,
  });
}

/** A warning is over: nobody need read of it any more. */
export async function onWarningResolved(ctx: Ctx, payload: PayloadOf<typeof warningResolved>): Promise<void> {
  const id = payload.warningId as WarningId;
  const warning = (await warningsById(ctx, [id])).get(id);
  if (warning !== undefined && isOpen(warning.state)) return;
  await settleSubjects(ctx, ['warning'], [id]);
}

/** Somebody handed a task to somebody else. A task that opens by itself is not told of: its warning is. */
export async function onTaskAssigned(ctx: Ctx, payload: PayloadOf<typeof taskAssigned>): Promise<void> {
  const task = (await tasksById(ctx, [payload.taskId as TaskId])).get(payload.taskId as TaskId);
  if (task === undefined || task.assigneeId !== payload.personId || task.state === 'done' || task.state === 'cancelled') return;
  await tell(ctx, {
    kind: 'task-given',
    severity: task.severity,
    accountId: task.accountId,
    subject: task.id,
    origin: `task-given:${task.id}:${payload.version}`,
    facts: { ...(await factsOfTask(ctx, task)), by: payload.by },
    people: [task.assigneeId],
    owner: null,
  });
}

/** Somebody mentioned colleagues in a note: each of them is told. */
export async function onNoteMentioned(ctx: Ctx, payload: PayloadOf<typeof noteMentioned>): Promise<void> {
  const accountId = payload.accountId as AccountId;
  if ((await hiddenAmong(ctx, [accountId])).has(accountId)) return;
  await tell(ctx, {
    kind: 'mention',
    severity: 'normal',
    accountId,
    subject: payload.noteId,
    origin: `mention:${payload.noteId}:${payload.version}`,
    facts: { ...NO_FACTS, by: payload.by },
    people: payload.personIds as PersonId[],
    owner: null,
  });
}

/** Sources fell silent, or are heard of again: those who lead are told once a silence. */
export async function onSilenceChanged(ctx: Ctx, { sources }: PayloadOf<typeof silenceChanged>): Promise<void> {
  const silent = await openSilences(ctx);
  await settleSubjects(
    ctx,
    ['source-silent'],
    sources.filter((source) => !silent.has(source)),
  );
  for (const source of sources) {
    const since = silent.get(source);
    if (since === undefined) continue;
    await tell(ctx, {
      kind: 'source-silent',
      severity: 'high',
      accountId: null,
      subject: source,
      origin: `source-silent:${since}:${source}`,
      facts: { ...NO_FACTS, day: since, source },
      people: await leaders(ctx),
      owner: null,
    });
  }
}

/** A rule fired for very many customers on one day: those who lead are told once that its warnings wait for them. */
export async function onStormChanged(ctx: Ctx, { rule }: PayloadOf<typeof stormChanged>): Promise<void> {
  const storm = (await stormsOpen(ctx)).get(rule);
  if (storm === undefined) return settleSubjects(ctx, ['warning-storm'], [rule]);
  return tell(ctx, {
    kind: 'warning-storm',
    severity: 'high',
    accountId: null,
    subject: rule,
    origin: `warning-storm:${storm.since}:${rule}`,
    facts: { ...NO_FACTS, rule, value: storm.waiting, day: storm.since },
    people: await leaders(ctx),
    owner: null,
  });
}

/** Tells people of tasks that are due today or overdue, once each; what is done meanwhile need not be read any more. */
export async function tellDue(ctx: Ctx): Promise<void> {
  await ctx.transaction(async (inside) => {
    await settleTasks(inside);
    for (const task of await tasksDue(inside, inside.today, OVERDUE_DAYS)) {
      if (task.assigneeId === null) continue;
      const kind = task.dueOn < inside.today ? ('task-overdue' as const) : ('task-due' as const);
      await tell(inside, {
        kind,
        severity: task.severity,
        accountId: task.accountId,
        subject: task.id,
        origin: `${kind}:${task.id}:${task.dueOn}`,
        facts: { ...(await factsOfTask(inside, task)), day: task.dueOn },
        people: [task.assigneeId],
        owner: null,
      });
    }
  });
}

/** Notices of tasks that are done, or somebody else's by now, count no more. */
export async function settleTasks(ctx: Ctx): Promise<void> {
  const open = await unreadTaskNotices(ctx, SETTLED_AT_ONCE);
  await settleNotices(ctx, [...(await overAmong(ctx, open))]);
}

/** What a task is about: its own title where a person made it, else what the rule says is to be done. */
async function factsOfTask(ctx: Ctx, task: Awaited<ReturnType<typeof tasksDue>>[number]): Promise<Facts> {
  if (task.title !== null) return { ...NO_FACTS, title: task.title, act: task.title };
  const warning = (await warningsById(ctx, [task.warningId])).get(task.warningId);
  return { ...NO_FACTS, rule: task.rule, title: warning?.title ?? null, act: warning?.act ?? null };
}

/** Those who lead and see every customer, and those who lead a team: what nobody owns is theirs (settled 21). */
async function leaders(ctx: Ctx): Promise<readonly PersonId[]> {
  const leading: readonly string[] = LEADING;
  const leads = new Set((await teamsWithLeads(ctx)).map(({ leadPersonId }) => leadPersonId));
  return (await activePeople(ctx))
    .filter(
      ({ id, functions, scope }) =>
        (scope === 'all' && functions.some((name) => leading.includes(name))) || (scope !== 'own' && leads.has(id)),
    )
    .map(({ id }) => id);
}

interface Telling extends Pick<Subject, 'kind' | 'severity'> {
  readonly accountId: AccountId | null;
  readonly subject: string;
  readonly origin: string;
  readonly facts: Facts;
  readonly people: readonly PersonId[];
  /** Whose team's bots are told; null: only those that serve all. */
  readonly owner: PersonId | null;
}

/** Notes a thing for all whom it concerns, once each; what goes out at once is put on its way. */
async function tell(ctx: Ctx, { people, owner, ...telling }: Telling): Promise<void> {
  const active = new Map((await activePeople(ctx)).map((person) => [person.id, person]));
  const { kind, severity, accountId, subject, origin, facts } = telling;
  const about: Subject = { kind, severity, team: owner === null ? null : (active.get(owner)?.teamId ?? null) };
  const wishes = await wishesOf(ctx, people);
  const mails = (await mailServer(ctx)) !== null;
  const schedules = new Map<RecipientId, Schedule>();
  const rows: NewNotice[] = [];
  for (const personId of people.filter((id) => active.has(id))) {
    const reachable = mails && active.get(personId)?.email != null;
    const way = wayForPerson(about, wishes(personId));
    schedules.set(personId, wishes(personId).schedule);
    // Without a mail server there is no at once; the digest waits a few days for one.
    rows.push({
      recipient: personId,
      origin,
      kind,
      severity,
      accountId,
      subject,
      facts,
      way: way === 'at-once' && !reachable ? 'app' : way,
    });
  }
  for (const bot of await allBots(ctx)) {
    const way = wayForBot(about, { ...bot, hasDigest: bot.schedule.digestHour !== null });
    if (way === null) continue;
    schedules.set(bot.id, bot.schedule);
    rows.push({ recipient: bot.id, origin, kind, severity, accountId, subject, facts, way });
  }
  const fresh = await insertNotices(ctx, rows);
  for (const { id, recipient, way } of fresh) {
    const schedule = schedules.get(recipient);
    if (way === 'at-once' && schedule !== undefined) await putOnItsWay(ctx, recipient, schedule, id);
  }
}

/** What waits already takes it along, so that a storm is one message. */
async function putOnItsWay(ctx: Ctx, recipient: RecipientId, schedule: Schedule, noticeId: string): Promise<void> {
  let deliveryId = await waitingFor(ctx, recipient);
  if (deliveryId === null) {
    deliveryId = newId('dlv');
    const dueAt = nextAllowed(schedule, 'critical', ctx.now, { timeZone: ctx.workspace.timeZone, calendar: calendarOf(ctx) });
    await insertDelivery(ctx, { id: deliveryId, recipient, origin: deliveryId, kind: 'at-once', dueAt });
  }
  await putOnDelivery(ctx, [noticeId], deliveryId);
  ctx.requestJob(sendJob);
}
