import { and, desc, eq, lt } from 'drizzle-orm';
import type { WorkspaceId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import type { Db } from '../../platform/db/db.ts';
import { type AuditEntry, auditEntries } from './tables.ts';

export type NewAuditEntry = Pick<AuditEntry, 'action' | 'subject' | 'before' | 'after'>;

/** Rows a statement writes at most: a parameter list has an end. */
const CHUNK = 5_000;

/** Adds to the audit trail of a workspace, in the transaction of the change itself. */
export async function insertAudit(
  db: Db,
  where: { workspaceId: WorkspaceId; at: Instant; who: string },
  entries: readonly NewAuditEntry[],
): Promise<void> {
  for (let from = 0; from < entries.length; from += CHUNK)
    await db
      .insert(auditEntries)
      .values(
        entries.slice(from, from + CHUNK).map(({ action, subject, before, after }) => ({ ...where, action, subject, before, after })),
      );
}

/** Entries latest first, from before an entry on. */
export async function auditPage(ctx: Ctx, page: { before: number | undefined; limit: number }): Promise<readonly AuditEntry[]> {
  const conditions = [eq(auditEntries.workspaceId, ctx.workspace.id)];
  if (page.before !== undefined) conditions.push(lt(auditEntries.seq, page.before));
  return ctx.db
    .select()
    .from(auditEntries)
    .where(and(...conditions))
    .orderBy(desc(auditEntries.seq))
    .limit(page.limit);
}
