import { eq } from 'drizzle-orm';
import type { Ctx } from '../../platform/context.ts';
import { DEFAULT_SETTINGS, type RetentionSettings } from './core/lifetime-value.ts';
import { retentionSettings } from './tables.ts';

/** What the workspace says about the worth of customers, or the defaults. */
export async function settingsOf(ctx: Ctx): Promise<RetentionSettings> {
  const [row] = await ctx.db.select().from(retentionSettings).where(eq(retentionSettings.workspaceId, ctx.workspace.id));
  if (row === undefined) return DEFAULT_SETTINGS;
  const { margin, discount, capYears, leastCustomers } = row;
  return { margin, discount, capYears, leastCustomers };
}

export async function writeSettings(ctx: Ctx, settings: RetentionSettings): Promise<void> {
  await ctx.db
    .insert(retentionSettings)
    .values({ workspaceId: ctx.workspace.id, ...settings })
    .onConflictDoUpdate({ target: retentionSettings.workspaceId, set: settings });
}
