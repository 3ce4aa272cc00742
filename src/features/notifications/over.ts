import type { TaskId, WarningId } from '../../kernel/ids.ts';
import type { Ctx } from '../../platform/context.ts';
import { hiddenAmong } from '../access/reads.ts';
import { accountsById } from '../accounts/reads.ts';
import { tasksById } from '../tasks/reads.ts';
import { openSilences } from '../usage/reads.ts';
import { isOpen } from '../warnings/core/lifecycle.ts';
import { stormsOpen, warningsById } from '../warnings/reads.ts';
import type { Notice } from './tables.ts';

/** Of some notices, the ids of those there is nothing to do about any more. */
export async function overAmong(ctx: Ctx, some: readonly Notice[]): Promise<ReadonlySet<string>> {
  const subjects = (test: (kind: Notice['kind']) => boolean): string[] =>
    some.filter(({ kind }) => test(kind)).map(({ subject }) => subject);
  const warnings = await warningsById(ctx, subjects((kind) => kind === 'warning') as WarningId[]);
  const tasks = await tasksById(ctx, subjects((kind) => kind.startsWith('task-')) as TaskId[]);
  const silent = some.some(({ kind }) => kind === 'source-silent') ? await openSilences(ctx) : new Map();
  const storms = some.some(({ kind }) => kind === 'warning-storm') ? await stormsOpen(ctx) : new Map();
  const isOver = ({ kind, subject, recipient, facts }: Notice): boolean => {
    if (kind === 'warning') return !isOpen(warnings.get(subject as WarningId)?.state ?? 'resolved');
    if (kind === 'mention') return false;
    if (kind === 'source-silent') return silent.get(subject) !== facts.day;
    if (kind === 'warning-storm') return storms.get(subject)?.since !== facts.day;
    const task = tasks.get(subject as TaskId);
    return task === undefined || task.assigneeId !== recipient || task.state === 'done' || task.state === 'cancelled';
  };
  return new Set(some.filter(isOver).map(({ id }) => id));
}

/** The customers that some notices speak of, as far as anybody may be told of them: none that is in the recycle bin. */
export async function customersOf(ctx: Ctx, some: readonly Notice[]): Promise<Awaited<ReturnType<typeof accountsById>>> {
  const ids = [...new Set(some.flatMap(({ accountId }) => accountId ?? []))];
  const hidden = await hiddenAmong(ctx, ids);
  return accountsById(
    ctx,
    ids.filter((id) => !hidden.has(id)),
  );
}
