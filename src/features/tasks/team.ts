import { actorOf } from '../../contract/actor.ts';
import type { InputOf, OutputOf } from '../../contract/operation.ts';
import { AppError } from '../../kernel/errors.ts';
import type { PersonId, TaskId } from '../../kernel/ids.ts';
import type { Ctx } from '../../platform/context.ts';
import { activePeople, colleaguesOf, personNames } from '../access/reads.ts';
import { taskAssigned } from './contract-events.ts';
import type { reassignTasks, teamDay } from './contract-team.ts';
import { nextState, stateOn } from './core/lifecycle.ts';
import { compareLoads, loadsOf, NO_LOAD } from './core/team-day.ts';
import { isLeading, personOf } from './people.ts';
import { changeTask, dayTasks, visibleTasks } from './store.ts';
import type { TaskRow } from './tables.ts';

type TeamDay = OutputOf<typeof teamDay>;
type Move = InputOf<typeof reassignTasks>['moves'][number];
type Stayed = OutputOf<typeof reassignTasks>['stayed'][number]['why'];

/** The day of those whose work the caller looks after, person by person. */
export async function dayOfTeam(ctx: Ctx): Promise<TeamDay> {
  await mustLead(ctx);
  const tasks = (await dayTasks(ctx, null)).map((task) => ({ ...task, state: stateOn(task, ctx.today) }));
  const loads = loadsOf<PersonId>(tasks, ctx.today);
  const colleagues = await colleaguesOf(ctx);
  const known = new Set(colleagues.map(({ personId }) => personId));
  const others = [...loads.keys()].filter((id): id is PersonId => id !== null && !known.has(id));
  const names = await personNames(ctx, others);
  const people = [
    ...colleagues.map(({ personId, name, awayUntil, standIn }) => ({
      person: { personId, name },
      ...(loads.get(personId) ?? NO_LOAD),
      away: awayUntil === null ? null : { until: awayUntil, standIn },
    })),
    ...others.map((personId) => ({
      person: { personId, name: names.get(personId) ?? '' },
      ...(loads.get(personId) ?? NO_LOAD),
      away: null,
    })),
  ].toSorted((a, b) => compareLoads({ ...a, isAway: a.away !== null }, { ...b, isAway: b.away !== null }));
  const nobodys = loads.get(null);
  return { today: ctx.today, people: [...(nobodys === undefined ? [] : [{ person: null, ...nobodys, away: null }]), ...people] };
}

/** Hands many tasks over at once. One that cannot be moved does not keep the others. */
export async function reassign(ctx: Ctx, { moves, undo }: InputOf<typeof reassignTasks>): Promise<OutputOf<typeof reassignTasks>> {
  await mustLead(ctx);
  const found = new Map(
    (
      await visibleTasks(
        ctx,
        moves.map(({ taskId }) => taskId as TaskId),
      )
    ).map((task) => [task.id, task]),
  );
  const names = new Map((await activePeople(ctx)).map(({ id, name }) => [id as string, name]));
  const moved: { taskId: string; version: number }[] = [];
  const stayed: { taskId: string; why: Stayed }[] = [];
  for (const wanted of moves) {
    const { taskId } = wanted;
    const task = found.get(taskId as TaskId);
    const why = task === undefined ? 'not-found' : await move(ctx, task, wanted, { undo, names });
    if (why === null) moved.push({ taskId, version: wanted.version + 1 });
    else stayed.push({ taskId, why });
  }
  return { moved, stayed };
}

interface Moving {
  readonly undo: boolean;
  /** The names of those who have access, by id. */
  readonly names: ReadonlyMap<string, string>;
}

async function move(ctx: Ctx, task: TaskRow, wanted: Move, { undo, names }: Moving): Promise<Stayed | null> {
  const { version, claimed } = wanted;
  const personId = wanted.personId as PersonId | null;
  const name = personId === null ? null : (names.get(personId) ?? null);
  if (personId !== null && name === null) return 'no-person';
  const open = nextState(task, 'assign', ctx.today);
  if (task.version !== version || open === null) return 'changed';
  const state = undo && claimed && personId !== null ? 'claimed' : 'open';
  const change = { state, resumeState: state, snoozedUntil: null, assigneeId: personId } as const;
  const entry = { who: actorOf(ctx.principal), what: undo ? 'taken-back' : 'assigned', detail: name };
  if (!(await changeTask(ctx, task, change, entry))) return 'changed';
  if (!undo && personId !== null && personId !== personOf(ctx))
    await ctx.emit(taskAssigned, { taskId: task.id, version: version + 1, personId, by: entry.who });
  return null;
}

async function mustLead(ctx: Ctx): Promise<void> {
  if (!(await isLeading(ctx)))
    throw new AppError('forbidden', 'Only those who lead a team or run operations look after the day of others.');
}
