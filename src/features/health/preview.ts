import { setImmediate as yieldToOthers } from 'node:timers/promises';
import type { InputOf, OutputOf } from '../../contract/operation.ts';
import type { AccountId } from '../../kernel/ids.ts';
import { dayNumber } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { accountsById, liveSpans, visibleAccountIds } from '../accounts/reads.ts';
import type { previewModel } from './contract-models.ts';
import { judge, type Models } from './core/judge.ts';
import { type Band, bandOf, type HealthModel } from './core/model.ts';
import { distinctModels, measured, modelsOn, profilesOf, versionsOf } from './judging.ts';
import { usableDraft } from './models.ts';

/** Customers judged at a time: bounds memory, and the time for which others wait. */
const CHUNK = 200;
/** Named at most. */
const MOST = 200;

type Preview = OutputOf<typeof previewModel>;

interface Side {
  readonly score: number | null;
  readonly band: Band;
}

/** What the draft would say today, beside what is said. Nothing is kept. */
export async function preview(ctx: Ctx, { modelId }: InputOf<typeof previewModel>): Promise<Preview> {
  const { model: draft } = await usableDraft(ctx, modelId);
  const day = dayNumber(ctx.today);
  const now = await versionsOf(ctx);
  const purpose = draft.purpose ?? 'usage';
  const then = [...now, { model: { ...draft, version: Number.MAX_SAFE_INTEGER }, from: day, retired: false }];
  const found: { accountId: AccountId; before: Side; after: Side }[] = [];
  const ids = await liveToday(ctx);
  for (let start = 0; start < ids.length; start += CHUNK) {
    const some = ids.slice(start, start + CHUNK);
    const profiles = await profilesOf(ctx, some, then);
    const pairs = new Map(
      some.map((id) => {
        const profile = profiles.get(id) ?? {};
        return [id, [modelsOn(now, profile, day), modelsOn(then, profile, day)] as const];
      }),
    );
    await yieldToOthers();
    const columns = await measured(ctx, some, distinctModels([...pairs.values()].flat()), day, day);
    for (const [accountId, [before, after]] of pairs) {
      const own = columns.get(accountId) ?? {};
      found.push({ accountId, before: sideOf(own, before, purpose, day), after: sideOf(own, after, purpose, day) });
    }
  }
  return { asOf: ctx.today, ...(await comparison(ctx, found)) };
}

/** Customers that the caller sees and that are live today. */
export async function liveToday(ctx: Ctx): Promise<readonly AccountId[]> {
  const visible = await visibleAccountIds(ctx);
  const spans = await liveSpans(ctx, visible === 'all' ? undefined : visible);
  return spans
    .filter(({ startsOn, endsOn }) => startsOn <= ctx.today && (endsOn === null || endsOn >= ctx.today))
    .map(({ accountId }) => accountId);
}

function sideOf(columns: Parameters<typeof judge>[0], models: Models, purpose: 'usage' | 'full', day: number): Side {
  const judged = judge(columns, models, day, day);
  const model: HealthModel | null = purpose === 'usage' ? models.usage : models.full;
  const score = (purpose === 'usage' ? judged.usage : judged.full)?.score.values[0] ?? Number.NaN;
  const band = model === null ? 'insufficient-data' : bandOf(score, model.bands);
  return { score: Number.isNaN(score) ? null : score, band };
}

type Found = readonly { readonly accountId: AccountId; readonly before: Side; readonly after: Side }[];

async function comparison(ctx: Ctx, found: Found): Promise<Omit<Preview, 'asOf'>> {
  const isRecoloured = ({ before, after }: Found[number]): boolean => before.band !== after.band;
  const distance = ({ before, after }: Found[number]): number => Math.abs((after.score ?? 0) - (before.score ?? 0));
  const moved = found.filter((one) => one.before.score !== one.after.score || isRecoloured(one));
  const shown = moved
    .toSorted(
      (a, b) => Number(isRecoloured(b)) - Number(isRecoloured(a)) || distance(b) - distance(a) || (a.accountId < b.accountId ? -1 : 1),
    )
    .slice(0, MOST);
  const accounts = await accountsById(
    ctx,
    shown.map(({ accountId }) => accountId),
  );
  return {
    customers: found.length,
    before: tally(found.map(({ before }) => before)),
    after: tally(found.map(({ after }) => after)),
    recoloured: found.filter(isRecoloured).length,
    moved: moved.length,
    changes: shown.flatMap(({ accountId, before, after }) => {
      const account = accounts.get(accountId);
      return account === undefined ? [] : [{ externalId: account.externalId, name: account.name, before, after }];
    }),
  };
}

function tally(sides: readonly Side[]): Preview['before'] {
  const counts = { healthy: 0, watch: 0, danger: 0, 'insufficient-data': 0 };
  for (const { band } of sides) counts[band] += 1;
  return counts;
}
