import type { Instant } from '../../../kernel/time.ts';

/** What was said of a name from a moment on. */
export interface Span<Value> {
  readonly since: Instant;
  /** The last moment at which it was said again. */
  readonly until: Instant;
  readonly value: Value;
}

/** All that was said of a name, ascending in time, each moment once. */
export type Told<Value> = readonly Span<Value>[];

/** Changes that are kept of one name: a sender that changes its mind all the time fills no memory. */
export const LONGEST_HISTORY = 50;

/**
 * What held for a name at a moment.
 *
 * @param told  What was said of it.
 * @param at    The moment.
 * @returns     The last word at or before the moment; undefined when there was none yet.
 * @example     toldAt([{ since: instant('2026-01-02T00:00:00Z'), until: instant('2026-01-02T00:00:00Z'), value: 'acme' }], instant('2026-01-01T00:00:00Z')) // => undefined
 */
export function toldAt<Value>(told: Told<Value>, at: Instant): Value | undefined {
  return told[indexAt(told, at)]?.value;
}

/**
 * Adds a word about a name. Words may come in any order; saying again what holds already is no change.
 *
 * @param told   What was said so far.
 * @param at     From when on the new word holds.
 * @param value  The new word.
 * @returns      What is said now, and of it what has to be kept that was not kept before: usually one span, none when it changes
 *               nothing, two when a late word cuts a stretch that was confirmed after it. At most LONGEST_HISTORY spans stay, the latest.
 * @example      tell([], instant('2026-01-01T00:00:00Z'), 'acme').told.length // => 1
 */
export function tell<Value>(told: Told<Value>, at: Instant, value: Value): { told: Told<Value>; news: readonly Span<Value>[] } {
  const index = indexAt(told, at);
  const before = told[index];
  if (before !== undefined && before.value === value)
    return { told: at <= before.until ? told : told.with(index, { ...before, until: at }), news: [] };
  const news: Span<Value>[] = [{ since: at, until: at, value }];
  if (before !== undefined && before.until > at) news.push({ ...before, since: before.until });
  const kept =
    before === undefined ? [] : before.since === at ? [] : [{ ...before, until: before.until >= at ? before.since : before.until }];
  const all = [...told.slice(0, Math.max(index, 0)), ...kept, ...news, ...told.slice(index + 1)];
  return { told: all.slice(-LONGEST_HISTORY), news };
}

/** A name, and what is newly said of it. */
export interface News<Value> {
  readonly name: string;
  readonly span: Span<Value>;
  /** What was said of the name before this moment is too many changes back; null: nothing is. */
  readonly forgetBefore: Instant | null;
}

/** What was said before a batch, and what the batch adds to it. */
export interface Ledger<Value> {
  of(name: string): Told<Value>;
  add(name: string, at: Instant, value: Value): void;
  readonly news: readonly News<Value>[];
}

/**
 * Opens a ledger over what was said before.
 *
 * @param before  What was said of a name; undefined for nothing.
 * @returns       A ledger in which later words of the batch see the earlier ones.
 * @example       ledger(() => undefined).of('u-1') // => []
 */
export function ledger<Value>(before: (name: string) => Told<Value> | undefined): Ledger<Value> {
  const said = new Map<string, Told<Value>>();
  const news: News<Value>[] = [];
  const of = (name: string): Told<Value> => said.get(name) ?? before(name) ?? [];
  return {
    of,
    news,
    add(name, at, value) {
      const step = tell(of(name), at, value);
      said.set(name, step.told);
      const forgetBefore = step.told.length < LONGEST_HISTORY ? null : (step.told[0]?.since ?? null);
      for (const span of step.news) news.push({ name, span, forgetBefore });
    },
  };
}

/** The place of the last word at or before a moment; -1 when there is none. */
function indexAt<Value>(told: Told<Value>, at: Instant): number {
  let index = told.length - 1;
  while (index >= 0 && (told[index]?.since ?? 0) > at) index -= 1;
  return index;
}
