import type { AccountId } from '../../kernel/ids.ts';
import type { Ctx } from '../../platform/context.ts';
import { addEarlier, dropDraft, publishDraft } from './models.ts';
import { removeSnapshots } from './store.ts';
import { type BacktestRow, keepBacktest } from './store-backtests.ts';

/** Forgets what was said about the health of a customer. Returns how many rows. */
export function forgetSnapshots(ctx: Ctx, accountId: AccountId): Promise<number> {
  return removeSnapshots(ctx, accountId);
}

/** Throws the draft of a model away. */
export async function discardModelDraft(ctx: Ctx, modelId: string): Promise<void> {
  await dropDraft(ctx, { modelId });
}

/** Makes the draft of a model its next version. Returns the version. */
export async function publishModelDraft(
  ctx: Ctx,
  modelId: string,
  { revision, note, acknowledgedBacktest }: { readonly revision: number; readonly note: string; readonly acknowledgedBacktest: boolean },
): Promise<number> {
  return (await publishDraft(ctx, { modelId, revision, note, acknowledgedBacktest })).inForce?.version ?? 0;
}

/** Keeps what a back-test said of a model of some content: publishing shows it. */
export function recordBacktest(ctx: Ctx, said: Omit<BacktestRow, 'workspaceId'>): Promise<void> {
  return keepBacktest(ctx, said);
}

/** How a model of some content did beside the version that was in force. */
export type Versus = NonNullable<BacktestRow['versus']>;

/** Makes an earlier version of a model judge again, as a new version from today on. Returns the new version. */
export function rollBackModel(ctx: Ctx, modelId: string, version: number): Promise<number> {
  return addEarlier(ctx, modelId, version);
}
