import { setImmediate as yieldToOthers } from 'node:timers/promises';
import type { InputOf, OutputOf } from '../../contract/operation.ts';
import type { AccountId } from '../../kernel/ids.ts';
import { dayNumber } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { accountsById, liveSpans, visibleAccountIds } from '../accounts/reads.ts';
import type { previewModel } from './contract-models.ts';
import { changesOf, contributionsOf } from './core/attribution.ts';
import { judge, type Models } from './core/judge.ts';
import type { Text } from './core/measure.ts';
import { type Band, bandOf, type HealthModel, type Scored } from './core/model.ts';
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

/** What is said of a customer today, and what a draft would say. */
export interface DraftJudged {
  readonly accountId: AccountId;
  readonly before: Side;
  readonly after: Side;
  /** The parts that make most of the difference, in points. */
  readonly why: readonly { readonly part: string; readonly name: Text | null; readonly points: number }[];
}

/** What the draft would say today, beside what is said. Nothing is kept. */
export async function preview(ctx: Ctx, { modelId }: InputOf<typeof previewModel>): Promise<Preview> {
  const { model: draft } = await usableDraft(ctx, modelId);
  return { asOf: ctx.today, ...(await comparison(ctx, await judgedBeside(ctx, draft, await liveToday(ctx)))) };
}

/** Judges customers by the models in force and by a draft, on the day of the context. */
export async function judgedBeside(ctx: Ctx, draft: HealthModel, ids: readonly AccountId[]): Promise<readonly DraftJudged[]> {
  const day = dayNumber(ctx.today);
  const now = await versionsOf(ctx);
  const purpose = draft.purpose ?? 'usage';
  const then = [...now, { model: { ...draft, version: Number.MAX_SAFE_INTEGER }, from: day, retired: false }];
  const found: DraftJudged[] = [];
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
      const [live, drafted] = [saidBy(own, before, purpose, day), saidBy(own, after, purpose, day)];
      found.push({ accountId, before: live.side, after: drafted.side, why: whyOf(live, drafted) });
    }
  }
  return found;
}

/** Customers that the caller sees and that are live today. */
export async function liveToday(ctx: Ctx): Promise<readonly AccountId[]> {
  const visible = await visibleAccountIds(ctx);
  const spans = await liveSpans(ctx, visible === 'all' ? undefined : visible);
  return spans
    .filter(({ startsOn, endsOn }) => startsOn <= ctx.today && (endsOn === null || endsOn >= ctx.today))
    .map(({ accountId }) => accountId);
}

interface Said {
  readonly side: Side;
  readonly model: HealthModel | null;
  readonly scored: Scored | null;
}

function saidBy(columns: Parameters<typeof judge>[0], models: Models, purpose: 'usage' | 'full', day: number): Said {
  const judged = judge(columns, models, day, day);
  const [model, scored] = purpose === 'usage' ? [models.usage, judged.usage] : [models.full, judged.full];
  const score = scored?.score.values[0] ?? Number.NaN;
  const band = model === null ? 'insufficient-data' : bandOf(score, model.bands);
  return { side: { score: Number.isNaN(score) ? null : score, band }, model, scored };
}

/** Parts named at most, and points that are worth a word. */
const [NAMED_PARTS, LEAST_POINTS] = [3, 0.05];

function whyOf(live: Said, drafted: Said): DraftJudged['why'] {
  const given = ({ model, scored }: Said) => (model === null || scored === null ? null : contributionsOf(scored, model, 0));
  const [before, after] = [given(live), given(drafted)];
  if (before === null || after === null) return [];
  const measures = [...(drafted.model?.measures ?? []), ...(live.model?.measures ?? [])];
  return changesOf(before, after)
    .filter(({ points }) => Math.abs(points) >= LEAST_POINTS)
    .toSorted((a, b) => Math.abs(b.points) - Math.abs(a.points))
    .slice(0, NAMED_PARTS)
    .map(({ part, points }) => ({ part, name: measures.find(({ id }) => id === part)?.name ?? null, points }));
}

type Found = readonly DraftJudged[];

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
