import type { AccountId } from '../../../kernel/ids.ts';

/**
 * From which day a source's new delivery days can end a silence (decision 0004).
 *
 * @param known  Day numbers on which the source was known to have delivered.
 * @param fresh  Day numbers that are new; none of them in `known`.
 * @param last   The last day number anybody computes for.
 * @returns      The earliest new day that can make a silent day fresh; null when none can. A day makes nothing fresh when the day
 *               before it is known, and so is the day after it or nothing after it is computed: whatever the freshness limit (a day at
 *               least), its neighbours cover the same days.
 * @example      silenceEnds(new Set([9]), [10], 10) // => null
 */
export function silenceEnds(known: ReadonlySet<number>, fresh: readonly number[], last: number): number | null {
  let earliest: number | null = null;
  for (const day of fresh) {
    const covered = known.has(day - 1) && (known.has(day + 1) || day >= last);
    if (!covered && (earliest === null || day < earliest)) earliest = day;
  }
  return earliest;
}

/** What new events mean beyond the customers they belong to. */
export interface Touch {
  /** Customers with new events, each with the first day touched. */
  readonly events: ReadonlyMap<AccountId, number>;
  /** Customers that got a source they did not have: all their days look to other sources now. */
  readonly gainedSource: readonly AccountId[];
  /** For a source, the first day on which a silence may have ended. */
  readonly silenceEnds: ReadonlyMap<string, number>;
  /** The first login, module, client or duration of the workspace moved to this day: what is made of them is known from then on. Null: none did. */
  readonly knownFrom: number | null;
}

/** Who depends on which source. */
export interface Dependants {
  readonly all: readonly AccountId[];
  /** The sources of each customer; one without any takes all of the workspace. */
  readonly sourcesOf: ReadonlyMap<AccountId, readonly string[]>;
}

/**
 * Which customers must be computed again, and from which day.
 *
 * @param touch       What happened.
 * @param dependants  Who depends on which source, with what happened included.
 * @returns           For each customer concerned the first day number; −∞ for all its days.
 * @example           touched({ events: new Map([['a', 5]]), gainedSource: [], silenceEnds: new Map(), knownFrom: null }, { all: ['a', 'b'], sourcesOf: new Map() }) // => new Map([['a', 5]])
 */
export function touched(touch: Touch, dependants: Dependants): ReadonlyMap<AccountId, number> {
  const from = new Map<AccountId, number>(touch.events);
  const lower = (accountId: AccountId, day: number): void => {
    from.set(accountId, Math.min(from.get(accountId) ?? Number.POSITIVE_INFINITY, day));
  };
  for (const accountId of touch.gainedSource) lower(accountId, Number.NEGATIVE_INFINITY);
  if (touch.knownFrom === null && touch.silenceEnds.size === 0) return from;
  for (const accountId of dependants.all) {
    if (touch.knownFrom !== null) lower(accountId, touch.knownFrom);
    const own = dependants.sourcesOf.get(accountId);
    for (const [source, day] of touch.silenceEnds) if (own === undefined || own.includes(source)) lower(accountId, day);
  }
  return from;
}
