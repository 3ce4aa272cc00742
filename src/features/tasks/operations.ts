import type { PayloadOf } from '../../contract/domain-event.ts';
import type { InputOf, OutputOf } from '../../contract/operation.ts';
import { AppError } from '../../kernel/errors.ts';
import type { Ctx } from '../../platform/context.ts';
import { newId } from '../../platform/new-id.ts';
import { personNames } from '../access/reads.ts';
import type { silenceChanged } from '../usage/contract-sources.ts';
import { openSilences } from '../usage/reads.ts';
import type { stormChanged } from '../warnings/contract.ts';
import { stormsOpen } from '../warnings/reads.ts';
import type { claimOperation, listOperations } from './contract.ts';
import { closeOperation, giveOperation, openOperation, openOperations } from './store-operations.ts';
import type { OperationsTaskRow } from './tables.ts';

/** Sources fell silent, or are heard of again: what holds now counts, so news in any order ends the same way. */
export async function onSilenceChanged(ctx: Ctx, { sources }: PayloadOf<typeof silenceChanged>): Promise<void> {
  const silent = await openSilences(ctx);
  for (const subject of sources) {
    const since = silent.get(subject);
    if (since === undefined) await closeOperation(ctx, 'source-silent', subject);
    else await openOperation(ctx, { id: newId('ops'), kind: 'source-silent', subject, since });
  }
}

/** Warnings of a rule wait, or none does any more: what holds now counts. */
export async function onStormChanged(ctx: Ctx, { rule }: PayloadOf<typeof stormChanged>): Promise<void> {
  const storm = (await stormsOpen(ctx)).get(rule);
  if (storm === undefined) await closeOperation(ctx, 'warning-storm', rule);
  else await openOperation(ctx, { id: newId('ops'), kind: 'warning-storm', subject: rule, since: storm.since });
}

/** What those who run the workspace have to see to. */
export async function operationsList(ctx: Ctx): Promise<OutputOf<typeof listOperations>> {
  return { today: ctx.today, tasks: await presented(ctx, await openOperations(ctx)) };
}

/** Takes a task, or puts it back. */
export async function claimOperations(ctx: Ctx, input: InputOf<typeof claimOperation>): Promise<OutputOf<typeof claimOperation>> {
  const { principal } = ctx;
  if (principal.kind !== 'person') throw new AppError('forbidden', 'Only a person can take a task.');
  const row = await giveOperation(ctx, input.taskId, input.version, input.take ? principal.personId : null);
  const [task] = row === null ? [] : await presented(ctx, [row]);
  if (task === undefined)
    throw new AppError('conflict', 'This task was changed meanwhile, or it is over.', { hint: 'Reload, and look who has it.' });
  return task;
}

async function presented(ctx: Ctx, rows: readonly OperationsTaskRow[]): Promise<OutputOf<typeof listOperations>['tasks']> {
  const names = await personNames(
    ctx,
    rows.flatMap(({ assigneeId }) => assigneeId ?? []),
  );
  const storms = await stormsOpen(ctx);
  return rows.map(({ id, kind, subject, since, openedOn, assigneeId, version }) => ({
    ...{ taskId: id, kind, subject, since, openedOn, version },
    waiting: kind === 'warning-storm' ? (storms.get(subject)?.waiting ?? 0) : null,
    assignee: assigneeId === null ? null : { personId: assigneeId, name: names.get(assigneeId) ?? '' },
  }));
}
