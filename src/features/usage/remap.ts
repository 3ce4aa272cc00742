import { setImmediate as yieldToOthers } from 'node:timers/promises';
import { addDays, type Day, daysBetween } from '../../kernel/time.ts';
import type { Ctx } from '../../platform/context.ts';
import type { Lot, RelabelScope, Touched } from '../../platform/events/port.ts';
import { rollupJob } from './contract.ts';
import { bySign, COUNTED_SIGNS, compileMapping, type MappingRule, signsNamed } from './core/mapping.ts';
import { lotChanges, splitsFor } from './core/mapping-scope.ts';
import { dirtyAll, lowestDays } from './dirty.ts';
import { mappingOf } from './mapping-memory.ts';
import { type Backfill, backfillOf, saveBackfill, versionsBetween } from './store-mappings.ts';
import { cursorOf, markDirty, moveCursor } from './store-rollup.ts';

/** Events changed in one step at most, about: others wait for the event log meanwhile. */
const STEP = 200_000;
/** Meanings asked about in one statement. */
const PIECE = 1000;
/** Names looked at in one statement. */
const PAGE = 10_000;
/** A batch that was on its way when the mapping changed may still have been understood by the old one: it is looked for again. */
const PASSES = 3;

/** What must be said anew for kept events to mean what rules say, and whom it concerns. */
export interface RemapPlan {
  readonly scopes: readonly RelabelScope[];
  readonly touched: readonly Touched[];
}

/**
 * Compares kept events with rules. Only names that the rules speak of, or the rules spoke of that they followed before, can differ.
 *
 * @param earlier  Rules by which kept events may have been understood.
 */
export async function planRemap(ctx: Ctx, rules: readonly MappingRule[], earlier: readonly MappingRule[]): Promise<RemapPlan> {
  const all = compileMapping([...rules, ...earlier]);
  const names = await namesOf(ctx, (name) => all.rulesOf(name).length > 0);
  const splits = splitsFor(rules);
  const timed = compileMapping([...rules, ...earlier].filter(({ seconds }) => seconds !== null));
  const isTimed = (name: string): boolean => timed.rulesOf(name).length > 0;
  const scopes: RelabelScope[] = [];
  const touched: Touched[] = [];
  for (let start = 0; start < names.length; start += PIECE) {
    const lots: readonly Lot[] = await ctx.events.lots(ctx.workspace.id, splits, names.slice(start, start + PIECE));
    const relabels = lotChanges(lots, rules, isTimed);
    for (let at = 0; at < relabels.length; at += PIECE) {
      const scope = { splits, relabels: relabels.slice(at, at + PIECE) };
      scopes.push(scope);
      for (const one of await ctx.events.wouldRelabel(ctx.workspace.id, scope)) touched.push(one);
    }
  }
  return { scopes, touched };
}

/** The names of kept events that are asked for, looked at a page at a time: a sender may have invented any number. */
async function namesOf(ctx: Ctx, isAskedFor: (name: string) => boolean): Promise<readonly string[]> {
  const found: string[] = [];
  for (let page = await ctx.events.names(ctx.workspace.id, '', PAGE); page.length > 0; ) {
    for (const name of page) if (isAskedFor(name)) found.push(name);
    page = page.length < PAGE ? [] : await ctx.events.names(ctx.workspace.id, page.at(-1) ?? '', PAGE);
  }
  return found;
}

/** The rules that kept events may follow while the latest version is not done. */
export async function earlierRules(ctx: Ctx, backfill: Backfill | null): Promise<readonly MappingRule[]> {
  if (backfill === null) return [];
  const from = backfill.state === 'done' ? backfill.version : backfill.base;
  return (await versionsBetween(ctx, from, backfill.version)).flatMap(({ rules }) => rules);
}

/** Has kept events follow the mapping, in steps; it can be stopped between two of them, and goes on where it was interrupted. */
export async function remap(ctx: Ctx): Promise<void> {
  const begun = await backfillOf(ctx);
  if (begun === null || begun.state === 'done' || begun.state === 'cancelled') return;
  // After a crash nobody knows whose change was written and not announced: all are computed again.
  if (begun.state === 'running') await ctx.transaction(dirtyAll);
  const { rules } = await mappingOf(ctx);
  const earlier = await earlierRules(ctx, begun);
  let done = 0;
  for (let pass = 0; pass < PASSES; pass++) {
    const plan = await planRemap(ctx, rules, earlier);
    const total = done + plan.touched.reduce((sum, { events }) => sum + events, 0);
    if (total === done) break;
    if (!(await note(ctx, begun.version, { state: 'running', total, done }))) return;
    const reached = await carryOut(ctx, plan, begun.version, done);
    if (reached === null) {
      ctx.requestJob(rollupJob);
      return;
    }
    done = reached;
  }
  await finish(ctx, begun.version, rules, done);
  ctx.requestJob(rollupJob);
}

/** Says the events of a plan anew. Returns how many in all, or null when somebody stopped it or changed the mapping again. */
async function carryOut(ctx: Ctx, { scopes, touched }: RemapPlan, version: number, before: number): Promise<number | null> {
  let done = before;
  const first = touched.map(({ from }) => from).reduce<Day>((a, b) => (a < b ? a : b), ctx.today);
  // Events may lie a little ahead of our clock.
  const last = addDays(ctx.today, 1);
  const span = daysBetween(first, last) + 1;
  const events = touched.reduce((sum, one) => sum + one.events, 0);
  const stride = Math.max(1, Math.min(span, Math.floor((span * STEP) / Math.max(1, events))));
  for (const scope of scopes) {
    for (let from = first; from <= last; from = addDays(from, stride)) {
      const step = await ctx.events.relabel(ctx.workspace.id, { ...scope, from, to: addDays(from, stride - 1) });
      done += step.reduce((sum, one) => sum + one.events, 0);
      const goesOn = await ctx.transaction(async (inside) => {
        await markDirty(inside, lowestDays(step));
        return note(inside, version, { done });
      });
      if (!goesOn) return null;
      await yieldToOthers();
    }
  }
  return done;
}

/** Notes how far it is; false when it is to stop, because a person said so or the mapping changed again. */
function note(ctx: Ctx, version: number, news: Partial<Backfill>): Promise<boolean> {
  return ctx.transaction(async (inside) => {
    const backfill = await backfillOf(inside, true);
    if (backfill === null || backfill.version !== version || backfill.state === 'cancelled') return false;
    await saveBackfill(inside, { ...backfill, ...news });
    return true;
  });
}

/** When the first login is another day now, all ratios of logins change (decision 0005); so with modules, clients and seconds. */
async function finish(ctx: Ctx, version: number, rules: readonly MappingRule[], done: number): Promise<void> {
  const first = await ctx.events.firstDays(ctx.workspace.id);
  const firstDays = bySign((sign) => first.get(sign) ?? null);
  await ctx.transaction(async (inside) => {
    if (!(await note(inside, version, { state: 'done', total: done, done, endedAt: ctx.now }))) return;
    const cursor = await cursorOf(inside, true);
    const moved = COUNTED_SIGNS.filter((sign) => cursor.firstDays[sign] !== firstDays[sign]);
    if (moved.length === 0) return;
    await moveCursor(inside, { ...cursor, firstDays });
    const named = signsNamed(rules);
    if (moved.some((sign) => !named.includes(sign))) await dirtyAll(inside);
  });
}
