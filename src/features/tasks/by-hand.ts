import { actorOf } from '../../contract/actor.ts';
import type { InputOf, OutputOf } from '../../contract/operation.ts';
import { AppError } from '../../kernel/errors.ts';
import type { PersonId, TaskId } from '../../kernel/ids.ts';
import type { Ctx } from '../../platform/context.ts';
import { newId } from '../../platform/new-id.ts';
import { personById } from '../access/reads.ts';
import { accountByExternalId } from '../accounts/reads.ts';
import { apply, shown, start } from './changes.ts';
import type { cancelTask, createTask, customerTasks, Task } from './contract.ts';
import { taskAssigned } from './contract-events.ts';
import { personOf } from './people.ts';
import { presentTasks } from './present.ts';
import { insertTask, unfinishedOfAccount } from './store.ts';
import { NO_WARNING } from './tables.ts';

/** The kind of tasks that people make. */
const OWN = 'own';

/** Makes a task about a customer. Whoever makes it for themselves has it claimed; a colleague finds it open. */
export async function create(ctx: Ctx, input: InputOf<typeof createTask>): Promise<Task> {
  const { accountId } = await accountByExternalId(ctx, input.externalId);
  const me = personOf(ctx);
  const assigneeId = await assignee(ctx, (input.personId as PersonId | undefined) ?? me);
  const id = newId('tsk') as TaskId;
  await insertTask(
    ctx,
    {
      ...{ id, origin: `own:${id}`, kind: OWN, accountId, title: input.title },
      ...{ warningId: NO_WARNING, rule: '', metric: '', value: 0, threshold: 0 },
      ...{ openedOn: ctx.today, severity: 'normal', state: assigneeId !== null && assigneeId === me ? 'claimed' : 'open' },
      ...{ assigneeId, dueOn: input.dueOn, dueProvisional: false },
    },
    { who: actorOf(ctx.principal), what: 'opened', detail: 'by-hand' },
  );
  if (assigneeId !== null && assigneeId !== me)
    await ctx.emit(taskAssigned, { taskId: id, version: 1, personId: assigneeId, by: actorOf(ctx.principal) });
  return shown(ctx, { taskId: id, version: 1 });
}

async function assignee(ctx: Ctx, personId: PersonId | null): Promise<PersonId | null> {
  if (personId === null || (await personById(ctx, personId))?.active === true) return personId;
  throw new AppError('invalid-input', `There is no person '${personId}' in this workspace.`, {
    issues: [{ path: 'personId', message: 'Not a person of this workspace.' }],
  });
}

/** Takes back a task that a person made. What came from a warning ends with an outcome instead. */
export async function cancel(ctx: Ctx, input: InputOf<typeof cancelTask>): Promise<Task> {
  const { task, state } = await start(ctx, input, 'cancel');
  if (task.title === null)
    throw new AppError('conflict', 'This task came from a warning: it ends with an outcome.', { hint: 'Complete it.' });
  await apply(ctx, task, { state, snoozedUntil: null }, 'cancelled', 'by-hand');
  return shown(ctx, input);
}

/** What is still to do about a customer. */
export async function ofCustomer(ctx: Ctx, input: InputOf<typeof customerTasks>): Promise<OutputOf<typeof customerTasks>> {
  const { accountId } = await accountByExternalId(ctx, input.externalId);
  return { today: ctx.today, tasks: [...(await presentTasks(ctx, await unfinishedOfAccount(ctx, accountId)))] };
}
