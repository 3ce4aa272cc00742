import { addDays, type Day, day } from '../../../kernel/time.ts';

/** From when to when an end user is registered. */
export interface Registration {
  readonly from: Day;
  /** The first day was said by the sender or an import; else it is the first day the user was told of. */
  readonly stated: boolean;
  /** Last day before being disabled; null while enabled. */
  readonly to: Day | null;
}

/** What a sender or an import says about an end user. */
export interface RegistrationWords {
  readonly from: Day;
  readonly stated: boolean;
  /** Absent: says nothing about it. */
  readonly to?: Day | null | undefined;
  /** An import corrects what was stated before; an `identify` call does not. */
  readonly corrects: boolean;
}

/** Since ever, for a user of whom an import does not say since when. */
export const SINCE_EVER: Day = day('0001-01-01');

/**
 * How an end user is registered after somebody said something.
 *
 * @param before  How they were registered; null when nobody knew them.
 * @param words   What was said.
 * @returns       A stated first day stays against one that was only seen; of two seen days the earlier counts. Being told of again does not
 *                enable a disabled user.
 * @source        Settled 3.
 * @example       registrationAfter(null, { from: day('2026-01-05'), stated: false, corrects: false }) // => { from: '2026-01-05', stated: false, to: null }
 */
export function registrationAfter(before: Registration | null, words: RegistrationWords): Registration {
  const to = words.to === undefined ? (before?.to ?? null) : words.to;
  if (before === null) return { from: words.from, stated: words.stated, to };
  if (words.stated && (words.corrects || !before.stated)) return { from: words.from, stated: true, to };
  if (before.stated || before.from <= words.from) return { from: before.from, stated: before.stated, to };
  return { from: words.from, stated: false, to };
}

/**
 * The first day on which a user counts otherwise than before.
 *
 * @param before  How the user was registered; null when nobody knew them.
 * @param after   How the user is registered now.
 * @returns       The day; null when nothing changed.
 * @example       firstDayChanged({ from: day('2026-01-05'), stated: true, to: null }, { from: day('2026-01-05'), stated: true, to: day('2026-02-01') }) // => '2026-02-02'
 */
export function firstDayChanged(before: Registration | null, after: Registration): Day | null {
  if (before === null) return after.from;
  const days: Day[] = before.from === after.from ? [] : [before.from, after.from];
  if (before.to !== after.to) days.push(...[before.to, after.to].flatMap((to) => (to === null ? [] : [addDays(to, 1)])));
  return days.sort()[0] ?? null;
}
