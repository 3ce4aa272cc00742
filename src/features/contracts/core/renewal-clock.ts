import { addDays, type Day } from '../../../kernel/time.ts';

/** A contract or a line of one, as far as its term goes. */
export interface Term {
  readonly startsOn: Day | null;
  /** The last day, included; null: no term. */
  readonly endsOn: Day | null;
  /** Days before the end by which either side says that it does not go on. */
  readonly noticeDays: number | null;
}

/** The term that ends next. */
export interface RenewalClock {
  readonly startsOn: Day | null;
  readonly endsOn: Day;
  readonly noticeOn: Day | null;
  /** Nothing runs any more: this is the term that ended last. */
  readonly over: boolean;
}

/**
 * Which term runs out next: contracts say it, lines where no contract does.
 *
 * @param contracts  Terms of contracts.
 * @param lines      Terms of contract lines.
 * @param today      The workspace's today: a term that ends today still runs.
 * @returns          The clock; null where nothing has a last day.
 * @example          renewalClock([{ startsOn: '2026-01-01', endsOn: '2026-12-31', noticeDays: 60 }], [], '2026-11-18') // => { startsOn: '2026-01-01', endsOn: '2026-12-31', noticeOn: '2026-11-01', over: false }
 */
export function renewalClock(contracts: readonly Term[], lines: readonly Term[], today: Day): RenewalClock | null {
  const dated = (terms: readonly Term[]) => terms.flatMap(({ endsOn, ...term }) => (endsOn === null ? [] : [{ ...term, endsOn }]));
  const terms = [dated(contracts), dated(lines)].find((some) => some.length > 0) ?? [];
  const sorted = terms.toSorted((a, b) => (a.endsOn < b.endsOn ? -1 : 1));
  const running = sorted.find(({ startsOn, endsOn }) => endsOn >= today && (startsOn === null || startsOn <= today));
  const term = running ?? sorted.find(({ endsOn }) => endsOn >= today) ?? sorted.at(-1);
  if (term === undefined) return null;
  const { startsOn, endsOn, noticeDays } = term;
  return { startsOn, endsOn, noticeOn: noticeDays === null ? null : addDays(endsOn, -noticeDays), over: endsOn < today };
}
