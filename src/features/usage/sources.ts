import type { InputOf, OutputOf } from '../../contract/operation.ts';
import { AppError } from '../../kernel/errors.ts';
import { dayFromNumber, dayNumber, formatInstant, type Instant } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { audit } from '../access/commands.ts';
import { type retireSource, type sourceHealth, watchSourcesJob } from './contract-sources.ts';
import { FRESHNESS_DAYS, RATE_DAYS, rateOf, sourceState } from './core/source-rate.ts';
import { refusedBySource, retiredSources, setRetired } from './store-waiting.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Every source that sent anything: what arrives, how much, and whether it is still heard of. Silent ones first. */
export async function healthOfSources(ctx: Ctx): Promise<OutputOf<typeof sourceHealth>> {
  // One day more than is looked at: the first hour of the first day must be whole.
  const since = (ctx.now - (RATE_DAYS + 1) * DAY_MS) as Instant;
  const [delivered, arrived] = [await ctx.events.deliveries(ctx.workspace.id), await ctx.events.arrivals(ctx.workspace.id, since, HOUR_MS)];
  const refused = await refusedBySource(ctx, (ctx.now - RATE_DAYS * DAY_MS) as Instant);
  const retired = await retiredSources(ctx);
  const today = dayNumber(ctx.today);
  const names = [...new Set([...delivered.map(({ source }) => source), ...refused.keys()])];
  const sources = names.map((source) => {
    const known = delivered.find((one) => one.source === source);
    // Events of tomorrow's first minutes make no source younger than today.
    const last = known?.days.at(-1) ?? null;
    const rate = rateOf(new Map(arrived.flatMap((one) => (one.source === source ? [[one.at, one.events] as const] : []))), ctx.now);
    const [kept, gone] = [rate.days.reduce((sum, one) => sum + one, 0), refused.get(source) ?? 0];
    const events = known?.events ?? 0;
    return {
      source,
      state: sourceState({ lastDay: last, events, retired: retired.has(source) }, today),
      events,
      lastDay: last === null ? null : dayFromNumber(last),
      lastRecordedAt: known === undefined ? null : formatInstant(known.lastRecordedAt),
      silentDays: last === null ? null : Math.max(0, today - last),
      lastHour: rate.lastHour,
      typicalHour: rate.typicalHour,
      days: [...rate.days],
      refused: gone,
      refusedShare: kept + gone === 0 ? null : gone / (kept + gone),
    };
  });
  const order = ['silent', 'only-refused', 'fresh', 'retired'];
  sources.sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state) || b.events - a.events || (a.source < b.source ? -1 : 1));
  return { freshnessDays: FRESHNESS_DAYS, silent: sources.flatMap(({ state, source }) => (state === 'silent' ? [source] : [])), sources };
}

/** Says whether anything is still expected from a source. */
export async function retire(ctx: Ctx, { source, retired }: InputOf<typeof retireSource>): Promise<OutputOf<typeof retireSource>> {
  if (!(await ctx.events.deliveries(ctx.workspace.id)).some((one) => one.source === source))
    throw new AppError('not-found', `No event ever came from '${source}'.`);
  await setRetired(ctx, source, retired);
  ctx.requestJob(watchSourcesJob);
  await audit(ctx, { action: retired ? 'usage.source-retired' : 'usage.source-expected', subject: source, before: null, after: null });
  return { retired };
}
