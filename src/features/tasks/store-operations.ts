import { and, asc, eq, isNull } from 'drizzle-orm';
import type { PersonId } from '../../kernel/ids.ts';
import type { Day } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { type OperationsKind, type OperationsTaskRow, operationsTasks } from './tables.ts';

const open = (ctx: Ctx) => and(eq(operationsTasks.workspaceId, ctx.workspace.id), isNull(operationsTasks.closedOn));

/** What is open, the oldest first. */
export function openOperations(ctx: Ctx): Promise<OperationsTaskRow[]> {
  return ctx.db.select().from(operationsTasks).where(open(ctx)).orderBy(asc(operationsTasks.since), asc(operationsTasks.subject));
}

/** Opens a task, where there is no open one of the same kind and subject. */
export async function openOperation(ctx: Ctx, task: { id: string; kind: OperationsKind; subject: string; since: Day }): Promise<void> {
  await ctx.db
    .insert(operationsTasks)
    .values({ workspaceId: ctx.workspace.id, ...task, openedOn: ctx.today, state: 'open', version: 1 })
    .onConflictDoNothing();
}

/** Closes the open task of a kind and subject, if there is one. */
export async function closeOperation(ctx: Ctx, kind: OperationsKind, subject: string): Promise<void> {
  await ctx.db
    .update(operationsTasks)
    .set({ state: 'closed', closedOn: ctx.today })
    .where(and(open(ctx), eq(operationsTasks.kind, kind), eq(operationsTasks.subject, subject)));
}

/** Gives an open task to somebody, or back to all; null when it is closed, or somebody was faster. */
export async function giveOperation(ctx: Ctx, id: string, version: number, assigneeId: PersonId | null): Promise<OperationsTaskRow | null> {
  const [row] = await ctx.db
    .update(operationsTasks)
    .set({ assigneeId, state: assigneeId === null ? 'open' : 'claimed', version: version + 1 })
    .where(and(open(ctx), eq(operationsTasks.id, id), eq(operationsTasks.version, version)))
    .returning();
  return row ?? null;
}
