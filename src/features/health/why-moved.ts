import type { AccountId } from '../../kernel/ids.ts';
import type { Ctx } from '../../platform/context.ts';
import { decomposed, saidBy } from './explain-change.ts';
import { distinctModels, measured, modelsOn, nameOf, profilesOf, versionsOf } from './judging.ts';

/** What moved a score most, in the direction in which it went. */
export interface MainReason {
  /** Points of the whole score that come from it. */
  readonly points: number;
  /** A measure of the model; null where a cap, or the change of the model itself, moved more than any. */
  readonly name: Readonly<Record<'zh-CN' | 'en-US', string>> | null;
  readonly kind: 'moved' | 'appeared' | 'vanished' | 'cap' | 'model';
  readonly metric: string | null;
  readonly valueBefore: number | null;
  readonly valueAfter: number | null;
}

/** Why scores are others than on an earlier day, in one reason each; customers of which either day has no score are absent. */
export async function mainReasons(
  ctx: Ctx,
  accountIds: readonly AccountId[],
  from: number,
  to: number,
): Promise<ReadonlyMap<AccountId, MainReason>> {
  const versions = await versionsOf(ctx);
  const profiles = await profilesOf(ctx, accountIds, versions);
  const modelsOf = (id: AccountId, day: number) => modelsOn(versions, profiles.get(id) ?? {}, day);
  const models = distinctModels(accountIds.flatMap((id) => [modelsOf(id, from), modelsOf(id, to)]));
  const [old, now] = [await measured(ctx, accountIds, models, from, from), await measured(ctx, accountIds, models, to, to)];
  return new Map(
    accountIds.flatMap((id) => {
      const [first, last] = [modelsOf(id, from), modelsOf(id, to)];
      const before = saidBy(old.get(id) ?? {}, first, 'usage', from, from);
      const reread = nameOf(first.usage) === nameOf(last.usage) ? before : saidBy(old.get(id) ?? {}, last, 'usage', from, from);
      const after = saidBy(now.get(id) ?? {}, last, 'usage', to, to);
      if (before === null || after === null) return [];
      const reason = largest(decomposed(before, reread, after));
      return reason === null ? [] : [[id, reason] as const];
    }),
  );
}

function largest({ change, model, parts }: ReturnType<typeof decomposed>): MainReason | null {
  if (change === null || change === 0) return null;
  const along = (points: number): number => points * Math.sign(change);
  const [part] = [...parts].sort((a, b) => along(b.points) - along(a.points));
  if (part === undefined || along(model) > along(part.points))
    return { points: model, name: null, kind: 'model', metric: null, valueBefore: null, valueAfter: null };
  const { points, name, kind, metric, valueBefore, valueAfter } = part;
  return { points, name, kind, metric, valueBefore: valueBefore.value, valueAfter: valueAfter.value };
}
