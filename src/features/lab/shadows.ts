import { setImmediate as yieldToOthers } from 'node:timers/promises';
import { AppError } from '../../kernel/errors.ts';
import type { AccountId } from '../../kernel/ids.ts';
import { dayNumber } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { liveSpans } from '../accounts/reads.ts';
import type { HealthModel } from '../health/core/model.ts';
import { judgedByDraft, modelDrafts } from '../health/reads.ts';
import { columns } from '../metrics/reads.ts';
import type { RuleDefinition } from '../warnings/contract-rules.ts';
import { openings } from '../warnings/core/openings.ts';
import type { ReadyRule } from '../warnings/core/registry.ts';
import { ruleForPast, ruleNow } from '../warnings/reads.ts';
import type { Difference } from './contract-drafts.ts';
import { deleteShadow, ruleDrafts, type ShadowRow, shadowRows, writeShadowDay } from './store.ts';

/** Customers judged at a time: bounds memory, and the time for which others wait. */
const CHUNK = 500;
/** Whether a warning would be open today is found from so many days, read from as many more. */
const [JUDGED_DAYS, READ_DAYS] = [90, 180];

interface Found {
  readonly accountId: AccountId;
  readonly said: Difference;
  /** What each side says, as it is counted. */
  readonly live: string;
  readonly shadow: string;
}

/** Judges by every draft that runs beside what is live, on the day of the run. Nobody is warned, and no task is made. */
export async function runShadows(ctx: Ctx): Promise<void> {
  const drafts = new Set([
    ...(await ruleDrafts(ctx)).map(({ rule }) => `rule ${rule}`),
    ...(await modelDrafts(ctx)).map(({ modelId }) => `model ${modelId}`),
  ]);
  for (const shadow of await shadowRows(ctx)) {
    // Published or thrown away elsewhere: its shadow is over.
    if (drafts.has(`${shadow.kind} ${shadow.subject}`)) await runOne(ctx, shadow);
    else await deleteShadow(ctx, shadow);
  }
}

async function runOne(ctx: Ctx, { kind, subject, definition }: ShadowRow): Promise<void> {
  let found: readonly Found[];
  try {
    found = kind === 'rule' ? await byRule(ctx, subject, definition as RuleDefinition) : await byModel(ctx, definition as HealthModel);
  } catch (error) {
    // A metric of it has gone: the draft says so, and the day stays without an answer.
    if (error instanceof AppError) return;
    throw error;
  }
  const differences = found.filter(({ live, shadow }) => live !== shadow);
  const day = {
    ...{ kind, subject, day: ctx.today, customers: found.length, differ: differences.length },
    live: tally(found.map(({ live }) => live)),
    shadow: tally(found.map(({ shadow }) => shadow)),
  };
  await ctx.transaction((inside) =>
    writeShadowDay(
      inside,
      day,
      differences.map(({ accountId, said }) => ({ accountId, said })),
    ),
  );
}

function tally(verdicts: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const verdict of verdicts) counts[verdict] = (counts[verdict] ?? 0) + 1;
  return counts;
}

async function liveOn(ctx: Ctx): Promise<readonly AccountId[]> {
  return (await liveSpans(ctx))
    .filter(({ startsOn, endsOn }) => startsOn <= ctx.today && (endsOn ?? ctx.today) >= ctx.today)
    .map(({ accountId }) => accountId);
}

async function byRule(ctx: Ctx, id: string, definition: RuleDefinition): Promise<readonly Found[]> {
  const shadow = await ruleForPast(ctx, id, definition);
  const now = await ruleNow(ctx, id);
  const live = now?.active === true ? await ruleForPast(ctx, id) : null;
  const inputs = [...new Set([...shadow.meta.inputs, ...(live?.meta.inputs ?? [])])];
  const [ids, today] = [await liveOn(ctx), dayNumber(ctx.today)];
  const found: Found[] = [];
  for (let start = 0; start < ids.length; start += CHUNK) {
    const read = await columns(ctx, ids.slice(start, start + CHUNK), inputs, today - READ_DAYS + 1, today);
    const isOpen = (rule: ReadyRule, input: Parameters<typeof openings>[1]): boolean =>
      openings(rule, input, today - JUDGED_DAYS + 1, today).open;
    for (const [accountId, input] of read) {
      const [before, after] = [live !== null && isOpen(live, input), isOpen(shadow, input)];
      const shown = shadow.shown(input, today);
      const { metric, value, threshold } = shown ?? { metric: shadow.meta.metric, value: null, threshold: shadow.threshold };
      const said: Difference = { kind: 'rule', live: before, shadow: after, metric, value, threshold };
      found.push({ accountId, said, live: before ? 'warned' : 'quiet', shadow: after ? 'warned' : 'quiet' });
    }
    await yieldToOthers();
  }
  return found;
}

async function byModel(ctx: Ctx, draft: HealthModel): Promise<readonly Found[]> {
  const judged = await judgedByDraft(ctx, draft, await liveOn(ctx));
  return judged.map(({ accountId, before, after, why }) => ({
    accountId,
    said: {
      kind: 'model',
      live: before,
      shadow: after,
      why: why.map((one) => ({ ...one, name: one.name === null ? null : { ...one.name } })),
    },
    live: before.band,
    shadow: after.band,
  }));
}
