import { type Day, dayFromNumber, dayNumber } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import { silenceChanged } from './contract-sources.ts';
import { sourceState } from './core/source-rate.ts';
import { forgetSilences, noteSilences, silencesTold } from './store-silences.ts';
import { retiredSources } from './store-waiting.ts';

/** Tells, once, of each source that fell silent, and of each that is heard of again or of which nothing is expected any more. */
export async function watchSources(ctx: Ctx): Promise<void> {
  const delivered = await ctx.events.deliveries(ctx.workspace.id);
  await ctx.transaction(async (inside) => {
    const retired = await retiredSources(inside);
    const today = dayNumber(inside.today);
    const silent = new Map<string, Day>();
    for (const { source, days, events } of delivered) {
      const lastDay = days.at(-1) ?? null;
      if (lastDay !== null && sourceState({ lastDay, events, retired: retired.has(source) }, today) === 'silent')
        silent.set(source, dayFromNumber(lastDay));
    }
    const told = await silencesTold(inside);
    const over = [...told.keys()].filter((source) => !silent.has(source));
    await forgetSilences(inside, over);
    const begun = await noteSilences(inside, new Map([...silent].filter(([source]) => !told.has(source))));
    const sources = [...over, ...begun].sort();
    if (sources.length > 0) await inside.emit(silenceChanged, { sources });
  });
}
