import { and, desc, eq, gte, lte } from 'drizzle-orm';
import type { Ctx } from '../../platform/context.ts';
import type { MappingRule } from './core/mapping.ts';
import { usageBackfills, usageMappingVersions } from './tables.ts';

type VersionRow = typeof usageMappingVersions.$inferSelect;

/** One version of the mapping. */
export interface MappingVersion extends Omit<VersionRow, 'workspaceId' | 'rules'> {
  readonly rules: readonly MappingRule[];
}

export type Backfill = Omit<typeof usageBackfills.$inferSelect, 'workspaceId'>;

const versionOf = ({ version, at, who, rules, restores }: VersionRow): MappingVersion => ({
  version,
  at,
  who,
  restores,
  rules: JSON.parse(rules) as MappingRule[],
});

/** The latest versions, the last one first. */
export async function latestVersions(ctx: Ctx, limit: number): Promise<readonly MappingVersion[]> {
  const rows = await ctx.db
    .select()
    .from(usageMappingVersions)
    .where(eq(usageMappingVersions.workspaceId, ctx.workspace.id))
    .orderBy(desc(usageMappingVersions.version))
    .limit(limit);
  return rows.map(versionOf);
}

/** The versions of a range, both ends included. */
export async function versionsBetween(ctx: Ctx, from: number, to: number): Promise<readonly MappingVersion[]> {
  const { workspaceId, version } = usageMappingVersions;
  const rows = await ctx.db
    .select()
    .from(usageMappingVersions)
    .where(and(eq(workspaceId, ctx.workspace.id), gte(version, from), lte(version, to)));
  return rows.map(versionOf);
}

/** Adds a version; false when somebody else took its number. */
export async function addVersion(ctx: Ctx, { rules, ...version }: MappingVersion): Promise<boolean> {
  const added = await ctx.db
    .insert(usageMappingVersions)
    .values({ workspaceId: ctx.workspace.id, ...version, rules: JSON.stringify(rules) })
    .onConflictDoNothing()
    .returning({ version: usageMappingVersions.version });
  return added.length > 0;
}

/** The latest going through kept events; null when the mapping never changed. With `lock` nobody else changes it meanwhile. */
export async function backfillOf(ctx: Ctx, lock = false): Promise<Backfill | null> {
  const query = ctx.db.select().from(usageBackfills).where(eq(usageBackfills.workspaceId, ctx.workspace.id));
  const [row] = lock ? await query.for('update') : await query;
  if (row === undefined) return null;
  const { workspaceId: _, ...backfill } = row;
  return backfill;
}

export async function saveBackfill(ctx: Ctx, backfill: Backfill): Promise<void> {
  await ctx.db
    .insert(usageBackfills)
    .values({ workspaceId: ctx.workspace.id, ...backfill })
    .onConflictDoUpdate({ target: usageBackfills.workspaceId, set: backfill });
}
